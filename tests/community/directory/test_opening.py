"""Open or not: across midnight, holidays, both changes of the clocks, and exceptions."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from community.directory.opening import hours_on, open_at
from tests.community.directory.entries import hours

HELSINKI = ZoneInfo("Europe/Helsinki")
ALL_WEEK = "MO,TU,WE,TH,FR,SA,SU"


def at(month, day, hour=12, minute=0, *, year=2026, zone=HELSINKI, fold=0):
    return datetime(year, month, day, hour, minute, tzinfo=zone, fold=fold)


def closed_on(day, **fields):
    return hours(None, None, byday="", freq="", valid_from=day, valid_to=day, is_exception=True, **fields)


# --- An ordinary week: 16 November 2026 is a Monday ----------------------------------
def test_it_is_open_from_the_first_minute_to_before_the_last():
    found = {
        (hour, minute): open_at([hours()], at(11, 16, hour, minute)).is_open
        for hour, minute in [(8, 59), (9, 0), (15, 59), (16, 0)]
    }

    assert found == {(8, 59): False, (9, 0): True, (15, 59): True, (16, 0): False}


def test_what_is_open_says_until_when_and_what_is_closed_from_when():
    assert open_at([hours()], at(11, 16)).until == at(11, 16, 16)
    before = open_at([hours()], at(11, 16, 8))
    assert (before.next_at, before.opens_today) == (at(11, 16, 9), True)
    friday = open_at([hours()], at(11, 20, 17))
    assert (friday.next_at, friday.opens_today) == (at(11, 23, 9), False)


def test_the_reader_may_be_under_another_clock():
    assert open_at([hours()], datetime(2026, 11, 16, 7, 0, tzinfo=UTC)).is_open
    assert not open_at([hours()], at(11, 16, 14, 30, zone=ZoneInfo("Europe/London"))).is_open


def test_several_schedules_add_up_and_what_touches_is_one():
    day = [hours("09:00", "12:00"), hours("13:00", "16:00"), hours("16:00", "18:00", byday="MO")]

    assert open_at(day, at(11, 16, 12, 30)).next_at == at(11, 16, 13)
    assert open_at(day, at(11, 16, 14)).until == at(11, 16, 18)
    assert open_at(day, at(11, 17, 14)).until == at(11, 17, 16)


def test_the_hours_of_a_day_come_in_order():
    day = hours_on([hours("13:00", "16:00"), hours("09:00", "12:00")], date(2026, 11, 16))

    assert day.spans == ((at(11, 16, 9), at(11, 16, 12)), (at(11, 16, 13), at(11, 16, 16)))
    assert hours_on([hours()], date(2026, 11, 21)).spans == ()


# --- Nothing is guessed ------------------------------------------------------------------
@pytest.mark.parametrize(
    "schedules",
    [
        [],
        [hours(None, None)],
        [hours("09:00", None)],
        [hours(valid_to=date(2026, 10, 31))],
        [hours(byday="Mondays")],
        [hours(bymonthday="first")],
        [hours(bymonthday="32")],
        [hours(bymonthday="2,3", byyearday="41")],
        [hours(interval=2)],
        [hours(byday="")],
        [hours(zone="Helsinki")],
        [hours(zone="", timezone=99)],
    ],
    ids=[
        "none",
        "no hours",
        "no end",
        "out of date",
        "days",
        "numbers",
        "no such day",
        "days by two numbers",
        "since when",
        "when",
        "zone",
        "offset",
    ],
)
def test_where_nobody_told_us_we_do_not_know(schedules):
    assert open_at(schedules, at(11, 16)).is_open is None


def test_a_season_is_not_known_before_it_begins_but_its_first_day_is():
    summer = hours(valid_from=date(2026, 12, 1), valid_to=date(2026, 12, 31))

    found = open_at([summer], at(11, 16))

    assert (found.is_open, found.next_at) == (None, at(12, 1, 9))


# --- Midnight ------------------------------------------------------------------------------
def test_a_night_belongs_to_the_day_on_which_it_begins():
    night = [hours("20:00", "02:00", byday="FR")]

    assert open_at(night, at(11, 20, 23)).until == at(11, 21, 2)
    assert open_at(night, at(11, 21, 1, 59)).is_open
    assert not open_at(night, at(11, 21, 2)).is_open
    assert not open_at(night, at(11, 20, 1)).is_open


def test_until_midnight_is_until_the_next_day_begins():
    assert open_at([hours("15:00", "00:00")], at(11, 16, 23, 59)).until == at(11, 17, 0)


def test_day_and_night_has_no_end_not_even_over_christmas():
    always = [hours("00:00", "00:00", byday=ALL_WEEK)]

    for moment in (at(11, 16, 0), at(12, 24, 23, 59), at(10, 24, 12), at(3, 28, 12)):
        found = open_at(always, moment)
        assert (found.is_open, found.always, found.until) == (True, True, None)


# --- Public holidays: 24 to 26 December 2026 are, in Finland; 26 is a Saturday --------------
def test_on_a_holiday_hours_of_which_nobody_said_so_are_not_known():
    found = open_at([hours()], at(12, 25))

    assert (found.is_open, found.on_holiday, found.next_at) == (None, True, at(12, 28, 9))


def test_what_is_told_of_holidays_holds():
    assert open_at([hours(open_on_holidays=True)], at(12, 25)).is_open
    closed = open_at([hours(open_on_holidays=False)], at(12, 25))
    assert (closed.is_open, closed.on_holiday) == (False, False)


def test_a_holiday_on_a_day_that_is_closed_anyway_is_closed():
    assert open_at([hours()], at(12, 26)).is_open is False


def test_each_country_has_its_own_holidays():
    may_17 = {"month": 5, "day": 17, "year": 2027}  # Norway's, a Monday

    assert open_at([hours(zone="Europe/Oslo")], at(**may_17)).on_holiday
    assert open_at([hours()], at(**may_17)).is_open
    assert open_at([hours()], at(**may_17), country="NO").on_holiday


def test_a_zone_of_no_country_of_ours_has_no_holidays():
    assert open_at([hours(zone="America/New_York")], at(12, 25, 18)).is_open


# --- Exceptions ----------------------------------------------------------------------------
def test_a_day_may_be_closed():
    week = [hours(), closed_on(date(2026, 11, 16))]

    found = open_at(week, at(11, 16))

    assert (found.is_open, found.next_at) == (False, at(11, 17, 9))
    assert open_at(week, at(11, 17)).is_open


def test_a_day_may_have_hours_of_its_own_even_a_holiday():
    eve = date(2026, 12, 24)
    week = [
        hours(),
        hours("09:00", "12:00", byday="", freq="", valid_from=eve, valid_to=eve, is_exception=True),
    ]

    assert open_at(week, at(12, 24, 11)).until == at(12, 24, 12)
    assert open_at(week, at(12, 24, 13)).is_open is False


def test_an_exception_may_last_and_name_its_weekdays():
    summer = hours(
        None, None, byday="MO", valid_from=date(2026, 6, 1), valid_to=date(2026, 8, 31), is_exception=True
    )

    assert open_at([hours(), summer], at(7, 6)).is_open is False
    assert open_at([hours(), summer], at(7, 7)).is_open
    assert open_at([hours(), summer], at(9, 7)).is_open


def test_an_exception_we_cannot_read_leaves_the_day_unknown():
    odd = hours(None, None, byday="every other", is_exception=True)

    assert open_at([hours(), odd], at(11, 16)).is_open is None


def test_a_night_that_began_runs_on_into_a_day_that_is_closed():
    week = [hours("20:00", "02:00", byday=ALL_WEEK), closed_on(date(2026, 11, 17))]

    assert open_at(week, at(11, 17, 1)).is_open
    assert open_at(week, at(11, 17, 21)).is_open is False


# --- The clocks: 29 March 2026 03.00 is 04.00, 25 October 2026 04.00 is 03.00 ----------------
def test_a_night_in_spring_is_an_hour_shorter():
    (start, end), *_ = hours_on([hours("22:00", "06:00", byday="SA")], date(2026, 3, 28)).spans

    assert end - start == timedelta(hours=7)
    assert open_at([hours("22:00", "06:00", byday="SA")], at(3, 29, 5, 59)).is_open


def test_a_night_in_autumn_is_an_hour_longer():
    (start, end), *_ = hours_on([hours("22:00", "06:00", byday="SA")], date(2026, 10, 24)).spans

    assert end - start == timedelta(hours=9)


def test_an_hour_that_is_skipped_opens_after_the_change():
    found = open_at([hours("03:30", "06:00", byday="SU")], at(3, 29, 2, 30))

    assert found.next_at == at(3, 29, 4, 30)
    assert (found.next_at.hour, found.next_at.minute) == (4, 30)


def test_what_would_end_before_it_begins_when_the_clocks_change_does_not_happen():
    assert hours_on([hours("03:50", "04:10", byday="SU")], date(2026, 3, 29)).spans == ()


def test_an_hour_that_comes_twice_ends_with_the_first():
    night = [hours("00:00", "03:30", byday="SU")]

    assert open_at(night, at(10, 25, 3, 15)).is_open
    assert open_at(night, at(10, 25, 3, 15, fold=1)).is_open is False


@pytest.mark.parametrize("moment", [at(3, 30), at(10, 26)])
def test_wall_time_stays_after_the_clocks_changed(moment):
    assert open_at([hours()], moment).until == moment.replace(hour=16)


def test_the_zone_wins_over_the_offset():
    assert open_at([hours(timezone=0)], at(7, 6, 9)).is_open
    assert open_at([hours(zone="", timezone=2)], at(7, 6, 9)).is_open is False  # 10 by summer time
    assert open_at([hours(zone="")], at(7, 6, 12)).until == datetime(2026, 7, 6, 16, 0, tzinfo=UTC)


# --- What always holds ------------------------------------------------------------------------
@given(
    opens=st.times(),
    closes=st.times(),
    byday=st.sets(st.sampled_from(ALL_WEEK.split(",")), min_size=1),
    moment=st.datetimes(datetime(2026, 1, 1), datetime(2027, 1, 1)),  # noqa: DTZ001
)
def test_it_opens_when_it_said_it_would_and_is_closed_where_it_said_it_ends(opens, closes, byday, moment):
    schedule = hours(byday=",".join(byday), open_on_holidays=True)
    schedule.opens_at, schedule.closes_at = opens.replace(microsecond=0), closes.replace(microsecond=0)

    found = open_at([schedule], moment.replace(tzinfo=UTC))

    if found.always:
        return
    if found.is_open:
        assert found.until > moment.replace(tzinfo=UTC)
        assert open_at([schedule], found.until).is_open is False
    else:
        assert found.next_at > moment.replace(tzinfo=UTC)
        assert open_at([schedule], found.next_at).is_open
