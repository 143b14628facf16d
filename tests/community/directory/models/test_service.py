from datetime import date, timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError
from django.utils import timezone

from community.directory.models import Service, ServiceAtLocation
from tests.cast import make_staff, make_user
from tests.community.directory.entries import make_location, make_service, put

pytestmark = pytest.mark.django_db


def days_ago(number):
    return timezone.localdate() - timedelta(days=number)


def test_the_public_and_members_see_what_can_be_had():
    shown = make_service()
    for status in ("inactive", "defunct", "temporarily closed"):
        make_service(status=status)

    assert list(Service.objects.visible_to(AnonymousUser())) == [shown]
    assert list(Service.objects.visible_to(make_user())) == [shown]


def test_editors_see_the_others_too():
    make_service(status="inactive")

    assert Service.objects.visible_to(make_staff("coordinator")).count() == 1
    assert Service.objects.visible_to(make_staff("facilitator")).count() == 0


def test_a_place_is_seen_with_its_service():
    shown = put(make_service(), make_location())
    put(make_service(status="inactive"), make_location())

    assert list(ServiceAtLocation.objects.visible_to(AnonymousUser())) == [shown]


@pytest.mark.parametrize(
    ("facts", "is_stale"),
    [
        ({}, True),
        ({"assured_date": days_ago(180)}, False),
        ({"assured_date": days_ago(181)}, True),
        ({"assured_date": days_ago(1), "check_by": days_ago(0)}, False),
        ({"assured_date": days_ago(1), "check_by": days_ago(1)}, True),
    ],
)
def test_what_nobody_checked_for_half_a_year_is_stale(facts, is_stale):
    service = make_service(**facts)

    assert service.is_stale is is_stale
    assert Service.objects.stale().exists() is is_stale


def test_ages_last_the_last_year_through():
    service = Service(minimum_age=13, maximum_age=17)

    assert [age for age in (12.9, 13, 17.9, 18) if service.suits_age(age)] == [13, 17.9]


def test_an_age_may_end_on_the_birthday():
    service = Service(minimum_age=0, maximum_age=1, ends_on_birthday=True)

    assert [age for age in (0, 0.9, 1) if service.suits_age(age)] == [0, 0.9]


def test_without_ages_everybody_suits():
    assert Service().suits_age(99)


def test_pregnancy_is_told_the_day_it_may_come():
    today = date(2026, 11, 2)
    service = Service(from_pregnancy_week=20)

    assert service.opens_to_pregnancy(21, today=today) == today
    assert service.opens_to_pregnancy(20, today=today) == today
    assert service.opens_to_pregnancy(18, today=today) == date(2026, 11, 16)


def test_a_service_that_says_nothing_of_pregnancy_opens_on_no_day():
    assert Service().opens_to_pregnancy(30) is None


@pytest.mark.parametrize(
    "facts",
    [
        {"status": "open"},
        {"age_subject": "dog"},
        {"minimum_age": 18, "maximum_age": 12},
        {"from_pregnancy_week": 43},
    ],
)
def test_what_cannot_be_is_refused_by_the_database(facts):
    with pytest.raises(IntegrityError):
        make_service(**facts)
