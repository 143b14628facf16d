"""Checking professionals in their register."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from community.accounts.actions.credential import check_credential, revoke_credential
from community.accounts.models import Credential, User
from community.audit.models import Entry

pytestmark = pytest.mark.django_db


def check(person, actor, *, checked=0, again=180):
    today = timezone.localdate()
    return check_credential(
        person=person,
        profession="social worker",
        register="Suosikki",
        number="12345678901",
        checked_on=today + timedelta(days=checked),
        next_check_on=today + timedelta(days=again),
        actor=actor,
    )


@pytest.fixture
def unchecked(colleague):
    colleague.credentials.all().delete()
    return User.objects.get(pk=colleague.pk)


def test_power_begins_with_the_check(manager, unchecked):
    assert not unchecked.holds("facilitator")

    credential = check(unchecked, manager)

    assert User.objects.get(pk=unchecked.pk).holds("facilitator")
    assert credential.checked_by == manager
    assert Entry.objects.filter(action="credential.checked").exists()


def test_the_number_is_not_in_the_audit_nor_readable_in_the_row(manager, unchecked):
    check(unchecked, manager)

    assert "12345678901" not in str(list(Entry.objects.values_list()))
    assert b"12345678901" not in bytes(Credential.objects.values_list("number", flat=True).get().stored)


def test_nobody_checks_their_own_registration(manager):
    with pytest.raises(PermissionDenied, match="somebody else"):
        check(manager, manager)


def test_an_administrator_does_not_check_professionals(administrator, unchecked):
    with pytest.raises(PermissionDenied, match="coordinator"):
        check(unchecked, administrator)


def test_a_check_is_not_made_on_a_day_to_come(manager, unchecked):
    with pytest.raises(ValidationError, match="still to come"):
        check(unchecked, manager, checked=1)


@pytest.mark.parametrize("again", [0, -1, 367])
def test_the_next_check_is_later_and_within_a_year(manager, unchecked, again):
    with pytest.raises(ValidationError, match="within a year"):
        check(unchecked, manager, again=again)


def test_a_registration_taken_back_ends_the_power_at_once(manager, colleague):
    revoke_credential(
        credential=colleague.credentials.get(), actor=manager, reason="Removed from the register"
    )

    assert not User.objects.get(pk=colleague.pk).holds("facilitator")
    assert Entry.objects.get(action="credential.revoked").reason == "Removed from the register"


def test_a_registration_is_taken_back_once_and_with_a_reason(manager, colleague):
    credential = colleague.credentials.get()
    with pytest.raises(ValidationError, match="what the register says"):
        revoke_credential(credential=credential, actor=manager, reason="")
    revoke_credential(credential=credential, actor=manager, reason="Removed")
    first = credential.revoked_at

    revoke_credential(credential=credential, actor=manager, reason="Removed, again")

    assert credential.revoked_at == first
