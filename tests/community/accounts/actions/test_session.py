"""Ending sessions, and telling the pages they had open."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.backends.db import SessionStore
from django.test import Client, RequestFactory

from community.accounts.actions import session as actions
from community.accounts.sessions import session_audience
from tests.community.accounts.people import enter, sessions_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def heard(django_capture_on_commit_callbacks, settings, monkeypatch):
    """What open pages were told: (audience, news, reason)."""
    told = []
    from_house = actions.publish

    def listen(audience, news, **facts):
        told.append((audience, news, facts.get("reason")))
        from_house(audience, news, **facts)

    monkeypatch.setattr(actions, "publish", listen)
    return told


def test_one_session_ends_and_its_pages_are_told(client, person, heard):
    enter(client, person)
    key = client.session.session_key

    actions.end_session(session_key=key, reason="ended")

    assert heard == [(session_audience(key), "leave", "ended")]
    assert client.get("/you/").status_code == 302
    assert not sessions_of(person)


def test_ending_a_session_twice_does_no_harm(person, heard):
    actions.end_session(session_key="gone", reason="ended")
    actions.end_session(session_key="gone", reason="ended")

    assert len(heard) == 2


def test_all_sessions_end_together(client, person, heard):
    other = Client()
    enter(client, person)
    enter(other, person)

    actions.end_all_sessions(user=person, reason="closed")

    assert client.get("/you/").status_code == other.get("/you/").status_code == 302
    assert heard[-1] == (person.audience, "leave", "closed")


def test_all_but_one_session_can_end(client, person, heard):
    other = Client()
    enter(client, person)
    enter(other, person)

    actions.end_all_sessions(user=person, reason="ended", except_key=client.session.session_key)

    assert client.get("/you/").status_code == 200
    assert other.get("/you/").status_code == 302
    assert (person.audience, "leave", "ended") not in heard


def test_signing_out_closes_the_other_tabs(client, person, heard):
    enter(client, person)
    key = client.session.session_key

    client.post("/account/logout/")

    assert (session_audience(key), "leave", "signed_out") in heard
    assert not sessions_of(person)


def test_a_visitor_can_sign_out_without_harm(heard):
    request = RequestFactory().post("/")
    request.user, request.session = AnonymousUser(), SessionStore()

    actions.sign_out(request=request)

    assert heard == []


def test_the_name_of_an_audience_does_not_give_the_key_away(settings):
    name = session_audience("xyz")

    assert name.startswith("session.")
    assert len(name) == 40
    assert "xyz" not in name
    settings.SECRET_KEY = "another" * 10
    assert session_audience("xyz") != name
