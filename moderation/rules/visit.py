"""Who may enter a room from outside the group, and end that."""

from django.utils.translation import gettext as _

from community.verdicts import YES, no


def may_visit(user, room, seat):
    """Entering for half an hour, with a reason. `seat`: what this person has in the group, or None.

    One visitor at a time, so that the notice in the room names everybody who reads along.
    """
    if not user.holds("moderator", "safeguarding"):
        return no(
            _(
                "Rooms are entered by moderators and safeguarding leads, with a checked credential and a second step."
            )
        )
    if seat is not None:
        return no(_("You have a seat in this group. Go in by your own chair."))
    if room.group.ended_at is not None:
        return no(_("This group has ended. Nobody goes into its room any more."))
    if room.visitor_now:
        return no(_("A colleague is in this room just now. One visitor at a time is enough for a group."))
    return YES


def may_read_on(user, visit):
    """Reading in the room: one's own visit, as long as it lasts and the duty has its proof."""
    if not user.holds("moderator", "safeguarding") or visit.person_id != user.pk:
        return no(_("This visit is somebody else’s."))
    return YES if visit.is_going_on else no(_("Your visit has ended. You can go in again with a reason."))
