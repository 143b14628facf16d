"""Who may do what to accounts; each no says why."""

import uuid
from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.utils import timezone

from community.accounts import rules
from community.accounts.models import ReturnCode, User
from tests import cast
from tests.community.accounts.people import with_app

pytestmark = pytest.mark.django_db


def again(user):
    return User.objects.get(pk=user.pk)


def test_coordinators_and_administrators_manage_people(manager, administrator):
    assert rules.may_manage_people(manager)
    assert rules.may_manage_people(administrator)


def test_nobody_manages_people_without_a_second_step(manager):
    Authenticator.objects.all().delete()

    assert "second step" in str(rules.may_manage_people(again(manager)).reason)


def test_members_and_other_staff_do_not_manage_people(person, colleague):
    assert not rules.may_manage_people(person)
    assert not rules.may_manage_people(colleague)


@pytest.mark.parametrize("kind", ["referrer", "facilitator", "moderator", "safeguarding", "coordinator"])
def test_a_coordinator_gives_every_duty_but_administration(manager, person, kind):
    assert rules.may_grant(manager, person, kind)
    assert "other kind of manager" in str(rules.may_grant(manager, person, "administrator").reason)


@pytest.mark.parametrize("kind", ["coordinator", "administrator"])
def test_an_administrator_gives_the_duties_of_managers(administrator, person, kind):
    assert rules.may_grant(administrator, person, kind)


def test_an_administrator_does_not_make_professionals(administrator, person):
    assert "other kind of manager" in str(rules.may_grant(administrator, person, "facilitator").reason)


def test_giving_is_refused_with_the_reason_that_holds(manager, person, colleague):
    assert "for coordinators" in str(rules.may_grant(colleague, person, "referrer").reason)
    assert "somebody else" in str(rules.may_grant(manager, manager, "referrer").reason)
    person.standing = User.Standing.PAUSED
    assert "paused or closed" in str(rules.may_grant(manager, person, "referrer").reason)


def test_ending_is_refused_with_the_reason_that_holds(manager, administrator, colleague):
    role = colleague.roles.get()

    assert rules.may_end_role(manager, role)
    assert "for coordinators" in str(rules.may_end_role(colleague, role).reason)
    assert "somebody else" in str(rules.may_end_role(manager, manager.roles.get()).reason)
    assert "other kind" in str(rules.may_end_role(manager, administrator.roles.get()).reason)
    role.ended_at = role.granted_at
    assert "already ended" in str(rules.may_end_role(manager, role).reason)


def test_a_coordinator_checks_others_only(manager, administrator, colleague):
    assert rules.may_check_credential(manager, colleague)
    assert "by a coordinator" in str(rules.may_check_credential(administrator, colleague).reason)
    assert "somebody else" in str(rules.may_check_credential(manager, manager).reason)


def made_code(manager, colleague, **facts):
    lasts = timezone.now() + timedelta(days=7)
    return ReturnCode.objects.create(
        user=colleague, made_by=manager, expires_at=lasts, digest=uuid.uuid4().bytes, **facts
    )


def test_who_opened_an_account_does_not_check_its_registration(manager, colleague):
    colleague.opened_by = manager

    assert "You opened this account" in str(rules.may_check_credential(manager, colleague).reason)
    assert rules.may_revoke_credential(manager, colleague)


def test_who_gave_a_duty_does_not_check_the_registration_while_it_lasts(manager, colleague):
    colleague.roles.update(granted_by=manager)
    assert "gave this person a duty" in str(rules.may_check_credential(manager, again(colleague)).reason)

    colleague.roles.update(ended_at=timezone.now())
    assert rules.may_check_credential(manager, again(colleague))


def test_who_checked_the_registration_gives_no_professional_duty(manager, colleague):
    colleague.credentials.update(checked_by=manager)

    assert "given by another coordinator" in str(rules.may_grant(manager, colleague, "referrer").reason)
    assert rules.may_grant(manager, colleague, "coordinator")


def test_who_could_come_in_with_a_return_code_does_not_check_the_registration(manager, colleague):
    colleague.authenticator_set.all().delete()
    code = made_code(manager, colleague)
    assert "made this person's return code" in str(rules.may_check_credential(manager, colleague).reason)

    code.used_at = timezone.now()
    code.save()
    with_app(colleague)
    assert not rules.may_check_credential(manager, colleague)  # nobody can tell who added the step


@pytest.mark.parametrize("ended", [{"revoked_at": timezone.now()}, {"expires_at": timezone.now()}])
def test_a_return_code_that_was_never_used_does_not_count_once_it_is_over(manager, colleague, ended):
    colleague.authenticator_set.all().delete()
    ReturnCode.objects.filter(pk=made_code(manager, colleague).pk).update(**ended)

    assert rules.may_check_credential(manager, colleague)


def test_a_return_code_that_met_a_second_step_does_not_count(manager, colleague):
    made_code(manager, colleague, used_at=timezone.now())

    assert rules.may_check_credential(manager, colleague)


def test_who_checked_the_registration_makes_no_code_that_opens_the_account(manager, colleague):
    colleague.credentials.update(checked_by=manager)
    assert rules.may_give_way_back(manager, again(colleague))

    colleague.authenticator_set.all().delete()
    assert "checked this person's" in str(rules.may_give_way_back(manager, again(colleague)).reason)


def test_a_way_back_is_given_by_managers_to_others(manager, administrator, colleague, person):
    assert rules.may_give_way_back(manager, colleague)
    assert "for coordinators" in str(rules.may_give_way_back(person, colleague).reason)
    assert "somebody else" in str(rules.may_give_way_back(manager, manager).reason)
    colleague.is_active = False
    assert "closed" in str(rules.may_give_way_back(manager, colleague).reason)


def test_a_coordinator_cannot_take_over_an_administrator(manager, administrator):
    other = with_app(cast.make_staff("administrator", credential=False))

    assert "another administrator" in str(rules.may_give_way_back(manager, administrator).reason)
    assert rules.may_give_way_back(other, administrator)


def test_a_member_is_missing_nothing(person):
    assert rules.is_missing(person) == []


def test_what_is_missing_is_said_in_words(colleague):
    assert rules.is_missing(colleague) == []
    Authenticator.objects.all().delete()
    colleague.credentials.all().delete()
    colleague = again(colleague)
    colleague.standing = User.Standing.PAUSED

    sentences = " ".join(map(str, rules.is_missing(colleague)))

    assert "paused" in sentences
    assert "second step" in sentences
    assert "registration" in sentences


def test_a_coordinator_needs_no_registration(manager):
    assert rules.is_missing(manager) == []
