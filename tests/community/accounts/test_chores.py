"""Upkeep of accounts."""

from datetime import timedelta

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from community.accounts import limits
from community.accounts.chores import forget_sessions
from tests.community.accounts.people import enter, sessions_of

pytestmark = pytest.mark.django_db


def test_a_session_that_nobody_came_back_to_is_forgotten(client, person, colleague):
    enter(client, person)
    other = Client()
    enter(other, colleague)
    session = client.session
    session[limits.SEEN] -= 61 * 60
    session.save()

    forget_sessions()

    assert not sessions_of(person)
    assert not SessionStore().exists(session.session_key)
    assert sessions_of(colleague) == [other.session.session_key]


def test_rows_without_a_session_and_sessions_past_their_day_are_forgotten(client, person):
    enter(client, person)
    UserSession.objects.create(user=person, session_key="gone long ago", ip="192.0.2.1")
    visitor = SessionStore()
    visitor.create()
    Session.objects.filter(pk=visitor.session_key).update(expire_date=timezone.now() - timedelta(days=1))

    forget_sessions()

    assert sessions_of(person) == [client.session.session_key]
    assert list(Session.objects.values_list("pk", flat=True)) == [client.session.session_key]
