"""Hand-overs and promises at rest: words under the site's own key, before those on watch."""

import pytest
from django.db import connection
from django.utils import timezone

from moderation.models import HandOver, Promise
from tests.moderation.watching import on

pytestmark = pytest.mark.django_db


def test_words_are_sealed(moderator):
    HandOver.objects.create(shift=on(moderator), words="Kuura waits.")
    Promise.objects.create(words="Call Kuura.", made_by=moderator)

    with connection.cursor() as cursor:
        cursor.execute("SELECT words FROM moderation_handover UNION ALL SELECT words FROM moderation_promise")
        stored = b"".join(bytes(row[0]) for row in cursor.fetchall())
    assert b"Kuura" not in stored
    assert HandOver.objects.get().words == "Kuura waits."
    assert Promise.objects.get().words == "Call Kuura."


def test_what_was_left_is_unread_by_everybody_but_its_writer(moderator, another_moderator, referrer):
    made = HandOver.objects.create(shift=on(moderator))
    assert list(HandOver.objects.unread_by(another_moderator)) == [made]
    assert not HandOver.objects.unread_by(moderator)
    assert HandOver.objects.visible_to(another_moderator).count() == 1
    assert not HandOver.objects.visible_to(referrer)

    HandOver.objects.update(read_by=another_moderator, read_at=timezone.now())
    assert not HandOver.objects.unread_by(another_moderator)


def test_a_promise_is_open_until_it_is_kept(moderator, referrer):
    first = Promise.objects.create(words="One.", made_by=moderator)
    Promise.objects.create(words="Two.", kept_at=timezone.now())

    assert list(Promise.objects.open()) == [first]
    assert Promise.objects.visible_to(moderator).count() == 2
    assert not Promise.objects.visible_to(referrer)
