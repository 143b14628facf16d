"""A session is read with one lean question, as Django would read it."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore as InDatabase
from django.contrib.sessions.models import Session
from django.utils import timezone

from community.accounts.sessions import SessionStore
from tests import cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def stored():
    session = SessionStore()
    session["word"] = "reed"
    session.save()
    return session


def test_it_is_the_one_that_pages_use(client):
    client.force_login(cast.make_user())

    assert SessionStore.__module__ == settings.SESSION_ENGINE
    assert type(client.get("/").wsgi_request.session) is SessionStore


def test_what_was_kept_is_read_in_one_question(stored, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert SessionStore(stored.session_key)["word"] == "reed"
    assert InDatabase(stored.session_key)["word"] == "reed"


@pytest.mark.parametrize("is_over", [True, False])
def test_one_that_is_over_or_gone_is_empty_and_keeps_no_key(stored, is_over):
    if is_over:
        Session.objects.update(expire_date=timezone.now() - timedelta(seconds=1))
    else:
        Session.objects.all().delete()
    session = SessionStore(stored.session_key)

    assert "word" not in session
    assert session.session_key is None
