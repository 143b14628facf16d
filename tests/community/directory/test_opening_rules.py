"""On which days a rule of iCalendar falls. November 2026 begins on a Sunday."""

from datetime import date, timedelta

import pytest

from community.directory.opening import hours_on
from tests.community.directory.entries import hours


def days_of(schedule, month=11, year=2026):
    first = date(year, month, 1)
    days = [first + timedelta(days=number) for number in range(31)]
    return [day.day for day in days if day.month == month and hours_on([schedule], day).spans]


@pytest.mark.parametrize(
    ("facts", "days"),
    [
        ({"byday": "MO"}, [2, 9, 16, 23, 30]),
        ({"byday": "mo, we"}, [2, 4, 9, 11, 16, 18, 23, 25, 30]),
        ({"byday": "MO", "interval": 2, "dtstart": date(2026, 10, 26)}, [9, 23]),
        ({"byday": "", "dtstart": date(2026, 11, 5)}, [5, 12, 19, 26]),
        ({"byday": "MO,TH", "count": 3, "dtstart": date(2026, 10, 29)}, [2, 5]),
        ({"byday": "MO", "dtstart": date(2026, 11, 9), "until": date(2026, 11, 23)}, [9, 16, 23]),
        ({"byday": "MO", "byweekno": "46,-6"}, [9, 23]),
        ({"freq": "MONTHLY", "byday": "2MO,-1FR"}, [9, 27]),
        ({"freq": "MONTHLY", "byday": "", "bymonthday": "1,-1"}, [1, 30]),
        ({"freq": "MONTHLY", "byday": "", "dtstart": date(2026, 1, 15)}, [15]),
        ({"freq": "", "byday": "", "dtstart": date(2026, 11, 12)}, [12]),
        ({"freq": "", "byday": "SU"}, [1, 8, 15, 22, 29]),
        ({"freq": "", "byday": "", "byyearday": "305"}, [1]),
        ({"freq": "", "byday": "", "valid_from": date(2026, 11, 29)}, [29, 30]),
        ({"byday": "MO", "interval": 2, "dtstart": date(2026, 10, 25), "wkst": "SU"}, [9, 23]),
        ({"byday": "MO", "interval": 2, "dtstart": date(2026, 10, 25), "wkst": "MO"}, [2, 16, 30]),
    ],
    ids=str,
)
def test_a_rule_names_its_days(facts, days):
    assert days_of(hours(**facts)) == days
