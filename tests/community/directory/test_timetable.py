"""Hours as text answer as the schedules they are made of."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from community.directory.opening import open_at
from community.directory.timetable import FIELDS, Rule, Timetable
from tests.community.directory.entries import hours

HELSINKI = ZoneInfo("Europe/Helsinki")
ALL_WEEK = "MO,TU,WE,TH,FR,SA,SU"
CHRISTMAS = date(2026, 12, 25)  # a Friday


def at(month, day, hour=12, minute=0):
    return datetime(2026, month, day, hour, minute, tzinfo=HELSINKI)


def is_open(now, *schedules):
    return Timetable.of(schedules).is_open_at(now)


def test_an_ordinary_day_is_open_from_the_first_minute_to_before_the_last():
    moments = [(8, 59), (9, 0), (15, 59), (16, 0)]

    assert [is_open(at(11, 16, *moment), hours()) for moment in moments] == [False, True, True, False]


def test_a_night_belongs_to_the_evening_it_began_on():
    night = hours("22:00", "04:00", byday="SA")

    assert is_open(at(11, 21, 23), night)
    assert is_open(at(11, 22, 3, 59), night)
    assert not is_open(at(11, 22, 4), night)
    assert not is_open(at(11, 22, 23), night)


def test_the_reader_may_be_under_another_clock():
    assert is_open(datetime(2026, 11, 16, 7, 0, tzinfo=UTC), hours())
    assert not is_open(datetime(2026, 11, 16, 14, 0, tzinfo=UTC), hours())


def test_a_day_and_night_goes_through_both_changes_of_the_clocks():
    always = hours("00:00", "00:00", byday=ALL_WEEK)

    for change in (datetime(2026, 3, 29, 0, 30, tzinfo=UTC), datetime(2026, 10, 25, 0, 30, tzinfo=UTC)):
        assert all(is_open(change + shift * timedelta(minutes=30), always) for shift in range(6))


def test_hours_of_a_holiday_nobody_told_are_not_open():
    assert not is_open(at(12, 25), hours())
    assert is_open(at(12, 25), hours(open_on_holidays=True))
    assert not is_open(at(12, 25), hours(open_on_holidays=False))


def test_an_exception_alone_counts_on_its_day():
    closed = hours(None, None, byday="", freq="", valid_from=date(2026, 11, 17), valid_to=date(2026, 11, 17))
    closed.is_exception = True
    long = hours("09:00", "20:00", byday="", freq="", dtstart=date(2026, 11, 17), is_exception=True)

    assert not is_open(at(11, 17), hours(), closed)
    assert is_open(at(11, 17, 19), hours(), long)
    assert is_open(at(11, 18), hours(), closed)


def test_without_schedules_nothing_is_open():
    assert not is_open(at(11, 16))
    assert Timetable.of([]).open_at(at(11, 16)).is_open is None


def test_what_is_empty_is_left_out():
    assert Timetable.of([Rule(), Rule(open_on_holidays=False)]).text == '[{},{"open_on_holidays":false}]'


def test_it_says_all_that_opening_asks():
    assert set(Rule.__dataclass_fields__) == set(FIELDS)


clocks = st.times().map(lambda moment: moment.replace(second=0, microsecond=0, fold=0))
days = st.none() | st.dates(date(2026, 1, 1), date(2027, 12, 31))
rules = st.builds(
    Rule,
    valid_from=days,
    valid_to=days,
    dtstart=days,
    until=days,
    opens_at=st.none() | clocks,
    closes_at=st.none() | clocks | st.just(time(0)),
    timezone=st.sampled_from([None, 0.0, 2.0, 5.5, 99.0]),
    zone=st.sampled_from(["", "Europe/Helsinki", "Europe/London", "Nowhere/None"]),
    freq=st.sampled_from(["", "WEEKLY", "MONTHLY"]),
    interval=st.sampled_from([None, 1, 2]),
    count=st.sampled_from([None, 3]),
    wkst=st.sampled_from(["", "SU"]),
    byday=st.sampled_from(["", "MO", ALL_WEEK, "2TU", "XX"]),
    bymonthday=st.sampled_from(["", "1,15"]),
    is_exception=st.booleans(),
    open_on_holidays=st.sampled_from([None, True, False]),
)


@settings(deadline=None)
@given(st.lists(rules, max_size=3), st.datetimes(datetime(2026, 3, 1), datetime(2027, 2, 1)))  # noqa: DTZ001
def test_it_answers_as_the_schedules_themselves(schedules, now):
    now = now.replace(tzinfo=HELSINKI)
    told = Timetable.of(schedules)
    expected = open_at(schedules, now)

    assert told.open_at(now) == expected
    assert told.is_open_at(now) is bool(expected.is_open)


@pytest.mark.parametrize(("zone", "key"), [("Europe/Oslo", "Europe/Oslo"), ("", None)])
def test_its_clock_is_that_of_the_schedules(zone, key):
    assert getattr(Timetable.of([hours(zone=zone, timezone=1.0)]).zone, "key", None) == key
