"""What the tests of accounts share: a clean slate of counted tries, and ears for what open pages are told."""

import pytest
from allauth.mfa.totp.internal import auth
from django.core.cache import cache

from tests import cast
from tests.community.accounts import people


@pytest.fixture(autouse=True)
def _no_tries_counted():
    cache.clear()


@pytest.fixture(autouse=True)
def _half_a_minute(monkeypatch):
    """Codes from an app stay the same while a test runs."""
    monkeypatch.setattr(auth, "yield_hotp_counters_from_time", lambda: iter([people.HALF_MINUTE]))


@pytest.fixture
def person(db):
    """A member of the service without an e-mail address."""
    return cast.make_user("kuusi-4821")


@pytest.fixture
def colleague(db):
    """A facilitator with everything it takes."""
    return people.with_app(cast.make_staff("facilitator", display_name="Anna"))


@pytest.fixture
def manager(db):
    """A coordinator with power."""
    return people.with_app(cast.make_staff("coordinator", credential=False, display_name="Sari"))


@pytest.fixture
def administrator(db):
    return people.with_app(cast.make_staff("administrator", credential=False, display_name="Ilkka"))


@pytest.fixture
def signed_in(client):
    """A function that signs somebody in, second step included, and gives the client."""

    def enter(user):
        people.enter(client, user)
        return client

    return enter
