"""Giving and ending duties."""

import pytest
from django.core.exceptions import PermissionDenied

from community.accounts.actions.role import appoint_administrator, end_role, grant_role
from community.accounts.models import Role, User
from community.audit.models import Entry

pytestmark = pytest.mark.django_db


def test_a_duty_is_given_once_however_often_it_is_asked_for(manager, person):
    first = grant_role(person=person, kind="referrer", actor=manager)
    second = grant_role(person=person, kind="referrer", actor=manager)

    assert first == second
    assert first.granted_by == manager
    assert Entry.objects.filter(action="role.granted").count() == 1


def test_nobody_gives_a_duty_to_themselves(administrator):
    with pytest.raises(PermissionDenied, match="always given by somebody else"):
        grant_role(person=administrator, kind="coordinator", actor=administrator)


def test_a_duty_that_ended_gives_no_power_and_can_be_given_again(manager, colleague):
    role = colleague.roles.get()
    assert colleague.holds("facilitator")

    end_role(role=role, actor=manager, reason="Left the service")

    assert not User.objects.get(pk=colleague.pk).holds("facilitator")
    assert grant_role(person=colleague, kind="facilitator", actor=manager) != role


def test_only_somebody_else_ends_a_duty(manager):
    with pytest.raises(PermissionDenied, match="always ended by somebody else"):
        end_role(role=manager.roles.get(), actor=manager)


def test_the_console_appoints_an_administrator(person):
    role = appoint_administrator(person=person)

    assert role.kind == Role.Kind.ADMINISTRATOR
    assert role.granted_by is None
    assert Entry.objects.get().actor_id is None
