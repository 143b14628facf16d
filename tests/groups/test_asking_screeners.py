"""Screeners are asked about words that may be said; what they were not asked about never shows by itself."""

import uuid
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from groups.actions.saying import say
from groups.models import Message

pytestmark = pytest.mark.django_db

asked = []


def note(text, *, author, place):
    asked.append(text)
    return []


@pytest.fixture
def screeners(settings):
    settings.SCREENERS = [f"{__name__}.note"]
    asked.clear()


def test_screeners_are_not_asked_about_words_of_whoever_may_not_speak(screeners, meeting, member):
    member.muted_until = timezone.now() + timedelta(minutes=5)
    member.save()

    with pytest.raises(PermissionDenied, match="listen for a while"):
        say(room=member.group.room, author=member, body="I was", client_id=uuid.uuid4())

    assert asked == []


def test_words_nobody_looked_at_wait_when_they_may_be_said_after_all(screeners, meeting, member):
    member.muted_until = timezone.now() + timedelta(minutes=5)  # the seat as it was just before

    message = say(room=member.group.room, author=member, body="I was", client_id=uuid.uuid4())

    assert asked == []
    assert message.state == Message.State.HELD
