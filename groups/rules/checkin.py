"""Who may open the questions at the ends of a meeting, and who may answer them."""

from django.utils.translation import gettext as _

from community.verdicts import YES, no
from groups.rules.room import may_enter, may_run


def may_ask(user, leader, room, meeting):
    """Opening the check-in or the check-out: those who lead, while a meeting is on."""
    if not (verdict := may_run(user, leader, room)):
        return verdict
    if meeting is None or meeting.opened_at is None:
        return no(_("The questions can be opened once the meeting is on."))
    return YES


def may_answer_check(user, membership, room, meeting, kind):
    """Answering for oneself, or changing it: members, while that check is open."""
    if not (verdict := may_enter(user, membership)):
        return verdict
    if membership.group_id != room.group_id:
        return no(_("This room is for members of the group."))
    if membership.is_staff:
        return no(
            _("These questions are for the members. Staff see what the group says, from five answers up.")
        )
    if meeting is None or not kind or room.asks != kind:
        return no(_("These questions are closed now. What you answered before stays as it was."))
    return YES
