"""What search asks, made from the entries."""

from datetime import date, time, timedelta

import pytest
from django.utils import timezone

from community.directory.actions.listing import relist, services_with
from community.directory.crisis import CHECK_AGAIN_AFTER
from community.directory.models import (
    Accessibility,
    Address,
    Attribute,
    CostOption,
    Listing,
    Location,
    Schedule,
    Service,
    ServiceArea,
    ServiceAtLocation,
    TaxonomyTerm,
)

pytestmark = pytest.mark.django_db


def listed(**fields):
    service = Service.objects.create(**{"name": "Talks", "written_in": "en"} | fields)
    relist(services=Service.objects.filter(pk=service.pk))
    return service, Listing.objects.get(service=service)


def again(service):
    relist(services=Service.objects.filter(pk=service.pk))
    return Listing.objects.get(service=service)


def test_each_language_is_stemmed_by_its_own_rules():
    _service, listing = listed(description="groups", translations={"fi": {"description": "ryhmissä"}})
    assert {"group", "ryhm", "ryhmissa"} <= set(listing.words.split())


def test_a_service_without_a_place_has_one_row_without_a_point():
    _service, listing = listed()
    assert list(listing.places.values_list("latitude", flat=True)) == [None]


def test_each_place_with_a_point_is_a_row():
    service, _listing = listed()
    for number in range(2):
        location = Location.objects.create(latitude=60 + number, longitude=25)
        Address.objects.create(location=location, city="Lahti", country="FI")
        ServiceAtLocation.objects.create(service=service, location=location)
    Accessibility.objects.create(location=location, description="no steps")
    listing = again(service)
    assert sorted(listing.places.values_list("latitude", "name")) == [(60, "Lahti"), (61, "Lahti")]
    assert listing.is_accessible


@pytest.mark.parametrize(("amounts", "is_free"), [([], None), ([None], None), ([0], True), ([0, 5], False)])
def test_free_is_what_has_a_price_of_nothing(amounts, is_free):
    service, _listing = listed()
    for amount in amounts:
        CostOption.objects.create(service=service, amount=amount)
    assert again(service).is_free is is_free


@pytest.mark.parametrize(("last", "ends", "below"), [(None, False, None), (17, False, 18), (1, True, 1)])
def test_an_age_counts_through_its_year_unless_the_birthday_ends_it(last, ends, below):
    _service, listing = listed(maximum_age=last, ends_on_birthday=ends)
    assert listing.below_age == below


def test_it_is_fresh_until_its_check_is_due():
    today = timezone.localdate()
    _service, listing = listed(assured_date=today)
    assert listing.fresh_until == today + CHECK_AGAIN_AFTER
    _service, listing = listed(assured_date=today, check_by=today + timedelta(days=3))
    assert listing.fresh_until == today + timedelta(days=3)
    _service, listing = listed()
    assert listing.fresh_until is None


def test_hours_over_midnight_are_marked_on_both_days():
    service, _listing = listed()
    hours = {"opens_at": time(22, 30), "closes_at": time(1, 15), "zone": "Europe/Oslo"}
    Schedule.objects.create(service=service, byday="SU", freq="WEEKLY", **hours)
    Schedule.objects.create(service=service, is_exception=True, dtstart=date(2026, 12, 24))
    listing = again(service)
    assert [place for place, sign in enumerate(listing.hours) if sign == "1"] == [0, 1, 166, 167]
    assert listing.zone == "Europe/Oslo"


@pytest.mark.parametrize("byday", ["XX", ""])
def test_days_that_cannot_be_read_may_be_any(byday):
    service, _listing = listed()
    Schedule.objects.create(service=service, byday=byday, opens_at=time(9), closes_at=time(10), zone="UTC")
    assert again(service).hours.count("1") == 7


def test_a_country_wide_area_narrows_nothing():
    service, _listing = listed()
    ServiceArea.objects.create(service=service, name="Nationwide")
    assert again(service).areas == ""


def test_terms_come_with_those_above_them():
    above = TaxonomyTerm.objects.create(code="family", name="Family")
    term = TaxonomyTerm.objects.create(code="infants", name="Infants", parent=above)
    service, _listing = listed()
    Attribute.objects.create(link_id=service.pk, link_entity="service", taxonomy_term=term)
    assert again(service).terms == "|family|infants|"
    assert list(services_with(thing=term)) == [service]
    assert list(services_with(thing=service)) == [service]


def test_many_are_listed_in_few_questions(django_assert_max_num_queries):
    Service.objects.bulk_create(Service(name=f"Talks {number}") for number in range(300))
    with django_assert_max_num_queries(25):
        assert relist(services=Service.objects.all()) == 300
