"""Screeners are asked about words that may be said, and about nothing that is refused anyway."""

import uuid
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from groups.actions.saying import say, screened
from groups.models import Message, Room
from groups.saying import Saying

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


def test_words_nobody_looked_at_are_not_said_when_they_might_be_after_all(screeners, meeting, member):
    member.muted_until = timezone.now() + timedelta(minutes=5)  # the seat as it was just before

    with pytest.raises(PermissionDenied, match="listen for a while"):
        say(room=member.group.room, author=member, body="I was", client_id=uuid.uuid4())

    assert asked == []
    assert not Message.objects.exists()


def test_whoever_writes_too_fast_is_refused_before_screeners_are_asked(screeners, settings, meeting, member):
    settings.SAY_PACE = {"member": (2, 3.0)}
    for body in ("one", "two"):
        say(room=member.group.room, author=member, body=body, client_id=uuid.uuid4())

    with pytest.raises(PermissionDenied, match="That went fast"):
        say(room=member.group.room, author=member, body="three", client_id=uuid.uuid4())

    assert asked == ["one", "two"]


def test_slow_mode_too_is_asked_before_screeners(screeners, group, meeting, member):
    Room.objects.update(slow_seconds=30)
    group.room.refresh_from_db()
    first = say(room=group.room, author=member, body="one", client_id=uuid.uuid4())

    with pytest.raises(PermissionDenied, match="The room goes slowly"):
        say(room=group.room, author=member, body="two", client_id=uuid.uuid4())
    again = say(room=group.room, author=member, body="one", client_id=first.client_id)

    assert again.pk == first.pk  # a resend is answered all the same
    assert asked == ["one"]


def test_a_refusal_by_the_pace_says_when_to_come_again(screeners, settings, meeting, member):
    settings.SAY_PACE = {"member": (1, 3.0)}
    say(room=member.group.room, author=member, body="one", client_id=uuid.uuid4())

    with pytest.raises(PermissionDenied) as refusal:
        say(room=member.group.room, author=member, body="two", client_id=uuid.uuid4())

    assert refusal.value.seconds == 3


def test_looking_at_the_pace_costs_one_query_and_nothing_without_screeners(
    screeners, settings, meeting, member, django_assert_num_queries
):
    settings.SAY_PACE = {"member": (5, 3.0)}
    saying = Saying(member.group.room.pk, member.pk, "I was", uuid.uuid4())
    asking = {"saying": saying, "author": member, "room": member.group.room}

    with django_assert_num_queries(1):
        assert screened(**asking) == saying
    settings.SCREENERS = []
    with django_assert_num_queries(0):
        assert screened(**asking) is saying


def test_whoever_has_no_account_any_more_is_not_looked_at(screeners, meeting, member):
    member.user = None
    saying = Saying(member.group.room.pk, member.pk, "I was", uuid.uuid4())

    assert (
        "members of the group"
        in screened(saying=saying, author=member, room=member.group.room).verdict.reason
    )
    assert asked == []
