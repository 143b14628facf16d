"""A device is told only where its owner turned it on, and no longer than they want."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.utils import timezone

from community.accounts.actions import device as actions
from community.accounts.actions.device import (
    add_device,
    forget_unused,
    note_device,
    note_outcome,
    remove_device,
    remove_devices,
)
from community.accounts.actions.person import set_standing
from community.accounts.actions.session import end_all_sessions
from community.accounts.chores import forget_devices
from community.accounts.device import UNUSED_AFTER
from community.accounts.models import Device
from community.push import Outcome
from tests import cast
from tests.push_service import Browser

pytestmark = pytest.mark.django_db
PLACE = "https://push.example.net/send/secret-of-this-browser"


def way(path=PLACE):
    return Browser().way(path)


@pytest.fixture
def person():
    return cast.make_user()


@pytest.fixture
def device(person):
    return add_device(person=person, way=way())


@pytest.mark.parametrize("facts", [{}, {"country": "NO", "language": "nb"}])
def test_nobody_has_one_who_did_not_turn_it_on_whatever_their_age(facts, group):
    person = cast.make_user(**facts)
    cast.seat(person, cast.make_group(name="Young people", audience="young"))

    assert not person.devices.exists()
    assert not Device.objects.exists()


def test_how_it_is_reached_comes_back_whole_and_lies_sealed(person):
    one = way()

    device = Device.objects.get(pk=add_device(person=person, way=one).pk)

    assert device.way == one
    assert str(device) == str(device.pk)
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM accounts_device")
        bytes_at_rest = b"".join(
            bytes(one) for one in cursor.fetchone() if isinstance(one, bytes | memoryview)
        )
    for secret in (b"push.example.net", b"secret-of", one.auth.encode(), one.p256dh.encode()):
        assert secret not in bytes_at_rest


def test_a_browser_has_one_row_and_is_told_for_whoever_turned_it_on_last(person, device):
    other = cast.make_user()

    add_device(person=person, way=way())
    mine = add_device(person=other, way=way())

    assert list(Device.objects.all()) == [mine]
    assert mine.user == other


def test_the_oldest_makes_way(person, device):
    for number in range(actions.MOST):
        add_device(person=person, way=way(f"{PLACE}{number}"))

    assert person.devices.count() == actions.MOST
    assert not Device.objects.filter(pk=device.pk).exists()


def test_it_is_removed_once_and_again_without_harm(person, device, django_assert_num_queries):
    with django_assert_num_queries(0):
        remove_device(pk=None)
    assert person.devices.exists()

    remove_device(pk=device.pk)
    remove_device(pk=device.pk)

    assert not person.devices.exists()


def test_all_but_the_one_at_hand_are_removed(person, device):
    other = add_device(person=person, way=way(f"{PLACE}2"))
    strangers = add_device(person=cast.make_user(), way=way(f"{PLACE}3"))

    remove_devices(person=person, except_pk=device.pk)
    assert set(Device.objects.all()) == {device, strangers}

    remove_devices(person=person)
    assert list(Device.objects.all()) == [strangers]
    assert other.pk


def test_none_is_told_when_all_sessions_end(person, device):
    end_all_sessions(user=person, reason="returned", except_key="this one")

    assert not person.devices.exists()


def test_none_is_told_when_the_account_is_closed(person, device):
    set_standing(person=person, standing="closed", actor=None, reason="Asked for.")

    assert not person.devices.exists()


def age(device, **span):
    Device.objects.filter(pk=device.pk).update(seen_at=timezone.now() - timedelta(**span))


def test_where_nobody_signs_in_any_more_it_is_forgotten(person, device):
    used = add_device(person=person, way=way(f"{PLACE}2"))
    age(device, days=UNUSED_AFTER.days)
    age(used, days=UNUSED_AFTER.days - 1)

    forget_devices()
    forget_unused()

    assert list(Device.objects.all()) == [used]


def test_signing_in_there_keeps_it_and_only_ones_own(person, device):
    age(device, days=80)

    note_device(person=person, pk=None)
    note_device(person=cast.make_user(), pk=device.pk)
    device.refresh_from_db()
    assert device.seen_at < timezone.now() - timedelta(days=79)

    note_device(person=person, pk=device.pk)
    device.refresh_from_db()
    assert device.seen_at > timezone.now() - timedelta(minutes=1)


def test_one_that_is_gone_goes(device):
    note_outcome(device=device, outcome=Outcome.GONE)

    assert not Device.objects.exists()


def test_one_that_is_not_reached_goes_after_a_few_times_in_a_row(device):
    for _time in range(actions.GIVEN_UP_AFTER - 1):
        note_outcome(device=device, outcome=Outcome.FAILED)
        device.refresh_from_db()
    assert device.failures == actions.GIVEN_UP_AFTER - 1

    note_outcome(device=device, outcome=Outcome.TOLD)
    device.refresh_from_db()
    assert device.failures == 0
    note_outcome(device=device, outcome=Outcome.TOLD)

    for _time in range(actions.GIVEN_UP_AFTER - 1):
        note_outcome(device=device, outcome=Outcome.FAILED)
        device.refresh_from_db()
    note_outcome(device=device, outcome=Outcome.FAILED)
    assert not Device.objects.exists()


def test_an_account_that_was_closed_meanwhile_gets_none(person):
    type(person).objects.filter(pk=person.pk).update(is_active=False)

    with pytest.raises(PermissionDenied):
        add_device(person=person, way=way())

    assert not Device.objects.exists()
