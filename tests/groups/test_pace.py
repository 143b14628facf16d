"""How fast one person may write."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groups import pace
from groups.pace import Pace, slow_wait

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
TALK = Pace(at_once=5, seconds=3.0)


def at(*seconds):
    return [NOON + timedelta(seconds=second) for second in seconds]


def test_a_few_messages_may_come_at_once():
    for count in range(5):
        assert TALK.wait(at(*[0] * count), NOON) == 0


def test_the_next_one_waits_and_is_told_how_long():
    assert TALK.wait(at(0, 0, 0, 0, 0), NOON) == 3.0
    assert TALK.wait(at(0, 0, 0, 0, 0), NOON + timedelta(seconds=2)) == 1.0
    assert TALK.wait(at(0, 0, 0, 0, 0), NOON + timedelta(seconds=3)) == 0


def test_somebody_who_writes_steadily_is_never_held_up():
    times = at(*range(0, 60, 3))

    assert TALK.wait(times, NOON + timedelta(seconds=60)) == 0


def test_what_was_long_ago_no_longer_counts():
    assert TALK.wait(at(-400, -400, -400, -400, -400), NOON) == 0


def test_the_window_holds_all_that_still_counts():
    assert TALK.window == timedelta(seconds=60)
    assert Pace(at_once=10, seconds=30).window == timedelta(seconds=300)


@given(st.lists(st.floats(0, 2), min_size=1, max_size=80))
def test_no_stretch_of_time_ever_holds_more_than_the_pace_allows(pauses):
    now, times = NOON, []
    for pause in pauses:
        now += timedelta(seconds=pause)
        recent = [moment for moment in times if moment > now - TALK.window]
        if not TALK.wait(recent, now):
            times.append(now)

    for first, begun in enumerate(times):
        for count, ended in enumerate(times[first:], start=1):
            if (ended - begun) < TALK.window:
                assert count <= TALK.at_once + (ended - begun).total_seconds() / TALK.seconds + 1e-6


@given(st.lists(st.floats(0, 60), max_size=30))
def test_whoever_waits_as_long_as_told_may_write(seconds):
    times = at(*sorted(seconds))
    now = NOON + timedelta(seconds=60)

    later = now + timedelta(seconds=TALK.wait(times, now) + 0.001)

    assert TALK.wait(times, later) == 0


@pytest.mark.parametrize(("seconds", "left"), [(0, 0), (10, 0), (30, 20)])
def test_slow_mode_counts_from_the_last_message(seconds, left):
    assert slow_wait(at(-50, -10), NOON, seconds) == left


def test_slow_mode_lets_a_first_message_through():
    assert slow_wait([], NOON, 30) == 0


def test_staff_have_a_wider_pace_and_either_can_be_lifted(settings, member, facilitator):
    settings.SAY_PACE = {"member": (5, 3.0), "staff": (10, 1.0)}
    assert pace.of(member) == Pace(5, 3.0)
    assert pace.of(facilitator) == Pace(10, 1.0)
    assert pace.window() == timedelta(seconds=60)

    settings.SAY_PACE = {}
    assert pace.of(member) is None
    assert pace.window() is None
