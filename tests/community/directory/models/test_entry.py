import pytest
from django.db import IntegrityError

from community.directory.models import Phone, Schedule, Service, ServiceAtLocation
from tests.community.directory.entries import make_service

pytestmark = pytest.mark.django_db


def told(**fields):
    return Service(name="Group therapy", written_in="en", **fields)


def test_words_are_said_in_the_language_asked_for():
    service = told(translations={"fi": {"name": "Ryhmäterapia"}})

    assert service.said("name", "fi") == "Ryhmäterapia"
    assert service.said_in("name", "fi") == "fi"


def test_a_region_says_no_more_than_its_language():
    service = told(translations={"nb": {"name": "Gruppeterapi"}})

    assert service.said("name", "nb-NO") == "Gruppeterapi"


@pytest.mark.parametrize("translations", [{}, {"sv": {"name": ""}}, {"sv": {"description": "Samtal"}}])
def test_without_a_translation_the_entry_speaks_as_it_was_written(translations):
    service = told(translations=translations)

    assert service.said("name", "sv") == "Group therapy"
    assert service.said_in("name", "sv") == "en"


def test_an_entry_without_words_of_its_own_falls_back_on_english_then_on_any():
    service = told(translations={"fi": {"description": "Puhetta"}, "en": {"description": "Talk"}})
    only_finnish = told(translations={"fi": {"description": "Puhetta"}})

    assert service.said("description", "sv") == "Talk"
    assert (only_finnish.said("description", "sv"), only_finnish.said_in("description", "sv")) == (
        "Puhetta",
        "fi",
    )


def test_what_nobody_said_is_empty():
    assert told().said("description", "en") == ""
    assert told().said_in("description", "en") == ""


def test_an_entry_knows_the_standards_name_of_itself():
    assert Service().entity == "service"
    assert ServiceAtLocation().entity == "service_at_location"


def test_a_part_hangs_on_something():
    with pytest.raises(IntegrityError):
        Phone.objects.create(number="09 310 5015")


def test_a_part_may_hang_on_two_things_as_the_standards_own_files_do():
    service = make_service()

    phone = Phone.objects.create(number="1", service=service, organization=service.organization)

    assert list(service.phones.all()) == list(service.organization.phones.all()) == [phone]


def test_parts_keep_their_order():
    service = make_service()
    last, first = (Phone.objects.create(number=str(n), service=service, position=n) for n in (2, 1))

    assert list(service.phones.all()) == [first, last]


def test_a_word_outside_an_enumeration_is_refused():
    with pytest.raises(IntegrityError):
        Schedule.objects.create(service=make_service(), freq="HOURLY")
