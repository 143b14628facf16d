"""For whom a listing is: what search reads of its areas."""

from datetime import timedelta

import pytest
from django.utils import timezone

from community.directory import areas, places
from community.directory.actions.listing import relist
from community.directory.models import Listing, Service, ServiceArea
from tests.community.directory.entries import make_service

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock(monkeypatch):
    """A minute that goes on when we say so: the table of areas is read again every minute."""
    moments = [timezone.now()]
    monkeypatch.setattr(timezone, "now", lambda: moments[-1])
    areas._areas_by_name.cache_clear()
    return moments


def make_for(*names, **fields):
    service = make_service(**fields)
    for name in names:
        ServiceArea.objects.create(service=service, name=name)
    relist(services=Service.objects.filter(pk=service.pk))
    return service


def found(place):
    listings = Listing.objects.filter(areas.is_for(places.find(place)))
    return {listing.service_id for listing in listings}


def test_without_areas_it_is_for_everybody():
    service = make_for()

    assert found("Helsinki") == found("Oslo") == {service.pk}


@pytest.mark.parametrize(("place", "is_for"), [("Espoo", True), ("Vantaa", True), ("Helsinki", False)])
def test_one_of_several_towns_is_enough(place, is_for):
    service = make_for("Espoo", "Vantaa")

    assert found(place) == ({service.pk} if is_for else set())


def test_a_town_is_known_by_its_other_name_too():
    service = make_for("Espoo")

    assert found("Esbo") == {service.pk}


def test_a_part_of_a_name_is_not_the_name():
    make_for("Espoonlahti")

    assert found("Espoo") == set()


@pytest.mark.parametrize(("place", "is_for"), [("Oslo", True), ("Helsinki", False)])
def test_a_whole_country_is_for_whoever_lives_there(place, is_for):
    service = make_for("Norge")

    assert found(place) == ({service.pk} if is_for else set())


def test_what_is_listed_anew_is_read_at_once():
    first = make_for("Espoo")
    assert found("Espoo") == {first.pk}

    second = make_for("Espoo", "Kauniainen")

    assert found("Espoo") == {first.pk, second.pk}


def test_what_is_gone_is_forgotten_with_the_next_minute(clock, django_assert_num_queries):
    first, second = make_for("Espoo"), make_for("Vantaa")
    assert found("Espoo") == {first.pk}
    Listing.objects.filter(service=first).update(areas="|kauniainen|")  # without a new listing

    assert found("Kauniainen") == set()
    clock.append(clock[-1] + timedelta(minutes=1))
    assert found("Kauniainen") == {first.pk}
    assert found("Vantaa") == {second.pk}
    with django_assert_num_queries(1):  # which listing is the newest; the table is at hand
        areas.is_for(places.find("Turku"))
