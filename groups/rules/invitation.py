"""Who invites, and who may take the seat of an invitation."""

from django.utils.translation import gettext as _

from community.verdicts import YES, no


def may_refer(user):
    """Inviting clients at all."""
    if not user.holds("referrer"):
        return no(
            _(
                "Inviting needs a checked credential and a second step at sign-in. Your page You says what is missing."
            )
        )
    return YES


def may_invite(user, group):
    if not (verdict := may_refer(user)):
        return verdict
    if group.is_board:
        return no(_("Nobody is invited to a board. Members of groups join it by themselves."))
    if group.ended_at:
        return no(_("This group has ended."))
    return YES


def may_revoke(user, invitation):
    if invitation.referrer_id != user.pk or not may_refer(user):
        return no(_("This invitation is not yours."))
    if not invitation.is_usable:
        return no(_("This invitation can no longer be taken back."))
    return YES


def may_accept(invitation):
    """One sentence for every way an invitation can have ended, so that it tells nothing about anybody."""
    if not invitation.is_usable or invitation.group.ended_at:
        return no(_("This invitation no longer works. The person who gave it to you can make a new one."))
    return YES


def may_sit(user, seat):
    """Taking an invited person's seat with this account; `seat` is the one it already has in that group, or None."""
    if seat is not None:
        return no(_("You already have a seat in this group."))
    if user.is_staff_somewhere:
        return no(
            _("This is a work account. Sign out first: the invitation is for the person it was given to.")
        )
    if not user.in_good_standing:
        return no(
            _("Your account is paused, so it cannot take a new seat. Your facilitator can tell you more.")
        )
    return YES
