"""The editors’ pages."""

from datetime import timedelta

import pytest
from django.utils import timezone

from community.audit.models import Entry
from community.directory.actions.doubt import doubt
from community.directory.models import Link, Metadata, Url
from tests import cast
from tests.community.directory.editing import saved, signed_in
from tests.community.directory.entries import make_service

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client):
    return signed_in(client)


@pytest.mark.parametrize("address", ["/services/kept/", "/services/{pk}/edit/"])
def test_it_is_for_those_who_keep_the_directory(client, address):
    client.force_login(cast.make_staff("moderator"))

    assert client.get(address.format(pk=make_service().pk)).status_code == 403


def test_the_oldest_cards_come_first_and_fresh_ones_not_at_all(client, editor):
    today = timezone.localdate()
    make_service("Old", assured_date=today - timedelta(days=200))
    make_service("Never")
    make_service("Fresh", assured_date=today)

    assert [service.name for service in client.get("/services/kept/").context["page"]] == ["Never", "Old"]


def test_what_readers_found_wrong_is_shown_and_settled(client, editor):
    made = doubt(service=make_service("House"), kind="hours", words="Closed on Mondays.")

    assert "Closed on Mondays." in client.get("/services/kept/").text
    page = client.post(f"/services/kept/{made.pk}/settled/", follow=True).text

    assert "It is off the list." in page
    assert "Nobody has found anything wrong." in page
    assert set(Entry.objects.values_list("action", flat=True)) >= {"doubts.read", "doubt.settled"}


def test_broken_links_name_the_cards_that_have_them(client, editor):
    now = timezone.now()
    house = make_service("House", url="https://silent.example/")
    Url.objects.create(service=house, url="https://gone.example/")
    Link.objects.create(url="https://gone.example/", asked_at=now, state="gone", status=404)
    Link.objects.create(url="https://silent.example/", asked_at=now, state="silent")
    Link.objects.create(url="https://fine.example/", asked_at=now, state="answers", status=200)

    found = client.get("/services/kept/").context["broken"]

    assert {(link.state, service.name) for link, services in found for service in services} == {
        ("gone", "House"),
        ("silent", "House"),
    }


@pytest.mark.parametrize("number", [1, 3])
def test_the_lists_ask_the_same_however_long_they_are(client, editor, number, django_assert_max_num_queries):
    for at in range(number):
        service = make_service(url=f"https://host-{at}.example/")
        doubt(service=service, kind="gone")
        Link.objects.create(url=service.url, asked_at=timezone.now(), state="gone")
    client.get("/services/kept/")

    with django_assert_max_num_queries(21):
        client.get("/services/kept/")


def test_a_card_is_assured_until_a_day(client, editor):
    service, day = make_service(), timezone.localdate() + timedelta(days=90)

    client.post(f"/services/{service.pk}/assure/", {"check_by": day.isoformat()})

    service.refresh_from_db()
    assert (service.assurer_name, service.check_by, service.is_stale) == ("Vierelle", day, False)
    assert "by Vierelle" in (page := client.get(f"/services/{service.pk}/").text)
    assert "Sari" not in page.partition("<main")[2]


@pytest.mark.parametrize("days", ["", "soon", "2026-02-31", 0, 181])
def test_a_day_that_is_none_is_refused(client, editor, days):
    service = make_service()
    day = (timezone.localdate() + timedelta(days=days)).isoformat() if isinstance(days, int) else days

    page = client.post(f"/services/{service.pk}/assure/", {"check_by": day}, follow=True).text

    assert "Choose a day from tomorrow on" in page
    service.refresh_from_db()
    assert service.assured_date is None


def test_words_are_changed_in_one_language_and_the_history_tells(client, editor):
    service = make_service("House", written_in="en", translations={"sv": {"name": "Hus", "alert": "Stängt"}})

    saved(client, service, language="sv", name="Huset", alert="")

    service.refresh_from_db()
    assert service.name == "House"
    assert service.translations == {"sv": {"name": "Huset"}}
    assert "Huset" in client.get(f"/services/{service.pk}/").text
    assert Metadata.objects.about(service).count() == 2
    assert Entry.objects.filter(action="directory.changed", actor_id=editor.pk).exists()


def test_facts_are_changed(client, editor):
    service = make_service("House", written_in="en")

    saved(
        client, service, minimum_age="18", referral_needed="false", online="on", url="https://house.example/"
    )

    service.refresh_from_db()
    assert (service.minimum_age, service.referral_needed, service.online) == (18, False, True)


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": ""},
        {"minimum_age": "9", "maximum_age": "3"},
        {"url": "nowhere"},
        {"from_pregnancy_week": "60"},
    ],
)
def test_what_does_not_fit_is_said_and_kept(client, editor, wrong):
    service = make_service("House", written_in="en", description="A house.")

    answer = saved(client, service, description="A green house.", **wrong)

    assert answer.status_code == 200
    assert "A green house." in answer.text
    service.refresh_from_db()
    assert service.description == "A house."
