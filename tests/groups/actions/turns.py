"""How tests of rounds ask whose turn it is, and end it."""

from groups.actions.round import end_turn
from groups.models import Room, Turn
from tests.groups.rules import fresh


def now():
    """The alias of whoever has the turn."""
    turn = Turn.objects.now().select_related("seat").filter(round__ended_at=None).first()
    return turn and turn.seat.alias


def turn_of(seat):
    return Turn.objects.select_related("round__room__group").get(seat=seat)


def order():
    return [turn.seat.alias for turn in Turn.objects.in_order().select_related("seat")]


def states():
    return {turn.seat.alias: turn.state for turn in Turn.objects.select_related("seat")}


def end(seat, state="spoke"):
    end_turn(turn=turn_of(seat), actor=fresh(seat), state=state)


def the_room():
    return Room.objects.get()
