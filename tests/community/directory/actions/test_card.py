"""Cards that stay as they were shared, and cards somebody keeps."""

import pytest
from django.core.exceptions import ValidationError

from community.directory.actions import card as act
from community.directory.cards import card_of, service_key
from community.directory.models import CardCopy, Kept, Service
from tests import cast
from tests.community.directory.entries import make_phone, make_service

pytestmark = pytest.mark.django_db


@pytest.fixture
def service(db):
    service = make_service("Infant family work", description="Home visits.")
    make_phone(service=service)
    return service


@pytest.fixture
def parent(db):
    return cast.make_user()


def test_what_was_shared_stays_when_the_service_changes(service):
    key = act.copy_card(key=service_key(service), language="en")
    Service.objects.update(name="Renamed", status="defunct")

    assert card_of(key, "fi").name == "Infant family work"
    assert card_of(key, "fi").dial == "093105015"
    assert card_of(service_key(service), "en") is None


def test_the_same_content_is_one_copy_and_other_content_another(service):
    first = act.copy_card(key=service_key(service), language="en")
    again = act.copy_card(key=service_key(service), language="en")
    Service.objects.update(name="Renamed")
    other = act.copy_card(key=service_key(service), language="en")

    assert first == again
    assert first != other
    assert CardCopy.objects.count() == 2
    assert len(other) <= 64


def test_a_crisis_line_is_its_own_copy():
    assert act.copy_card(key="crisis:fi-mieli-fi", language="en") == "crisis:fi-mieli-fi"


@pytest.mark.parametrize("key", ["service:nothing", "service:00000000-0000-4000-8000-000000000000"])
def test_what_is_not_on_the_list_is_not_shared(key, db):
    with pytest.raises(ValidationError):
        act.copy_card(key=key, language="en")


def test_a_card_is_kept_once_and_its_note_stays(service, parent):
    kept = act.keep_card(account=parent, key=act.copy_card(key=service_key(service), language="en"))
    act.note_card(kept=kept, note="Ask about visits.")

    assert act.keep_card(account=parent, key=service_key(service)).note == "Ask about visits."
    assert Kept.objects.get().service == service


def test_a_crisis_line_can_be_kept_too(parent):
    assert act.keep_card(account=parent, key="crisis:fi-mieli-fi").service is None


def test_what_is_gone_is_not_kept(parent):
    with pytest.raises(ValidationError):
        act.keep_card(account=parent, key="crisis:nothing")


def test_a_card_is_kept_once_however_its_id_is_written(service, parent):
    strange = "service:" + "{" * 60 + service.pk.hex.upper()

    assert act.keep_card(account=parent, key=strange) == act.keep_card(
        account=parent, key=service_key(service)
    )
    assert [kept.key for kept in Kept.objects.all()] == [service_key(service)]


def test_a_full_list_takes_no_more(service, parent, monkeypatch):
    monkeypatch.setattr(act, "MOST_KEPT", 1)
    act.keep_card(account=parent, key="crisis:fi-mieli-fi")

    with pytest.raises(ValidationError, match="full"):
        act.keep_card(account=parent, key=service_key(service))


def test_dropping_takes_the_note_along(service, parent):
    act.drop_card(kept=act.keep_card(account=parent, key=service_key(service)))

    assert not Kept.objects.exists()
