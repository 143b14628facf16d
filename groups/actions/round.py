"""Rounds: a turn passes from person to person. Nobody is asked why they pass, and silence is kept.

When everybody has had a turn the round says so and stays until staff end it: the last words deserve the same
silence as the first, and it is a person, not a clock, who says how the group goes on.
"""

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from community.audit.actions import record
from community.verdicts import require
from groups import rules
from groups.actions.room import HOW, end_rounds, locked, tell_everyone, tell_own, tell_staff
from groups.models import Membership, Room, Round, Sign, Turn

OWN_ENDINGS = frozenset({Turn.State.SPOKE, Turn.State.PASSED, Turn.State.LISTENING})


@transaction.atomic
def begin_round(*, room, actor: Membership, prompt: str = "", first: Membership | None = None) -> Round:
    """Send a turn round the members, in the order of their seats from the one after `actor`, or from `first`.

    Begun twice, the first round goes on. Whoever takes a break comes last; who is seated later is asked by staff.
    """
    room, actor = locked(room=room, actor=actor)
    meeting = room.meeting()
    require(rules.may_begin_round(actor.user, actor, room, meeting))
    if going_on := room.rounds.going_on().filter(meeting=meeting).first():
        return going_on
    end_rounds(room=room)  # one left over from a meeting that closed by the clock
    begun = Round(room=room, meeting=meeting, prompt=prompt)
    begun.save(force_insert=True)
    seats = enumerate(_in_turn(room, actor, first), start=1)
    Turn.objects.bulk_create(Turn(round=begun, seat=seat, place=place) for place, seat in seats)
    room.change_to(Room.Mode.ROUND)
    room.save(update_fields=HOW)
    _begin_next(begun)
    record(actor.user, "round.began", begun)
    _tell(room, _seats_of(begun), parts=("state",))
    return begun


def _in_turn(room, actor, first):
    members = list(
        room.group.memberships.current().filter(part=Membership.Part.MEMBER).order_by("seat_number")
    )
    start = first.seat_number if first in members else actor.seat_number + 1
    resting = _resting(room)
    return sorted(members, key=lambda seat: (seat.pk in resting, seat.seat_number < start, seat.seat_number))


def _resting(room):
    return set(room.signs.of_kind(Sign.Kind.BREAK).values_list("seat_id", flat=True))


def _begin_next(going_on):
    """Give the turn to whoever is next and not on a break; says whose seat it is now, as a list of one or none."""
    turn = going_on.turns.to_come().exclude(seat__in=_resting(going_on.room)).select_related("seat").first()
    if turn is None:
        return []
    _change(turn, Turn.State.NOW)
    return [turn.seat]


def _change(turn, state):
    """What becomes of a turn, with when it began or ended."""
    now = timezone.now()
    turn.state = state
    if state == Turn.State.NOW:
        turn.began_at, turn.ended_at = now, None
    else:
        turn.ended_at = None if state == Turn.State.WAITING else now
    turn.save()


@transaction.atomic
def end_turn(*, turn: Turn, actor: Membership, state: str):
    """Say what becomes of one's own turn: "spoke", "passed" or "listening". Pressed twice, the first counts.

    Who only listens, or passes, may say so before the turn comes.
    """
    if state not in OWN_ENDINGS:
        raise ValueError(f"{state} is not how one ends one's own turn")
    room, actor, turn = _locked(turn, actor)
    require(rules.may_end_turn(actor.user, actor, turn, state))
    if not turn.is_open:
        return
    was_on = turn.state == Turn.State.NOW
    _change(turn, Turn.State(state))
    _tell(room, [turn.seat, *(_begin_next(turn.round) if was_on else [])])


@transaction.atomic
def come_later(*, turn: Turn, actor: Membership):
    """Come back to somebody at the end of the round. Two who press at once move the turn on once."""
    room, actor, turn = _locked(turn, actor)
    require(rules.may_lead_round(actor.user, actor, turn.round))
    if turn.state != Turn.State.NOW:
        return
    require(rules.may_come_later(actor.user, actor, turn))
    turn.place = _last_place(turn.round)
    _change(turn, Turn.State.WAITING)
    record(actor.user, "turn.skipped", turn, later=True)
    _tell(room, [turn.seat, *_begin_next(turn.round)])


@transaction.atomic
def move_on(*, turn: Turn, actor: Membership):
    """Let the turn go to the next person. It is told kindly, and the one it was with may still be given it again."""
    room, actor, turn = _locked(turn, actor)
    require(rules.may_lead_round(actor.user, actor, turn.round))
    if turn.state != Turn.State.NOW:
        return
    _change(turn, Turn.State.SKIPPED)
    record(actor.user, "turn.skipped", turn, later=False)
    _tell(room, [turn.seat, *_begin_next(turn.round)])


@transaction.atomic
def give_turn(*, room, seat: Membership, actor: Membership):
    """Give the turn to that member now, also to one who has had it or came later. Whoever had it is next again."""
    room, actor = locked(room=room, actor=actor)
    seat = Membership.objects.select_related("user", "group").get(pk=seat.pk)
    going_on = room.rounds.going_on().select_related("room__group").first()
    require(rules.may_give_turn(actor.user, actor, going_on, seat))
    before = going_on.turns.now().select_related("seat").first()
    if before and before.seat_id == seat.pk:
        return
    if before:
        _change(before, Turn.State.WAITING)
    turn = going_on.turns.filter(seat=seat).first()
    _change(turn or Turn(round=going_on, seat=seat, place=_last_place(going_on)), Turn.State.NOW)
    record(actor.user, "turn.given", going_on)
    _tell(room, [seat, *([before.seat] if before else [])])


@transaction.atomic
def end_round(*, ended: Round, actor: Membership):
    """End the round; the room goes back to the mode it was in. Pressed twice, it ends once."""
    room, actor = locked(room=ended.room, actor=actor)
    ended = room.rounds.get(pk=ended.pk)
    ended.room = room
    require(rules.may_run(actor.user, actor, room))
    if ended.ended_at:
        return
    end_rounds(room=room)
    if room.mode == Room.Mode.ROUND:
        room.change_to(room.mode_after)
        room.save(update_fields=HOW)
    record(actor.user, "round.ended", ended)
    _tell(room, parts=("state",))


# --- Breaks, and seats that end -----------------------------------------------------------
@transaction.atomic
def step_aside(*, room, seat: Membership):
    """Whoever takes a break comes last, and does not hold the turn meanwhile. Needs the room's row locked."""
    turn = _open_turn(room, seat)
    if turn is None:
        return
    was_on = turn.state == Turn.State.NOW
    turn.place = _last_place(turn.round)
    _change(turn, Turn.State.WAITING)
    _tell(room, [seat, *(_begin_next(turn.round) if was_on else [])])


@transaction.atomic
def step_back(*, room, seat: Membership):
    """Whoever is back gets the turn if nobody has it and theirs is still to come. Needs the room's row locked."""
    turn = _open_turn(room, seat)
    if turn and turn.state == Turn.State.WAITING and not turn.round.turns.now().exists():
        _tell(room, _begin_next(turn.round))


@transaction.atomic
def leave_round(*, room, seat: Membership):
    """A seat has ended: its turn moves on, without a word about why. Needs the room's row locked."""
    turn = _open_turn(room, seat)
    if turn is None:
        return
    was_on = turn.state == Turn.State.NOW
    _change(turn, Turn.State.SKIPPED)
    _tell(room, _begin_next(turn.round) if was_on else [])


def _open_turn(room, seat):
    """That person's turn in the round going on, if it is on or to come."""
    turns = Turn.objects.filter(round__room=room, round__ended_at=None, seat=seat).select_related("round")
    turn = turns.filter(state__in=[Turn.State.NOW, Turn.State.WAITING]).first()
    if turn:
        turn.round.room = room
    return turn


def _last_place(going_on):
    return (going_on.turns.aggregate(last=Max("place"))["last"] or 0) + 1


def _locked(turn, actor):
    """The room, its row locked until the transaction ends, the seat of whoever acts and the turn as they stand now."""
    room, actor = locked(room=turn.round.room, actor=actor)
    fresh = Turn.objects.select_related("round", "seat").get(pk=turn.pk)
    fresh.round.room = room
    return room, actor, fresh


def _seats_of(going_on):
    return [turn.seat for turn in going_on.turns.select_related("seat")]


def _tell(room, seats=(), parts=()):
    """How the round stands, for everybody; and whose turn has come or gone, for those people alone."""
    tell_everyone(room=room, parts=(*parts, "round", "seats"))
    tell_staff(room=room, parts=("leading",))
    people = {seat.pk for seat in seats}
    for seat in (
        Membership.objects.current().filter(pk__in=people, user__isnull=False).select_related("user", "group")
    ):
        tell_own(room=room, seat=seat, parts=("my_turn",))
