"""By when a first answer is due: in hours of working days."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from community.forum.answering import due_at

ZONE = ZoneInfo("Europe/Helsinki")


@pytest.mark.parametrize(
    ("asked", "hours", "due"),
    [
        ("2026-11-17T12:00", 24, "2026-11-18T12:00"),  # a Tuesday
        ("2026-11-20T12:00", 24, "2026-11-23T12:00"),  # a Friday
        ("2026-11-21T10:00", 24, "2026-11-23T10:00"),  # a Saturday
        ("2026-11-17T12:00", 8, "2026-11-17T20:00"),
        ("2026-11-20T20:00", 8, "2026-11-23T04:00"),
        ("2026-12-23T12:00", 24, "2026-12-28T12:00"),  # Christmas and a weekend between
        ("2026-11-19T12:00", 36, "2026-11-23T00:00"),
    ],
)
def test_weekends_and_holidays_do_not_count(settings, asked, hours, due):
    settings.FORUM_ANSWER_HOURS = hours
    moment = datetime.fromisoformat(asked).replace(tzinfo=ZONE)

    assert due_at(moment).astimezone(ZONE) == datetime.fromisoformat(due).replace(tzinfo=ZONE)
