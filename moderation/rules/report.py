"""Who may look at what was reported, and take a call."""

from django.utils.translation import gettext as _

from community.verdicts import YES, no


def may_watch(user):
    """Seeing the list of reports and open calls: moderators and safeguarding leads with proof."""
    if not user.holds("moderator", "safeguarding"):
        return no(
            _("This list is for moderators. It needs a checked credential and a second step at sign-in.")
        )
    return YES


def may_answer(user, call):
    """Taking a call for help that the group's own staff have not taken."""
    if not (verdict := may_watch(user)):
        return verdict
    return YES if call.answered_at is None else no(_("Somebody has already taken this call."))
