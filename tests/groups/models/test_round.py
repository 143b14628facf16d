"""Rounds: one at a time in a room, one turn at a time in a round; the database sees to it."""

import pytest
from django.db import IntegrityError, transaction

from groups.models import Round, Turn

pytestmark = pytest.mark.django_db


@pytest.fixture
def begun(meeting, group):
    return Round.objects.create(room=group.room, meeting=meeting, prompt="One thing to take home?")


def test_a_room_has_one_round_at_a_time(begun):
    with pytest.raises(IntegrityError), transaction.atomic():
        Round.objects.create(room=begun.room, meeting=begun.meeting)

    Round.objects.update(ended_at=begun.began_at)
    Round.objects.create(room=begun.room, meeting=begun.meeting)
    assert Round.objects.going_on().count() == 1


def test_the_prompt_is_sealed_and_the_round_named_by_its_number(begun):
    assert Round.objects.get().prompt == "One thing to take home?"
    assert str(begun) == str(begun.pk)


def test_one_person_has_the_turn(begun, member, other_member):
    turn = Turn.objects.create(round=begun, seat=member, place=1, state=Turn.State.NOW)

    for facts in (
        {"seat": other_member, "place": 2, "state": Turn.State.NOW},
        {"seat": other_member, "place": 1},
        {"seat": member, "place": 2},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Turn.objects.create(round=begun, **facts)
    assert begun.room.turn_now() == turn
    assert turn.is_open
    assert str(turn) == str(turn.pk)


def test_rounds_and_turns_are_seen_by_those_with_a_seat(begun, member, stranger):
    turn = Turn.objects.create(round=begun, seat=member, place=1)

    assert list(Round.objects.visible_to(member.user)) == [begun]
    assert list(Turn.objects.visible_to(member.user)) == [turn]
    assert not Round.objects.visible_to(stranger.user).exists()
    assert not Turn.objects.visible_to(stranger.user).exists()


def test_nobody_waits_for_a_seat_that_has_ended(begun, member, other_member):
    for place, seat in enumerate((member, other_member), start=1):
        Turn.objects.create(round=begun, seat=seat, place=place)
    type(member).objects.filter(pk=member.pk).update(left_at=begun.began_at)

    assert [turn.seat for turn in begun.turns.to_come()] == [other_member]
    assert begun.turns.in_order().count() == 2
