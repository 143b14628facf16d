"""Rounds as staff lead them, and what comes between: breaks, and seats that end."""

import pytest
from django.core.exceptions import PermissionDenied

from community.audit.models import Entry
from groups.actions.message import say
from groups.actions.round import begin_round, come_later, end_round, give_turn, move_on
from groups.actions.seat import leave, remove
from groups.actions.sign import come_back, take_break
from tests import cast
from tests.groups.actions.turns import end, now, order, states, the_room, turn_of
from tests.groups.rules import fresh

pytestmark = pytest.mark.django_db


# --- Those who lead ------------------------------------------------------------------------
def test_staff_come_back_to_somebody_later_once(begun, three, facilitator):
    turn = turn_of(three[0])

    come_later(turn=turn, actor=facilitator)
    come_later(turn=turn, actor=facilitator)  # two pressed at once

    assert order() == ["Halla", "Tuuli", "Kuura"]
    assert now() == "Halla"
    assert Entry.objects.filter(action="turn.skipped").count() == 1


def test_nobody_is_sent_to_the_end_when_they_are_the_last(begun, three, facilitator):
    end(three[0])
    end(three[1])

    with pytest.raises(PermissionDenied, match="Nobody else is still to come"):
        come_later(turn=turn_of(three[2]), actor=facilitator)


def test_staff_move_on_once(begun, three, facilitator):
    turn = turn_of(three[0])

    move_on(turn=turn, actor=facilitator)
    move_on(turn=turn, actor=facilitator)

    assert states() == {"Kuura": "skipped", "Halla": "now", "Tuuli": "waiting"}
    with pytest.raises(PermissionDenied, match="The turn has moved on"):
        end(three[0])


def test_a_press_just_after_staff_moved_it_to_later_is_told_so(begun, three, facilitator):
    come_later(turn=turn_of(three[0]), actor=facilitator)

    with pytest.raises(PermissionDenied, match="a little later"):
        end(three[0])


def test_staff_give_the_turn_to_anybody_and_whoever_had_it_is_next(begun, three, facilitator):
    room = the_room()

    give_turn(room=room, seat=three[2], actor=facilitator)
    give_turn(room=room, seat=three[2], actor=facilitator)
    assert states() == {"Kuura": "waiting", "Halla": "waiting", "Tuuli": "now"}

    end(three[2])
    assert now() == "Kuura"


def test_somebody_seated_during_the_round_is_asked_by_staff(begun, three, facilitator):
    late = cast.seat(cast.make_user(), facilitator.group, alias="Saari")
    assert "Saari" not in order()

    for seat in three:
        end(seat)
    give_turn(room=the_room(), seat=late, actor=facilitator)

    assert now() == "Saari"


def test_members_do_not_lead_the_round(begun, three):
    turn, member = turn_of(three[0]), fresh(three[0])

    for act in (come_later, move_on):
        with pytest.raises(PermissionDenied, match="those who lead"):
            act(turn=turn, actor=member)
    with pytest.raises(PermissionDenied, match="those who lead"):
        give_turn(room=the_room(), seat=three[1], actor=member)
    with pytest.raises(PermissionDenied, match="those who lead"):
        end_round(ended=begun, actor=member)
    with pytest.raises(PermissionDenied, match="those who lead"):
        begin_round(room=the_room(), actor=member)


# --- Breaks, and seats that end --------------------------------------------------------------
def test_a_break_in_the_middle_of_a_turn_hands_it_on_and_comes_back_to_it(begun, three):
    room = the_room()

    take_break(room=room, actor=fresh(three[0]))
    assert (now(), order()) == ("Halla", ["Halla", "Tuuli", "Kuura"])

    end(three[1])
    end(three[2])
    assert now() is None
    with pytest.raises(PermissionDenied, match="waits for somebody who takes a break"):
        say(room=room, author=fresh(three[1]), body="Hm.", client_id=begun.pk)

    come_back(room=room, actor=fresh(three[0]))
    assert now() == "Kuura"


def test_a_break_before_the_turn_is_stepped_over(begun, three):
    room = the_room()

    take_break(room=room, actor=fresh(three[1]))
    end(three[0])
    assert now() == "Tuuli"

    come_back(room=room, actor=fresh(three[1]))  # somebody has the turn, and keeps it
    assert now() == "Tuuli"


def test_a_break_after_ones_turn_changes_nothing_in_the_round(begun, three):
    end(three[0])

    take_break(room=the_room(), actor=fresh(three[0]))
    come_back(room=the_room(), actor=fresh(three[0]))

    assert states() == {"Kuura": "spoke", "Halla": "now", "Tuuli": "waiting"}


def test_who_leaves_in_the_middle_of_their_turn_hands_it_on(begun, three):
    leave(membership=three[0], actor=three[0].user)

    assert now() == "Halla"


def test_who_is_removed_before_their_turn_is_not_waited_for(begun, three, facilitator):
    remove(membership=three[1], actor=facilitator, reason="Agreement, point 2")
    end(three[0])

    assert now() == "Tuuli"
