"""What follows from news of allauth."""

import pytest
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_removed
from django.contrib.sessions.backends.db import SessionStore
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.test import Client
from django.urls import reverse

from community.accounts import receivers
from community.accounts.models import User
from tests.cast import PASSPHRASE
from tests.community.accounts.people import WALK, enter, sessions_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def told(monkeypatch):
    """Whose open pages were closed, and why."""
    heard = []
    monkeypatch.setattr(receivers, "close_open_pages", lambda *, user, reason: heard.append((user, reason)))
    return heard


def remove(user, **which):
    step = user.authenticator_set.get(**which)
    user.authenticator_set.filter(**which).delete()
    fresh = User.objects.get(pk=user.pk)
    authenticator_removed.send(sender=Authenticator, request=None, user=fresh, authenticator=step)


def test_open_pages_close_when_the_last_second_step_of_somebody_with_a_duty_is_gone(colleague, told):
    remove(colleague, type="totp")

    assert told == [(colleague, "role")]


def test_two_removals_at_once_leave_one_step(colleague):
    """Each was allowed while the other step stood; the second is refused where it is carried out."""
    Authenticator.objects.create(user=colleague, type="webauthn", data={})
    app, passkey = (
        colleague.authenticator_set.get(type="totp"),
        colleague.authenticator_set.get(type="webauthn"),
    )
    assert all(get_adapter().can_delete_authenticator(step) for step in (app, passkey))

    app.delete()
    with pytest.raises(PermissionDenied, match="only second step"), transaction.atomic():
        passkey.delete()

    assert colleague.authenticator_set.filter(type="webauthn").exists()


def test_steps_go_with_the_person(colleague):
    colleague.delete()

    assert not Authenticator.objects.exists()


def test_open_pages_stay_while_another_second_step_stands(colleague, told):
    Authenticator.objects.create(user=colleague, type="webauthn", data={})

    remove(colleague, type="totp")

    assert told == []


def test_a_new_passphrase_leaves_this_session_alone_and_no_trace_of_the_others(client, person):
    elsewhere = Client()
    enter(elsewhere, person)
    enter(client, person)
    before = client.session.session_key
    new = {"oldpassword": PASSPHRASE, "password1": "seven quiet boats on the water"}

    client.post(reverse("account_change_password"), new, **WALK)

    assert sessions_of(person) == [client.session.session_key]
    assert not SessionStore().exists(elsewhere.session.session_key)
    assert not SessionStore().exists(before)
    assert client.get("/you/").status_code == 200
