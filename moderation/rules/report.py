"""Who may look at what was reported, and take a call."""

from django.utils import timezone
from django.utils.translation import gettext as _

from community.verdicts import YES, no
from groups.rules import may_enter


def may_watch(user):
    """Seeing the list of reports and open calls: moderators and safeguarding leads with proof."""
    if not user.holds("moderator", "safeguarding"):
        return no(
            _("This list is for moderators. It needs a checked credential and a second step at sign-in.")
        )
    return YES


def may_see_report(user, report):
    """Opening a report and settling it: those on watch, but nobody reads about themselves."""
    if not (verdict := may_watch(user)):
        return verdict
    seat, case = report.seat, report.case
    if user.pk in (seat and seat.user_id, case and case.person_id):
        return no(_("This case is about you. Somebody else looks at it."))
    return YES


def may_answer(user, call):
    """Taking a call for help that the group's own staff have not taken."""
    if not (verdict := may_watch(user)):
        return verdict
    return YES if call.answered_at is None else no(_("Somebody has already taken this call."))


def may_report_person(user, seat, whom):
    """Asking staff to look after somebody who has a seat in the same group, or at them."""
    if not (verdict := may_enter(user, seat)):
        return verdict
    if whom.group_id != seat.group_id or not whom.is_current:
        return no(_("This person has no seat in your group."))
    if whom.pk == seat.pk:
        return no(_("This is your own seat. If you need somebody, Help now is at the top of the page."))
    return YES


def may_ask_again(report, *, until):
    """Asking for a second look at what was answered: once, for six months. `until` is when they end."""
    if report.told_at is None:
        return no(_("This is not answered yet."))
    if report.follows_id is not None or getattr(report, "again", None) is not None:
        return no(_("You have asked once more already."))
    if timezone.now() > until:
        return no(_("The six months in which one can ask again are over. You can still write to us anew."))
    return YES
