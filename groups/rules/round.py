"""Who speaks when in a round, and who leads the turn on. Nobody is asked why they pass, or only listen."""

from django.utils.translation import gettext as _

from community.verdicts import YES, no
from groups.rules.seat import may_lead


def keeps_turn(membership, room):
    """In a round one person writes at a time; those who lead may at any time. At most two queries, none elsewhere."""
    if room.mode != room.Mode.ROUND or membership.is_staff:
        return YES
    turn = room.turn_now()
    if turn is None:
        return no(_nobody(room))
    if turn.seat_id == membership.pk:
        return YES
    return no(_("It is %(alias)s’s turn. Your words stay in the box.") % {"alias": turn.seat.alias})


def _nobody(room):
    """Why nobody has the turn: all have had theirs, or those still to come take a break."""
    going_on = room.rounds.going_on().first()
    if going_on and going_on.turns.to_come().exists():
        return _("The round waits for somebody who takes a break. Your words stay in the box.")
    return _("Everyone has had a turn. Those who lead say how we go on. Your words stay in the box.")


def may_begin_round(user, leader, room, meeting):
    """Sending a turn round the members, while a meeting is on."""
    if not (verdict := may_lead(user, leader)):
        return verdict
    if room.group_id != leader.group_id:
        return no(_("This room is not yours to run."))
    if meeting is None:
        return no(_("The room is closed until the next meeting."))
    if not room.group.memberships.current().filter(part="member").exists():
        return no(_("No member has a seat yet, so there is nobody to give the turn to."))
    return YES


def may_lead_round(user, leader, going_on):
    """Moving the turn on, giving it to somebody, ending the round."""
    if not (verdict := may_lead(user, leader)):
        return verdict
    if going_on is None or going_on.room.group_id != leader.group_id:
        return no(_("No round is going on in your room."))
    return YES if going_on.ended_at is None else no(_("This round is over."))


def may_come_later(user, leader, turn):
    """Coming back to somebody later: while somebody else is still to come."""
    if not (verdict := may_lead_round(user, leader, turn.round)):
        return verdict
    if not turn.round.turns.to_come().exclude(pk=turn.pk).exists():
        return no(_("Nobody else is still to come. Wait for them, or move on."))
    return YES


def may_give_turn(user, leader, going_on, seat):
    """Giving the turn to that member, whatever became of theirs before."""
    if not (verdict := may_lead_round(user, leader, going_on)):
        return verdict
    if seat.group_id != leader.group_id or not seat.is_current:
        return no(_("This person has no seat in your group."))
    return no(_("Those who lead speak at any time and need no turn.")) if seat.is_staff else YES


def may_end_turn(user, membership, turn, state):
    """Saying what becomes of one's own turn: spoken, passed, just listening. The last two also before it comes."""
    if membership is None or not membership.is_current or membership.user_id != user.pk:
        return no(_("This room is for members of the group."))
    if turn.seat_id != membership.pk:
        return no(_("This is somebody else’s turn."))
    if turn.round.ended_at is not None:
        return no(_("This round is over."))
    if turn.state == turn.State.SKIPPED:
        return no(_("The turn has moved on. Raise your hand if you would like to say something."))
    if turn.state == turn.State.WAITING and state == turn.State.SPOKE:
        return no(_("Your turn comes a little later."))
    return YES
