"""Times written by hand: by which clock they are read, and that the page says so."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from django.conf import settings
from django.utils import translation

from moderation.forms.authority import GivenForm
from moderation.forms.moment import Moment, zone_of
from moderation.forms.shift import PlanForm
from moderation.models import Concern
from tests import cast

OSLO = ZoneInfo("Europe/Oslo")
SIX = datetime(2026, 6, 1, 16, tzinfo=UTC)  # in Oslo; in Helsinki it is seven


def test_a_time_is_read_and_shown_again_by_the_clock_it_names():
    box = Moment()
    box.by_the_clock_of(OSLO)

    assert box.clean("2026-06-01T18:00") == SIX
    assert box.prepare_value(SIX).hour == 18
    assert str(box.help_text) == "By the clock of Oslo."


def test_without_a_zone_it_is_the_sites(db):
    assert Moment().clean("2026-06-01T19:00") == SIX
    assert settings.TIME_ZONE == "Europe/Helsinki"
    assert "By the clock of Helsinki." in PlanForm()["starts_at"].help_text


def test_whose_clock_it_is_is_said_in_the_readers_language():
    with translation.override("fi"):
        box = Moment()
    with translation.override("en"):
        assert str(box.help_text) == "By the clock of Helsinki."


def test_an_authority_is_told_by_the_clock_of_the_group(db):
    group = cast.make_group(time_zone="Europe/Oslo")
    form = GivenForm(initial={"given_at": SIX}, zone=zone_of(Concern(group=group)))

    assert 'value="2026-06-01T18:00"' in str(form["given_at"])
    assert "By the clock of Oslo." in form["given_at"].help_text


@pytest.mark.parametrize(("country", "zone"), [("NO", "Europe/Oslo"), ("GB", "Europe/London")])
def test_without_a_group_it_is_the_clock_of_the_country(country, zone):
    assert zone_of(Concern(country=country)).key == zone
