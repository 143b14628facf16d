"""The exit button leads to a neutral page of the country, or to the one the operator chose."""

import pytest

from community.accounts.models import User
from community.ways_out import ways_out


@pytest.mark.parametrize("country", ["FI", "SE", "NO", "GB", "DE"])
def test_every_country_has_pages_without_anything_of_ours(country):
    weather, others = ways_out(country)

    for address in (weather, *others.values()):
        assert address.startswith("https://")


def test_the_operators_choice_stands_before_the_weather():
    assert ways_out("FI", "https://example.org/")[0] == "https://example.org/"


def test_whatever_a_person_can_choose_leads_somewhere():
    assert set(ways_out("FI")[1]) == set(User.ExitTo.values) - {""}
