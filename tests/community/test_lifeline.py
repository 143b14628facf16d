"""Help, the way out and the sign of life work with the database away."""

import pytest
from django.db import connections

from tests import cast

PAGES = ["/help/", "/help/?country=NO", "/healthz", "/exit/"]


@pytest.fixture
def no_database(monkeypatch):
    """Any attempt to reach the database fails the test."""

    def away(self):
        raise AssertionError("This page asked the database.")

    monkeypatch.setattr(type(connections["default"]), "ensure_connection", away)


@pytest.mark.parametrize("path", PAGES)
def test_a_stranger_is_answered_without_the_database(client, no_database, path):
    assert client.get(path).status_code in {200, 303}


def test_someone_signed_in_gets_help_without_the_database(client, db, django_assert_num_queries):
    client.force_login(cast.make_user())

    with django_assert_num_queries(0):
        answer = client.get("/help/")

    assert answer.status_code == 200
    assert "Are you in a meeting now?" in answer.content.decode()
    assert [str(label) for label, _url, _is_current in answer.context["nav"]] == ["Home", "Services", "You"]


def test_help_leaves_the_session_as_it_was(client, db, settings):
    client.force_login(cast.make_user())
    before = client.cookies[settings.SESSION_COOKIE_NAME].value

    answer = client.get("/help/")

    assert settings.SESSION_COOKIE_NAME not in answer.cookies
    assert client.cookies[settings.SESSION_COOKIE_NAME].value == before
    assert client.get("/").wsgi_request.user.is_authenticated


def test_other_pages_still_know_who_is_there(client, db):
    client.force_login(cast.make_user())

    assert client.get("/").wsgi_request.user.is_authenticated
    assert client.get("/no/such/page/").status_code == 404
