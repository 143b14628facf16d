"""Numbers, hours, different days, prices and languages in the editors’ form."""

import datetime
import re
from decimal import Decimal

import pytest

from community.audit.models import Entry
from community.directory.models import CostOption, Language, Listing, Metadata, Phone, Schedule
from tests.community.directory.editing import saved, signed_in
from tests.community.directory.entries import make_phone, make_schedule, make_service

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client):
    return signed_in(client)


def new(kind, **values):
    return {f"{kind}-new-{name}": value for name, value in values.items()}


def test_numbers_are_changed_added_and_taken_away(client, editor):
    service = make_service("House", written_in="en")
    first, second = make_phone("1", service=service), make_phone("2", service=service)

    saved(
        client,
        service,
        **{f"phone-{first.pk}-number": "11", f"phone-{second.pk}-number": "", "phone-new-number": "3"},
    )

    assert sorted(Phone.objects.filter(service=service).values_list("number", flat=True)) == ["11", "3"]
    assert set(Entry.objects.values_list("action", flat=True)) >= {
        "directory.changed",
        "directory.added",
        "directory.removed",
    }
    page = client.get(f"/services/{service.pk}/").text
    assert "What was changed" in page
    assert "11" in page


def test_weekly_hours_are_changed_added_and_taken_away(client, editor):
    service = make_service("House", written_in="en")
    kept, gone = (make_schedule(service=service) for _number in range(2))
    new = {"days": ["SA"], "opens_at": "10:00", "closes_at": "12:00", "zone": "Europe/Oslo"}

    saved(
        client,
        service,
        **{f"schedule-{kept.pk}-opens_at": "10:00", f"schedule-{gone.pk}-days": []},
        **{f"schedule-new-{name}": value for name, value in new.items()},
    )

    found = Schedule.objects.filter(service=service).order_by("byday")
    assert [(one.byday, str(one.opens_at), one.zone) for one in found] == [
        ("MO,TU,WE,TH,FR", "10:00:00", "Europe/Helsinki"),
        ("SA", "10:00:00", "Europe/Oslo"),
    ]


def test_hours_without_a_beginning_are_asked_for(client, editor):
    service = make_service("House", written_in="en")

    answer = saved(client, service, **{"schedule-new-days": ["MO"]})

    assert "Say from when to when." in answer.text


def test_hours_by_the_month_are_left_alone(client, editor):
    service = make_service("House", written_in="en")
    make_schedule(byday="2MO", freq="MONTHLY", service=service)

    saved(client, service, name="The house")

    assert Schedule.objects.get(service=service).byday == "2MO"


# --- Days that are different -------------------------------------------------------------
def test_different_days_are_added_changed_and_taken_away(client, editor):
    service = make_service("House", written_in="en")
    saved(client, service, **new("exception", valid_from="2099-12-24", description="Christmas"))

    (closed,) = Schedule.objects.filter(service=service)
    assert (closed.is_exception, closed.opens_at, closed.description) == (True, None, "Christmas")
    assert closed.valid_from == closed.valid_to == datetime.date(2099, 12, 24)
    saved(client, service, **{f"exception-{closed.pk}-valid_to": "2099-12-26"})
    closed.refresh_from_db()
    assert closed.valid_to == datetime.date(2099, 12, 26)
    page = client.get(f"/services/{service.pk}/").text
    assert "2099-12-26" in page  # the history
    assert re.search(r"24 December 2099</time> – <time[^>]*>26 December 2099</time>: Closed. Christmas", page)
    saved(client, service, **{f"exception-{closed.pk}-valid_from": ""})
    assert not Schedule.objects.filter(service=service).exists()


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        ({"valid_from": "2026-12-24", "valid_to": "2026-12-20"}, "This is before the first day."),
        ({"valid_from": "2026-12-24", "opens_at": "10:00"}, "or leave both empty: then it is closed."),
    ],
)
def test_days_that_cannot_be_are_said_and_kept(client, editor, wrong, why):
    service = make_service("House", written_in="en")

    answer = saved(client, service, **new("exception", description="Christmas", **wrong))

    assert why in answer.text
    assert "Christmas" in answer.text
    assert not Schedule.objects.exists()


def test_days_by_a_rule_are_left_alone(client, editor):
    service = make_service("House", written_in="en")
    make_schedule(byday="MO", service=service, is_exception=True, valid_from=datetime.date(2026, 12, 1))

    saved(client, service, name="The house")

    assert Schedule.objects.get(service=service).byday == "MO"


# --- Prices ------------------------------------------------------------------------------
def test_prices_are_added_changed_and_taken_away(client, editor):
    service = make_service("House", written_in="en")
    saved(client, service, **new("price", option="First visit", amount="0", currency="eur"))

    (price,) = service.cost_options.all()
    assert (price.option, price.amount, price.currency) == ("First visit", 0, "EUR")
    assert Listing.objects.get(service=service).is_free
    saved(client, service, **{f"price-{price.pk}-amount": "12.5"})
    price.refresh_from_db()
    assert price.amount == Decimal("12.5")
    assert not Listing.objects.get(service=service).is_free
    told = Metadata.objects.about(price).count()
    saved(client, service, name="The house")
    assert Metadata.objects.about(price).count() == told == 1
    saved(client, service, **{f"price-{price.pk}-amount": "", f"price-{price.pk}-option": ""})
    assert not service.cost_options.exists()


def test_a_price_told_in_another_language_stays(client, editor):
    service = make_service("House", written_in="en")
    CostOption.objects.create(service=service, written_in="sv", option="Första besöket")

    saved(client, service, language="fi", name="Talo")

    assert service.cost_options.get().option == "Första besöket"


def test_a_price_needs_its_currency(client, editor):
    service = make_service("House", written_in="en")

    answer = saved(client, service, **new("price", amount="5", currency="euros"))

    assert "euros" in answer.text
    assert not CostOption.objects.exists()


# --- Languages ---------------------------------------------------------------------------
def test_languages_are_ticked_and_unticked(client, editor):
    service = make_service("House", written_in="en")
    finnish = Language.objects.create(service=service, code="fi")
    sami = Language.objects.create(service=service, name="Inari Sami")

    saved(client, service, **{"language-spoken": [str(sami.pk), "sv"], "language-another": "Somali"})

    assert set(service.languages.values_list("code", "name")) == {
        ("", "Inari Sami"),
        ("sv", ""),
        ("", "Somali"),
    }
    assert Listing.objects.get(service=service).languages == "|sv|"
    assert not Language.objects.filter(pk=finnish.pk).exists()
    assert Metadata.objects.about(service).filter(field_name="language").count() == 3


# --- All of it, or nothing ----------------------------------------------------------------
def test_where_one_part_does_not_fit_nothing_is_changed(client, editor):
    service = make_service("House", written_in="en")

    answer = saved(client, service, name="The house", **new("phone", number="1"), **new("price", amount="-1"))

    assert answer.status_code == 200
    service.refresh_from_db()
    assert service.name == "House"
    assert not Phone.objects.exists()
