"""Rounds: whose turn it is, and everything that can come between."""

import pytest
from django.core.exceptions import PermissionDenied

from community.audit.models import Entry
from groups.actions.message import say
from groups.actions.room import attend, close_meeting, set_mode
from groups.actions.round import begin_round, end_round, end_turn
from groups.actions.sign import take_break
from groups.models import Membership, OnDuty, Room, Round
from tests import cast
from tests.groups.actions.turns import end, now, order, states, the_room, turn_of
from tests.groups.rules import fresh

pytestmark = pytest.mark.django_db


# --- Beginning and ending ----------------------------------------------------------------
def test_a_round_goes_through_the_members_from_the_seat_after_the_facilitator(begun, facilitator):
    assert order() == ["Kuura", "Halla", "Tuuli"]
    assert now() == "Kuura"
    assert the_room().mode == Room.Mode.ROUND
    assert Round.objects.get().prompt == "One thing to take home?"
    assert list(Entry.objects.values_list("action", "facts_json"))[-1] == ("round.began", "{}")


def test_it_comes_round_to_those_on_the_other_side(group, meeting, member, other_member, facilitator):
    Membership.objects.filter(pk=facilitator.pk).update(seat_number=8)
    Membership.objects.filter(pk=member.pk).update(seat_number=9)

    begin_round(room=group.room, actor=fresh(facilitator))

    assert order() == ["Kuura", "Halla"]


def test_it_may_begin_with_somebody_chosen_and_comes_last_to_those_on_a_break(three, facilitator):
    room = facilitator.group.room
    take_break(room=room, actor=fresh(three[2]))

    begin_round(room=room, actor=facilitator, first=three[1])

    assert order() == ["Halla", "Kuura", "Tuuli"]


def test_a_round_begun_twice_is_one_round(begun, facilitator, three):
    end(three[0])

    again = begin_round(room=facilitator.group.room, actor=facilitator, prompt="Another?")

    assert again == begun
    assert Round.objects.get().prompt == "One thing to take home?"
    assert now() == "Halla"


def test_a_round_left_over_from_another_meeting_makes_way(begun, meeting, group, facilitator):
    begun.meeting = cast.make_meeting(group, starts_in=-10000)
    begun.save()

    again = begin_round(room=group.room, actor=facilitator)

    assert again != begun
    assert list(Round.objects.going_on()) == [again]


def test_a_round_ends_once_and_the_room_goes_back_to_what_it_was(three, facilitator, told):
    room = facilitator.group.room
    set_mode(room=room, actor=facilitator, mode=Room.Mode.READ_FIRST)
    begun = begin_round(room=room, actor=facilitator)
    assert the_room().reads_first

    with told:
        end_round(ended=begun, actor=facilitator)
        end_round(ended=begun, actor=facilitator)

    assert the_room().mode == Room.Mode.READ_FIRST
    assert Entry.objects.filter(action="round.ended").count() == 1
    assert told.to(room.audience, "room.scene")[0]["parts"]["round"] == ""
    assert told.to(three[0].user.audience, "own.scene")[0]["parts"]["my_turn"] == ""


def test_a_round_whose_mode_was_changed_meanwhile_leaves_the_mode(begun, facilitator):
    Room.objects.update(mode=Room.Mode.STAFF_ONLY)

    end_round(ended=begun, actor=facilitator)

    assert the_room().mode == Room.Mode.STAFF_ONLY


def test_another_mode_ends_the_round(begun, facilitator, told):
    with told:
        set_mode(room=facilitator.group.room, actor=facilitator, mode=Room.Mode.STAFF_ONLY)

    assert not Round.objects.going_on().exists()
    assert the_room().mode == Room.Mode.STAFF_ONLY
    assert told.to(facilitator.group.room.staff_audience)[-1]["parts"] == {"leading": ""}


def test_the_end_of_the_meeting_ends_the_round(begun, meeting, facilitator):
    close_meeting(meeting=meeting, actor=facilitator)

    assert not Round.objects.going_on().exists()
    assert the_room().mode == Room.Mode.OPEN_TALK


def test_a_meeting_that_opens_finds_no_round_of_the_last_one(begun, meeting, group, facilitator):
    type(meeting).objects.update(
        starts_at=meeting.starts_at.replace(year=2020), ends_at=meeting.ends_at.replace(year=2020)
    )
    OnDuty.objects.all().delete()
    cast.make_meeting(group, starts_in=-1)

    attend(room=the_room(), actor=fresh(facilitator))

    assert not Round.objects.going_on().exists()
    assert the_room().mode == Room.Mode.OPEN_TALK


# --- The turn ----------------------------------------------------------------------------
@pytest.mark.parametrize("state", ["spoke", "passed", "listening"])
def test_who_has_the_turn_says_what_becomes_of_it(begun, three, state):
    end(three[0], state)

    assert states() == {"Kuura": state, "Halla": "now", "Tuuli": "waiting"}


def test_a_second_press_changes_nothing(begun, three):
    end(three[0], "spoke")
    end(three[0], "passed")

    assert states() == {"Kuura": "spoke", "Halla": "now", "Tuuli": "waiting"}


def test_whoever_would_rather_not_says_so_before_the_turn_comes(begun, three):
    end(three[1], "listening")
    assert now() == "Kuura"

    end(three[0])

    assert now() == "Tuuli"


def test_a_turn_ends_in_known_ways_only(begun, three):
    with pytest.raises(ValueError, match="is not how"):
        end(three[0], "skipped")


def test_nobody_ends_the_turn_of_somebody_else(begun, three, facilitator):
    for other in (three[1], facilitator):
        with pytest.raises(PermissionDenied, match="somebody else"):
            end_turn(turn=turn_of(three[0]), actor=fresh(other), state="passed")


def test_when_everyone_has_had_a_turn_the_round_waits_for_staff(begun, three):
    for seat in three:
        end(seat)

    assert now() is None
    assert the_room().mode == Room.Mode.ROUND
    with pytest.raises(PermissionDenied, match="Everyone has had a turn"):
        say(room=the_room(), author=fresh(three[0]), body="And?", client_id=begun.pk)


def test_who_has_the_turn_speaks_and_staff_speak_and_others_do_not(begun, three, facilitator):
    room = the_room()
    say(room=room, author=fresh(three[0]), body="The buns.", client_id=begun.pk)
    say(room=room, author=fresh(facilitator), body="Thank you.", client_id=begun.pk)

    with pytest.raises(PermissionDenied, match="It is Kuura’s turn"):
        say(room=room, author=fresh(three[1]), body="Me too.", client_id=begun.pk)


def test_everybody_hears_how_the_round_stands_and_two_people_whose_turn_it_is(begun, three, told):
    room = the_room()

    with told:
        end(three[0], "passed")

    (scene,) = told.to(room.audience, "room.scene")
    assert f'data-turn="{three[1].pk}"' in scene["parts"]["round"]
    assert "passed this time" in scene["parts"]["round"]
    assert told.to(three[0].user.audience)[0]["parts"]["my_turn"] == ""
    assert "It is your turn." in told.to(three[1].user.audience)[0]["parts"]["my_turn"]
    assert told.to(three[2].user.audience) == []
