"""What a listing keeps says on a card what the entries say."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.contrib.auth.models import AnonymousUser

from community.directory.actions.listing import relist
from community.directory.models import CostOption, Language, ListedCard, Service
from community.directory.showing import Shown, on_cards
from community.directory.told import told_services, told_timetables
from tests.community.directory.entries import (
    make_location,
    make_organization,
    make_phone,
    make_schedule,
    make_service,
    put,
)

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 19, 13, 0, tzinfo=ZoneInfo("Europe/Helsinki"))
ASKED = (
    "opening",
    "hours_words",
    "clock",
    "languages",
    "is_free",
    "price",
    "is_long_ago",
    "has_no_hours",
    "opens_on",
)
SAID = ("name", "description", "alert", "application_process", "fees_description")
LANGUAGES = ("fi", "sv", "nb", "en")


def hang_parts_on(service):
    """Hours of its own and of a place, numbers, languages and prices."""
    make_schedule(
        "09:00",
        "12:00",
        service=service,
        description="Aamuisin",
        translations={"en": {"description": "Mornings"}},
    )
    place = make_location()
    put(service, place)
    make_schedule("12:00", "18:00", location=place, zone="Europe/Oslo")
    phone = make_phone(service=service)
    make_phone("112", service=service, position=1)
    for code, parents in (
        ("fi", {"service": service}),
        ("so", {"phone": phone}),
        ("", {"service": service, "name": "Viittoma"}),
    ):
        Language.objects.create(code=code, **parents)
    for at, (option, amount) in enumerate([("Käynti", "12.5000"), ("Puhelu", 0), ("Muu", None)]):
        CostOption.objects.create(service=service, option=option, amount=amount, currency="EUR", position=at)


@pytest.fixture
def full():
    """A service of which there is something to say everywhere."""
    city = make_organization(
        translations={"sv": {"name": "Helsingfors", "description": "Stad"}}, written_in="en"
    )
    service = make_service(
        "Ryhmä",
        organization=city,
        written_in="fi",
        description="Puhutaan.",
        alert="Suljettu torstaina",
        application_process="Soita.",
        fees_description="Tulojen mukaan",
        translations={
            "sv": {"name": "Grupp", "description": "Samtal", "url": "https://example.org"},
            "en": {"alert": ""},
        },
        assured_date=date(2026, 11, 1),
        check_by=date(2027, 1, 1),
        assurer_name="The city",
        referral_needed=False,
        from_pregnancy_week=20,
        online=True,
    )
    hang_parts_on(service)
    return service


def both(service, language="en", **facts):
    """The card from what is kept, and from the entries."""
    kept = told_services([service.pk], AnonymousUser())[service.pk]
    return [
        Shown(one, NOW, language, week=12, **facts)
        for one in (kept, on_cards(Service.objects).get(pk=service.pk))
    ]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("is_listed", [True, False])
def test_a_card_says_the_same_from_one_row(full, language, is_listed):
    relist(services=Service.objects.all())
    if not is_listed:  # by a version that knew no cards
        ListedCard.objects.all().delete()

    kept, entries = both(full, language)

    assert [getattr(kept, name) for name in ASKED] == [getattr(entries, name) for name in ASKED]
    assert [phone.dial for phone in kept.phones] == [phone.dial for phone in entries.phones]
    for name in SAID:
        assert kept.service.said(name, language) == entries.service.said(name, language)
        assert kept.service.said_in(name, language) == entries.service.said_in(name, language)
    for one, other in (
        (kept.service, entries.service),
        (kept.service.organization, entries.service.organization),
    ):
        assert one.said("name", language) == other.said("name", language)


@pytest.mark.parametrize(
    "name",
    ["assured_date", "check_by", "assurer_name", "referral_needed", "from_pregnancy_week", "is_stale", "pk"],
)
def test_its_facts_are_those_of_the_service(full, name):
    relist(services=Service.objects.all())

    kept, entries = both(full)

    assert getattr(kept.service, name) == getattr(entries.service, name)
    assert kept.service.listing.is_online


def test_a_service_of_which_little_is_known_says_as_little():
    service = make_service("House")
    Service.objects.update(organization=None)
    relist(services=Service.objects.all())

    kept, entries = both(service)

    assert [getattr(kept, name) for name in ASKED] == [getattr(entries, name) for name in ASKED]
    assert kept.service.organization is None
    assert kept.service.assured_date is None
    assert kept.service.is_stale


def test_what_is_not_to_be_had_is_not_told():
    service = make_service(status="defunct")
    relist(services=Service.objects.all())

    assert told_services([service.pk], AnonymousUser()) == {}


@pytest.mark.parametrize("is_listed", [True, False])
def test_hours_are_told_alone(full, is_listed):
    bare = make_service()
    relist(services=Service.objects.all())
    if not is_listed:
        ListedCard.objects.all().delete()

    told = told_timetables([full.pk, bare.pk])

    assert [len(told[one.pk]) for one in (full, bare)] == [2, 0]
    assert [each.is_open_at(NOW) for each in told[full.pk]] == [False, True]


def test_many_are_told_by_one_question(django_assert_num_queries):
    ids = [make_service().pk for _number in range(3)]
    relist(services=Service.objects.all())

    with django_assert_num_queries(1):
        assert set(told_services(ids, AnonymousUser())) == set(ids)
