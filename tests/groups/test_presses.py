"""Hands, breaks and signs are pressed at a pace of their own; what is too fast changes nothing."""

from datetime import datetime, timedelta

import pytest
from django.core.cache import cache
from django.urls import reverse

from groups import presses
from groups.models import Sign
from tests import cast

pytestmark = pytest.mark.django_db
WAIT = "Wait a moment, then press again."


@pytest.fixture(autouse=True)
def clock(settings, monkeypatch):
    """Three at once, and one every two seconds; the clock stands until it is set."""
    settings.SIGN_PACE = (3, 2.0)

    class Clock:
        moment = datetime.fromisoformat("2026-05-04T18:00:00+00:00")

        def now(self):
            return self.moment

        def wait(self, seconds):
            self.moment += timedelta(seconds=seconds)

    clock = Clock()
    monkeypatch.setattr(presses, "timezone", clock)
    return clock


def test_a_few_at_once_and_then_one_by_one(member, other_member, clock):
    assert [bool(presses.counted(member)) for _ in range(4)] == [True, True, True, False]
    refusal = presses.counted(member)
    assert (refusal.reason, refusal.seconds) == (WAIT, 2)
    assert presses.counted(other_member)

    clock.wait(2)
    assert [bool(presses.counted(member)) for _ in range(2)] == [True, False]

    clock.wait(60)
    assert [bool(presses.counted(member)) for _ in range(4)] == [True, True, True, False]


def test_two_in_the_same_instant_are_one(member):
    cache.add(f"presses:{member.pk}:busy", True, 5)

    assert presses.counted(member).reason == WAIT

    cache.delete(f"presses:{member.pk}:busy")
    assert presses.counted(member)


def test_without_a_pace_everybody_presses_as_they_like(member, settings):
    settings.SIGN_PACE = None

    assert all(presses.counted(member) for _ in range(50))


def pressed(client, name, *arguments, **facts):
    return client.post(reverse(f"groups:{name}", args=arguments), facts, headers={"X-Live": "1"})


def test_hands_and_breaks_by_form_keep_it_together(client, meeting, member, heard_after):
    client.force_login(member.user)
    room = member.group.room
    for name in ("raise_hand", "lower_hand", "take_break"):
        assert pressed(client, name, room.pk).status_code == 204

    heard = heard_after(lambda: refused(client, "come_back", room.pk))

    assert heard == []
    assert Sign.objects.get().kind == Sign.Kind.BREAK


def test_signs_to_words_keep_it_too(client, meeting, member, other_member, heard_after):
    said = cast.words(other_member, meeting=meeting)
    client.force_login(member.user)
    assert pressed(client, "react", said.pk, kind="thanks").status_code == 204

    for _again in range(2):
        assert heard_after(lambda: pressed(client, "react", said.pk, kind="thanks")) == []
    assert heard_after(lambda: refused(client, "unreact", said.pk, kind="thanks")) == []

    assert said.reactions.count() == 1


def refused(client, name, *arguments, **facts):
    answer = pressed(client, name, *arguments, **facts)
    assert (answer.status_code, answer.text, answer.headers["Retry-After"]) == (403, WAIT, "2")
