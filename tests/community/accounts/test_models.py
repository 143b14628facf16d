"""What people hold, and what they do not."""

import unicodedata
from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.db import IntegrityError, transaction
from django.utils import timezone

from community.accounts.models import Role, User
from tests import cast

pytestmark = pytest.mark.django_db


def again(user):
    return User.objects.get(pk=user.pk)


def test_a_facilitator_with_proof_holds_the_duty(colleague):
    assert colleague.holds("facilitator")
    assert not colleague.holds("moderator")


@pytest.mark.parametrize("kind", Role.Kind.values)
def test_no_duty_gives_power_without_a_second_step(kind):
    assert not cast.make_staff(kind, step=False).holds(kind)


@pytest.mark.parametrize("kind", sorted(Role.PROFESSIONAL))
def test_no_professional_has_power_with_a_lapsed_registration(kind):
    user = cast.make_staff(kind, credential=False)
    cast.give_credential(user, days=-1)

    assert not user.holds(kind)


def test_a_registration_counts_through_its_last_day(colleague):
    colleague.credentials.update(next_check_on=timezone.localdate())

    assert again(colleague).holds("facilitator")


def test_recovery_codes_alone_are_no_second_step(colleague):
    Authenticator.objects.filter(type=Authenticator.Type.TOTP).delete()

    assert not again(colleague).holds("facilitator")


@pytest.mark.parametrize("change", [{"standing": "paused"}, {"standing": "closed"}, {"is_active": False}])
def test_nobody_out_of_standing_has_power(colleague, change):
    User.objects.filter(pk=colleague.pk).update(**change)

    assert not again(colleague).holds("facilitator")


def test_holding_is_asked_from_the_database_once(colleague, django_assert_num_queries):
    colleague = again(colleague)

    with django_assert_num_queries(1):
        assert colleague.holds("facilitator")
        assert not colleague.holds("coordinator")
        assert colleague.is_staff_somewhere


def test_a_passphrase_means_the_same_from_every_keyboard(person):
    composed = "yhdeksän hiljaista järveä"
    person.set_password(unicodedata.normalize("NFD", composed))

    assert person.check_password(composed)
    assert person.check_password(unicodedata.normalize("NFC", composed))


@pytest.mark.parametrize(("passphrase", "is_long"), [("x" * 15, True), ("x" * 14, False), (None, False)])
def test_the_account_remembers_whether_its_passphrase_can_stand_alone(person, passphrase, is_long):
    person.set_password(passphrase)

    assert person.has_long_passphrase is is_long


def test_no_passphrase_is_not_a_long_one(person):
    person.set_unusable_password()

    assert not person.has_long_passphrase


def test_names_differ_by_more_than_capitals(person):
    with pytest.raises(IntegrityError), transaction.atomic():
        cast.make_user("KUUSI-4821")

    assert User.objects.get_by_natural_key("KUUSI-4821") == person


def test_members_are_listed_to_nobody(person, colleague, manager):
    assert set(User.objects.visible_to(manager)) == {colleague, manager}
    assert not User.objects.visible_to(colleague).exists()
    assert not User.objects.visible_to(person).exists()


@pytest.mark.parametrize(
    ("days", "is_lapsed", "is_due"),
    [(180, False, False), (29, False, True), (0, False, True), (-1, True, True)],
)
def test_a_registration_tells_when_it_is_due(colleague, days, is_lapsed, is_due):
    colleague.credentials.update(next_check_on=timezone.localdate() + timedelta(days=days))

    state = User.objects.with_duties().get(pk=colleague.pk).registration

    assert (state.is_needed, state.is_lapsed, state.is_due) == (True, is_lapsed, is_due)


def test_a_registration_taken_back_does_not_count(colleague):
    colleague.credentials.update(revoked_at=timezone.now())

    state = User.objects.with_duties().get(pk=colleague.pk).registration

    assert (state.until, state.is_lapsed, state.is_due) == (None, False, False)


def test_a_coordinator_needs_no_register(manager):
    assert not User.objects.with_duties().get(pk=manager.pk).registration.is_needed


def test_people_and_things_show_ids_only(colleague):
    assert str(colleague) == str(colleague.pk)
    assert str(colleague.roles.get()) == "facilitator"
    assert str(colleague.credentials.get()) == "social worker"
