from datetime import date

import pytest
from django.core.exceptions import ValidationError

from community.directory.models import Schedule
from community.directory.models.schedule import check_zone


@pytest.mark.parametrize(("day", "hours"), [(date(2026, 1, 15), 2), (date(2026, 7, 15), 3)])
def test_the_offset_follows_the_zone(day, hours):
    assert Schedule(zone="Europe/Helsinki", timezone=7).offset_on(day) == hours


def test_without_a_zone_the_offset_is_what_was_told():
    assert Schedule(timezone=5.5).offset_on(date(2026, 1, 15)) == 5.5
    assert Schedule().offset_on(date(2026, 1, 15)) is None


@pytest.mark.parametrize("name", ["Helsinki", "../etc/passwd", "Europe"])
def test_a_zone_that_does_not_exist_is_refused(name):
    with pytest.raises(ValidationError, match="time zone"):
        check_zone(name)


def test_a_zone_that_exists_is_taken():
    check_zone("Europe/Oslo")
