"""Places in the editors’ form."""

import pytest

from community.directory.models import Address, ListedPlace, Location, Metadata
from tests.community.directory.editing import saved, signed_in
from tests.community.directory.entries import make_location, make_service, put

pytestmark = pytest.mark.django_db
HOUSE = {
    "place-new-name": "Family house",
    "place-new-address_1": "Itäkatu 11",
    "place-new-postal_code": "00930",
    "place-new-city": "Helsinki",
}


@pytest.fixture
def editor(client):
    return signed_in(client)


def test_a_new_place_is_found_by_its_postal_code(client, editor):
    service = make_service("House", written_in="en")

    saved(client, service, **HOUSE)

    (at,) = service.service_at_locations.all()
    (address,) = at.location.addresses.all()
    assert (at.location.name, address.address_1, address.country) == ("Family house", "Itäkatu 11", "FI")
    listed = ListedPlace.objects.get(listing__service=service)
    assert (round(listed.latitude), round(listed.longitude)) == (60, 25)
    page = client.get(f"/services/{service.pk}/").text
    assert page.count("Itäkatu 11") >= 2  # the place, and the history
    assert Metadata.objects.about(service).filter(field_name="service_at_location").exists()


def test_a_place_without_a_name_is_called_by_its_address(client, editor):
    service = make_service("House", written_in="en")

    saved(client, service, **HOUSE | {"place-new-name": ""})

    assert service.service_at_locations.get().location.name == "Itäkatu 11"


def test_a_place_moves_and_all_that_are_there_are_found_in_the_new_one(client, editor):
    service, other = (make_service(name, written_in="en") for name in ("House", "Other"))
    saved(client, service, **HOUSE)
    at = service.service_at_locations.get()
    put(other, at.location)
    assert "Other services are in this place too" in client.get(f"/services/{service.pk}/edit/").text

    saved(
        client,
        service,
        **{f"place-{at.pk}-postal_code": "33100", f"place-{at.pk}-city": "Tampere"},
    )

    for one in (service, other):
        listed = ListedPlace.objects.get(listing__service=one)
        assert (listed.name, round(listed.longitude)) == ("Tampere", 24)
        one.refresh_from_db()
        assert one.last_modified
    assert "Tampere" in client.get(f"/services/{service.pk}/").text


def test_words_of_a_place_stand_once_for_each_language_and_its_point_stays(client, editor):
    service = make_service("House", written_in="en")
    place = make_location("Family house", written_in="en", latitude=60.2, longitude=25.1)
    at = put(service, place)

    saved(client, service, language="fi", name="Talo", **{f"place-{at.pk}-name": "Perhetalo"})

    place.refresh_from_db()
    assert (place.name, place.translations) == ("Family house", {"fi": {"name": "Perhetalo"}})
    assert (place.latitude, place.longitude) == (60.2, 25.1)
    assert not Address.objects.exists()


def test_a_place_without_an_address_gets_one(client, editor):
    service = make_service("House", written_in="en")
    at = put(service, make_location("Family house", written_in="en"))

    saved(client, service, **{f"place-{at.pk}-city": "Tampere"})

    assert Address.objects.get().city == "Tampere"


def test_an_emptied_place_is_left_and_stays_for_others(client, editor):
    service = make_service("House", written_in="en")
    saved(client, service, **HOUSE)
    at = service.service_at_locations.get()
    emptied = {name.replace("new", str(at.pk)): "" for name in HOUSE}

    saved(client, service, **emptied)

    assert not service.service_at_locations.exists()
    assert Location.objects.count() == 1
    assert Metadata.objects.filter(previous_value__contains="Family house").exists()


@pytest.mark.parametrize("kind", ["virtual", "postal"])
def test_places_that_are_not_visited_are_left_alone(client, editor, kind):
    service = make_service("House", written_in="en")
    put(service, make_location("", location_type=kind, url="https://house.example/"))

    saved(client, service, name="The house")

    assert service.service_at_locations.exists()


def test_a_country_of_elsewhere_stays(client, editor):
    service = make_service("House", written_in="en")
    at = put(service, make_location("House in Tallinn", written_in="en"))
    Address.objects.create(location=at.location, city="Tallinn", country="EE")

    saved(client, service, **{f"place-{at.pk}-postal_code": "10111"})

    assert Address.objects.get().country == "EE"


def test_more_places_take_no_more_queries(client, editor, django_assert_max_num_queries):
    service = make_service("House", written_in="en")
    for number in range(3):
        place = make_location(f"House {number}", written_in="en")
        Address.objects.create(location=place, city="Tampere")
        put(service, place)
    client.get(f"/services/{service.pk}/edit/")

    with django_assert_max_num_queries(16):
        client.get(f"/services/{service.pk}/edit/")
