"""A loss, a double or a swap that is planted among many messages must be noticed, and nothing else."""

import pytest

from bench.tally import Tally, count, count_room

MARKS = [b"%08d" % number for number in range(1, 101)]


@pytest.fixture
def room():
    """Nine lines that all heard the same hundred messages."""
    return [list(MARKS) for _line in range(9)]


def test_a_quiet_night_has_nothing_to_tell(room):
    assert count_room(room, set(MARKS)) == Tally()


def test_one_message_lost_by_one_line(room):
    del room[4][50]

    assert count_room(room, set(MARKS)) == Tally(lost=1)


def test_the_last_message_lost_by_everyone(room):
    for heard in room:
        heard.pop()

    assert count_room(room, set(MARKS)) == Tally(lost=9)


def test_a_line_that_heard_nothing_lost_everything(room):
    room[0].clear()

    assert count_room(room, set(MARKS)) == Tally(lost=100)


def test_one_message_heard_twice_by_one_line(room):
    room[8].insert(70, MARKS[20])

    assert count_room(room, set(MARKS)) == Tally(doubles=1)


def test_two_messages_swapped_on_one_line(room):
    room[3][10], room[3][11] = room[3][11], room[3][10]

    assert count_room(room, set(MARKS)) == Tally(swapped=1)


def test_all_three_at_once_are_told_apart(room):
    room[1].remove(MARKS[5])
    room[2].append(MARKS[99])
    room[6][0], room[6][1] = room[6][1], room[6][0]

    assert count_room(room, set(MARKS)) == Tally(lost=1, doubles=1, swapped=1)


def test_rooms_may_differ_in_order_and_are_added_up(room):
    backwards = [MARKS[::-1][1:], MARKS[::-1]]

    seen = count({"here": room, "there": backwards}, {"here": set(MARKS), "there": set(MARKS)})

    assert seen == Tally(lost=1)


def test_a_room_where_nothing_was_said_owes_nothing():
    assert count({"still": [[], []]}, {}) == Tally()
