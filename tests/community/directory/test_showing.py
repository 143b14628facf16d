"""What a card shows."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from community.directory.models import CostOption, Language, Service
from community.directory.showing import Shown, on_cards, week_of
from community.directory.templatetags.directory import km, years
from tests.community.directory.entries import (
    hours,
    make_location,
    make_phone,
    make_schedule,
    make_service,
    put,
)

pytestmark = pytest.mark.django_db
HELSINKI = ZoneInfo("Europe/Helsinki")
THURSDAY = datetime(2026, 11, 19, 13, 0, tzinfo=HELSINKI)


def shown(service, now=THURSDAY, **facts):
    return Shown(on_cards(Service.objects).get(pk=service.pk), now, "en", **facts)


def test_of_several_hours_the_best_counts():
    service = make_service()
    make_schedule("09:00", "12:00", service=service)
    place = make_location()
    put(service, place)
    make_schedule("12:00", "18:00", location=place)

    assert shown(service).opening.is_open
    assert shown(service, THURSDAY.replace(hour=7)).opening.next_at.hour == 9
    assert shown(service, THURSDAY.replace(hour=19)).opening.next_at.hour == 9


def test_without_hours_none_are_made_up():
    card = shown(make_service())

    assert card.opening.is_open is None
    assert card.has_no_hours


def test_hours_that_are_only_said_are_shown_as_said():
    service = make_service()
    make_schedule(None, None, service=service, description="By appointment")

    card = shown(service)

    assert card.hours_words == "By appointment"
    assert not card.has_no_hours


def test_a_clock_is_named_only_where_it_is_another():
    here, there = make_service(), make_service()
    make_schedule(service=here)
    make_schedule(service=there, zone="Europe/London")

    assert (shown(here).clock, shown(there).clock) == ("", "London")


def test_languages_have_names_and_stand_once():
    service = make_service()
    for code in ("fi", "so", "xx"):
        Language.objects.create(service=service, code=code)
    Language.objects.create(phone=make_phone(service=service), code="fi")
    Language.objects.create(service=service, name="Sign language")

    assert set(shown(service).languages) == {"Finnish", "so", "xx", "Sign language"}


@pytest.mark.parametrize(
    ("prices", "is_free", "price"),
    [
        ([], None, ""),
        ([("Free of charge", 0)], True, "Free of charge"),
        ([("A visit", 12.5), ("A talk", 0)], False, "A visit: 12.5 EUR, A talk"),
        ([("By income", None)], None, "By income"),
    ],
)
def test_what_it_costs_is_said_as_told(prices, is_free, price):
    service = make_service()
    for at, (option, amount) in enumerate(prices):
        CostOption.objects.create(service=service, option=option, amount=amount, currency="EUR", position=at)

    card = shown(service)

    assert (card.is_free, card.price) == (is_free, price)


def test_words_on_the_fee_come_before_its_list():
    assert shown(make_service(fees_description="By income.")).price == "By income."


@pytest.mark.parametrize(("week", "weeks"), [(None, None), (18, 2), (20, None), (30, None)])
def test_before_its_week_it_says_the_day(week, weeks):
    service = make_service(from_pregnancy_week=20)

    day = shown(service, week=week).opens_on

    assert day == (weeks and timezone.localdate() + timedelta(weeks=weeks))


def test_the_week_names_public_holidays():
    christmas = datetime(2026, 12, 25, 10, 0, tzinfo=HELSINKI)  # a Friday

    days = list(week_of([hours()], christmas))

    told = [(day["is_known"], day["on_holiday"]) for day in days[:3]]
    assert told == [(False, True), (True, True), (True, False)]
    assert days[3]["spans"][0][0].hour == 9


@pytest.mark.parametrize(
    ("far", "words"), [(None, ""), (0.03, "close by"), (1.24, "1.2 km"), (31.6, "32 km")]
)
def test_distances_are_as_exact_as_one_walks(far, words):
    assert km(far) == words


@pytest.mark.parametrize(
    ("age", "words"), [(None, ""), (0, "0"), (0.5, "6 months"), (17, "17"), (2.5, "2.5")]
)
def test_ages_below_two_are_months(age, words):
    assert years(age) == words
