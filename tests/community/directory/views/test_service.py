"""One card, whole, and saying that it is wrong."""

from datetime import timedelta

import pytest
from django.utils import timezone

from community.directory.models import (
    Accessibility,
    Address,
    CostOption,
    Doubt,
    Language,
    RequiredDocument,
    Schedule,
    Service,
    ServiceArea,
)
from tests import cast
from tests.community.directory.entries import make_location, make_phone, make_schedule, make_service, put

pytestmark = pytest.mark.django_db


@pytest.fixture
def service():
    """One with something in every list."""
    service = make_service(
        "Perhetyö",
        written_in="fi",
        translations={"en": {"name": "Family work", "description": "Talks at home."}},
        description="Keskusteluja kotona.",
        minimum_age=0,
        maximum_age=1,
        age_subject="child",
        ends_on_birthday=True,
        from_pregnancy_week=20,
        url="https://family.example/",
    )
    make_phone(service=service)
    make_schedule(service=service)
    place = make_location(transportation="Tram 3.")
    put(service, place)
    Address.objects.create(location=place, address_1="Itäkatu 11", postal_code="00930", city="Helsinki")
    Accessibility.objects.create(location=place, description="No stairs.")
    RequiredDocument.objects.create(service=service, document="Maternity card")
    ServiceArea.objects.create(service=service, name="Helsinki")
    CostOption.objects.create(service=service, option="A visit", amount=12, currency="EUR")
    Language.objects.create(service=service, code="sv")
    return service


def text(client, service):
    answer = client.get(f"/services/{service.pk}/")
    assert answer.status_code == 200
    return answer.text


def test_the_card_says_all_that_somebody_needs(client, service):
    page = text(client, service)

    for words in (
        "Family work",
        "09 310 5015",
        'href="tel:093105015"',
        "Itäkatu 11",
        "Tram 3.",
        "No stairs.",
        "Maternity card",
        "Helsinki",
        "A visit: 12 EUR",
        "Swedish",
        "from week 20 of pregnancy",
        "https://family.example/",
        "Nobody has checked this yet",
    ):
        assert words in page, words


def test_words_in_another_language_are_marked(client):
    service = make_service("Perhetyö", written_in="fi")

    assert '<span lang="fi">Perhetyö</span>' in text(client, service)


def test_the_week_knows_its_exceptions(client, service):
    today = timezone.localdate()
    Schedule.objects.create(
        service=service,
        is_exception=True,
        valid_from=today,
        valid_to=today + timedelta(days=7),
        zone="Europe/Helsinki",
    )

    page = text(client, service)

    assert page.count("Closed</dd>") == 7


def test_the_title_does_not_tell_which_service(client, service):
    assert "<title>A service ·" in text(client, service)


def test_what_is_not_to_be_had_is_for_editors_alone(client):
    service = make_service(status="inactive")
    assert client.get(f"/services/{service.pk}/").status_code == 404

    client.force_login(cast.make_staff("coordinator", credential=False))

    assert client.get(f"/services/{service.pk}/").status_code == 200


def test_a_card_takes_as_many_queries_with_one_of_each_as_with_three(
    client, service, django_assert_num_queries
):
    text(client, service)
    for _number in range(2):
        make_phone(service=service)
        put(service, make_location())

    with django_assert_num_queries(20):
        text(client, service)


def test_whoever_is_signed_in_may_keep_it(client, service):
    assert "Keep for me" not in text(client, service)

    client.force_login(cast.make_user())

    assert f"/my-cards/keep/service:{service.pk}/" in text(client, service)


# --- This is wrong ---------------------------------------------------------------------
def test_anybody_says_what_is_wrong_without_a_name(client, service):
    answer = client.post(f"/services/{service.pk}/wrong/", {"kind": "hours", "words": "Closed."}, follow=True)

    assert "Thank you" in answer.text
    assert Doubt.objects.get().words == "Closed."


def test_without_a_kind_the_words_stay(client, service):
    answer = client.post(f"/services/{service.pk}/wrong/", {"words": "It moved."})

    assert "Choose what comes closest." in answer.text
    assert "It moved." in answer.text
    assert not Doubt.objects.exists()


def test_too_many_from_one_network_wait(client, service, settings):
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {"doubt": "1/h/ip"}
    sent = {"kind": "other", "words": "It moved."}
    client.post(f"/services/{service.pk}/wrong/", sent)

    answer = client.post(f"/services/{service.pk}/wrong/", sent)

    assert answer.status_code == 429
    assert "It moved." in answer.text
    assert Doubt.objects.count() == 1
    assert Service.objects.count() == 1
