"""The house for tests: its secrets, and a small cast by role."""

import pytest

from community.directory import index
from tests import cast

pytest_plugins = ["tests.audit_triggers"]


@pytest.fixture(autouse=True)
def _own_corner(settings, tmp_path):
    """No test writes mail or files into the house, and nobody is told to write slower."""
    settings.VAR = tmp_path
    settings.SAY_PACE = {}  # tests speak faster than people
    settings.FORUM_PACE = {}
    settings.SIGN_PACE = None
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }


@pytest.fixture(autouse=True)
def _own_index(monkeypatch):
    """Tables go back after each test, and with them the numbers by which the index of the directory knows listings."""
    monkeypatch.setattr(index, "_index", index.Index())
    monkeypatch.setattr(index, "CHECKED_EACH", 60)  # no test asks once more because the machine is busy


@pytest.fixture
def group(db):
    """A running group of nine seats with an agreement and a room."""
    return cast.make_group()


@pytest.fixture
def facilitator(group):
    """The seat of the group's facilitator, who has power."""
    return cast.lead(cast.make_staff("facilitator"), group)


@pytest.fixture
def member(group):
    """The seat of a member."""
    return cast.seat(cast.make_user(), group, alias="Kuura")


@pytest.fixture
def other_member(group):
    """The seat of another member of the same group."""
    return cast.seat(cast.make_user(), group, alias="Halla")


@pytest.fixture
def stranger(db):
    """A member of another group."""
    return cast.seat(cast.make_user(), cast.make_group(name="Tuesday group"), alias="Kivi")


@pytest.fixture
def referrer(db):
    return cast.make_staff("referrer", display_name="Leena")


@pytest.fixture
def moderator(db):
    return cast.make_staff("moderator", display_name="Oskari")


@pytest.fixture
def coordinator(db):
    return cast.make_staff("coordinator", credential=False, display_name="Sari")


@pytest.fixture
def meeting(group, facilitator):
    """A meeting of the group going on now, with its facilitator in the room."""
    meeting = cast.make_meeting(group)
    cast.attend(facilitator.user, group)
    return meeting
