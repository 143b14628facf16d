"""A parent looks for help: expecting in Helsinki, too early in Helsinki, and somewhere else."""

import re
from datetime import timedelta

import pytest
from django.utils import formats, timezone

from community.directory.actions.seeds import load_seeds

pytestmark = pytest.mark.django_db
INFANTS = "Therapeutic work for families with infants"


@pytest.fixture(autouse=True)
def seeds():
    load_seeds()


def found(client, **asked):
    """The names on the cards, in order, and the page."""
    page = client.get("/services/", asked).text
    return re.findall(r'<h2><a href="(/services/[^"]+)">(?:<span[^>]*>)?([^<]+)', page), page


def test_expecting_in_week_21_in_helsinki_one_finds_the_infant_service_and_how_to_reach_it(client):
    cards, page = found(client, place="Kallio, Helsinki", week="21")

    address = next(address for address, name in cards if name == INFANTS)
    assert "takes families from week" not in page

    card = client.get(address).text
    assert 'href="tel:0931015454"' in card
    assert "from week 20 of pregnancy" in card
    assert "Free of charge" in card
    assert "Not needed" in card


def test_in_week_18_one_is_told_from_which_day_and_what_meanwhile(client):
    cards, page = found(client, place="Helsinki", week="18")

    assert INFANTS in [name for _address, name in cards]
    day = timezone.localdate() + timedelta(weeks=2)
    assert f'<time datetime="{day.isoformat()}">{formats.date_format(day, "j F Y")}</time>' in page
    assert "it takes families from week 20 of pregnancy" in page
    assert "Until then your maternity clinic or midwife is there for you" in page


def test_outside_helsinki_one_is_led_to_ones_own_place(client):
    cards, page = found(client, place="Rovaniemi", week="21")

    assert INFANTS not in [name for _address, name in cards]
    assert "services are for people who live in Helsinki." in page
    assert "If you live in Rovaniemi:" in page
    assert "wellbeing services county" in page
    assert "116 117" in page
    assert 'href="tel:112"' in page


def test_in_norway_the_way_is_another_one(client):
    _cards, page = found(client, place="Bergen", kind="infants")

    assert "If you live in Bergen:" in page
    assert "helsestasjon" in page
    assert 'href="tel:113"' in page


def test_from_help_now_one_gets_to_the_services_and_back(client):
    assert 'href="/services/"' in client.get("/help/").text
    assert 'href="/help/"' in client.get("/services/").text
