"""Who keeps people safe, for these tests; a clock, and what open pages are told."""

import json

import pytest

from tests import cast
from tests.clock import Clock


@pytest.fixture
def another_moderator(db):
    return cast.make_staff("moderator", display_name="Petra")


@pytest.fixture
def lead(db):
    return cast.make_staff("safeguarding", display_name="Riitta")


@pytest.fixture
def clock(monkeypatch):
    """Time that stands still until it is moved."""
    return Clock(monkeypatch)


@pytest.fixture
def told(monkeypatch):
    """What open pages were told: (audience, news) pairs, in their order."""
    frames = []
    monkeypatch.setattr(
        "community.live.publishing._hand_over",
        lambda frame: frames.append((frame.audience, json.loads(frame.text))),
    )
    return frames
