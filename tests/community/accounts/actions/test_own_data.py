"""Copies, erasures and their receipts, without the apps above: a holding that stands in for them says what it did."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from community import wiping
from community.accounts import own_data as seam
from community.accounts.actions import own_data
from community.accounts.actions.own_data import (
    ask_erasure,
    erase_account,
    erase_due,
    erase_words,
    find_request,
    forget_people,
    hand_over,
    keep_account,
    sweep,
)
from community.accounts.models import OwnDataRequest, User
from community.accounts.own_request import KEPT
from community.audit.models import Entry
from tests import cast
from tests.community.accounts.people import enter, sessions_of, with_address, with_app

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("shelf")]


NIGHT = own_data.NIGHT


def acts():
    return list(Entry.objects.order_by("seq").values_list("action", flat=True))


# --- The copy ------------------------------------------------------------------------
def test_a_copy_is_noted_and_five_a_day_are_enough(person):
    for _time in range(5):
        made = hand_over(person=person)

    assert (made.kind, made.account, bool(made.done_at)) == ("copy", person, True)
    assert acts() == ["own_data.copied"] * 5
    with pytest.raises(PermissionDenied, match="tomorrow"):
        hand_over(person=person)
    OwnDataRequest.objects.update(asked_at=timezone.now() - timedelta(hours=25))
    assert hand_over(person=person)


# --- Words ---------------------------------------------------------------------------
def test_words_go_from_one_place_with_a_receipt(person, shelf, swept):
    place = seam.place_of(person, person.pk)

    made = erase_words(person=person, place=place)

    made.refresh_from_db()
    assert shelf.done == [(person.pk, place.pk, True)]
    assert (made.kind, made.place, made.counts) == ("words", place.pk, {"books": 3})
    assert made.done_at
    assert made.wiped_at
    entry = Entry.objects.get()
    assert (entry.action, entry.actor_id, entry.facts) == ("own_data.words_erased", person.pk, {"books": 3})


def test_no_words_go_from_a_place_that_is_not_ones_own(person, shelf):
    with pytest.raises(PermissionDenied, match="not your words"):
        erase_words(person=person, place=seam.place_of(person, cast.make_user().pk))

    assert shelf.done == []


# --- The account -----------------------------------------------------------------------
def test_an_erasure_waits_seven_days_and_can_be_taken_back(person, shelf):
    asked, code = ask_erasure(person=person)

    assert timedelta(days=6, hours=23) < asked.due_at - timezone.now() <= timedelta(days=7)
    assert find_request(code=code.lower().replace("-", " ")) == asked
    erase_due()
    assert shelf.done == []

    keep_account(person=person)
    keep_account(person=person)

    erase_account(request=asked)
    assert shelf.done == []
    assert User.objects.get(pk=person.pk).is_active
    assert acts() == ["own_data.erasure_asked", "own_data.erasure_taken_back"]
    assert ask_erasure(person=person)[0] != asked


def test_asked_again_it_is_the_same_and_only_comes_nearer(person):
    first, old = ask_erasure(person=person)
    now, code = ask_erasure(person=person, at_once=True)
    later, newest = ask_erasure(person=person)

    assert first.pk == now.pk == later.pk
    assert later.due_at == now.due_at <= timezone.now()
    assert find_request(code=old) is find_request(code=code) is None
    assert find_request(code=newest) == first
    assert acts() == ["own_data.erasure_asked"]


def test_after_its_day_everything_goes_and_nobody_is_left(client, person, shelf, swept):
    with_address(with_app(person), "meri@example.org")
    enter(client, person)
    assert sessions_of(person)
    name = person.username
    asked, _code = ask_erasure(person=person)
    OwnDataRequest.objects.update(due_at=timezone.now())

    erase_due()

    gone = User.objects.get(pk=person.pk)
    asked.refresh_from_db()
    assert shelf.done == [(person.pk, None, False)]  # closed before anything goes
    assert gone.username.startswith("gone-")
    assert (gone.email, gone.last_login, gone.is_active, gone.standing) == ("", None, False, "closed")
    assert not gone.has_usable_password()
    assert not gone.authenticator_set.exists()
    assert not gone.emailaddress_set.exists()
    assert not sessions_of(person)
    assert asked.done_at
    assert asked.forgotten_at
    assert asked.wiped_at
    assert asked.counts == {"books": 3, "account": 1}
    assert name not in str(list(Entry.objects.values()))
    erase_account(request=asked)
    assert len(shelf.done) == 1


def test_somebody_whom_the_law_asks_for_stays_findable_until_it_does_not(person, shelf, monkeypatch, swept):
    monkeypatch.setattr(shelf, "is_needed", True)
    with_app(person)
    asked, _code = ask_erasure(person=person, at_once=True)

    erase_account(request=asked)
    forget_people()

    still = User.objects.get(pk=person.pk)
    assert (still.username, still.is_active) == (person.username, False)
    assert (
        not still.authenticator_set.exists()
    )  # a way in that still answers would tell that somebody needs them
    monkeypatch.setattr(shelf, "is_needed", False)

    forget_people()

    asked.refresh_from_db()
    assert asked.forgotten_at
    assert asked.wiped_at is None  # the name was overwritten after the first sweep
    assert User.objects.get(pk=person.pk).username != person.username


def test_whoever_has_or_had_a_duty_cannot_erase_what_is_on_record(colleague):
    with pytest.raises(PermissionDenied, match="coordinator"):
        ask_erasure(person=colleague)

    colleague.roles.update(ended_at=timezone.now())
    with pytest.raises(PermissionDenied, match="coordinator"):
        ask_erasure(person=colleague)


# --- The disk, and old receipts ----------------------------------------------------------
def test_a_busy_disk_is_swept_later(person, monkeypatch):
    monkeypatch.setattr(wiping, "wipe", lambda *, table: False)
    made = erase_words(person=person, place=seam.place_of(person, person.pk))
    assert OwnDataRequest.objects.get(pk=made.pk).wiped_at is None
    monkeypatch.setattr(wiping, "wipe", lambda *, table: True)

    assert sweep()

    assert OwnDataRequest.objects.get(pk=made.pk).wiped_at
    assert not sweep()


@pytest.mark.parametrize(("hour", "is_swept"), [(2, True), (14, False)])
def test_postgresql_is_swept_at_night_only(hour, is_swept, person, swept, monkeypatch):
    class Other:
        vendor = "postgresql"

    OwnDataRequest.objects.create(account=person, kind="words", done_at=timezone.now())
    monkeypatch.setattr(own_data, "connection", Other)
    monkeypatch.setattr(own_data, "NIGHT", NIGHT)
    at = timezone.localtime().replace(hour=hour)
    monkeypatch.setattr(own_data.timezone, "localtime", lambda: at)

    assert sweep() == is_swept
    assert bool(swept) == is_swept


def test_receipts_are_kept_for_three_years(person):
    long_ago = timezone.now() - KEPT - timedelta(days=1)
    OwnDataRequest.objects.create(account=person, kind="words", done_at=long_ago)
    fresh = OwnDataRequest.objects.create(account=person, kind="copy", done_at=timezone.now())
    held = OwnDataRequest.objects.create(
        account=person, kind="account", due_at=long_ago, taken_back_at=long_ago
    )

    forget_people()

    assert list(OwnDataRequest.objects.all()) == [fresh]
    assert held.pk


def test_a_code_that_nobody_made_opens_nothing(person):
    ask_erasure(person=person)

    assert find_request(code="ABCD-EFGH-JKLM") is None
    assert find_request(code="") is None
