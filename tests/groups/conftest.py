"""Invitations for tests: made by the real action, so that their secrets are real."""

import json

import pytest
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection, connections

from groups.actions.invitation import invite
from groups.models import AgreementText


@pytest.fixture
def make_invitation(referrer, group):
    """Makes invitations to the group; gives back what `invite` gives."""

    def make(**facts):
        facts = {"actor": referrer, "group": group, "channel": "text", "language": "en"} | facts
        return invite(**facts)

    return make


@pytest.fixture
def made(make_invitation):
    """An invitation with its secrets."""
    return make_invitation(label="blue house")


@pytest.fixture
def text(group):
    """The wording in force."""
    return AgreementText.objects.select_related("agreement").get(agreement__group=group, agreement__version=1)


@pytest.fixture
def heard_after(monkeypatch, django_capture_on_commit_callbacks):
    """Does something and gives back what open pages were told: (audience, news) pairs."""
    frames = []
    monkeypatch.setattr("community.live.publishing._hand_over", frames.append)

    def doing(action, **facts):
        frames.clear()
        with django_capture_on_commit_callbacks(execute=True):
            action(**facts)
        return [(frame.audience, json.loads(frame.text)) for frame in frames]

    return doing


@pytest.fixture(autouse=True)
def _limits_start_anew():
    cache.clear()


@pytest.fixture
def phone(client):
    """The invited person's phone: nobody is signed in."""
    return client


@pytest.fixture
def opened(phone, made):
    """The phone after the link was pressed."""
    phone.get(f"/i/{made.token}/")
    return phone


@pytest.fixture
def real_database(db, tmp_path):
    """On SQLite a file of its own, as in operation: tests otherwise share one connection's memory."""
    if connection.vendor != "sqlite":
        yield
        return
    facts = connections["default"].settings_dict
    usual, kept_open = facts["NAME"], connections["default"].connection
    connections["default"].connection = None  # closing it would lose the memory database
    facts["NAME"] = str(tmp_path / "real.sqlite3")
    try:
        call_command("migrate", verbosity=0)
        yield
    finally:
        connections["default"].connection.close()
        facts["NAME"] = usual
        connections["default"].connection = kept_open
