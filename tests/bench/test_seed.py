"""The rooms a benchmark fills are rooms like any other: sealed, numbered, open, and their people get in."""

import pytest
from django.db import connection
from django.test import Client

from bench import seed
from bench.shapes import known_words
from groups.models import Message, Room

pytestmark = pytest.mark.django_db


@pytest.fixture
def doors():
    """Three people in one room, where twelve things have been said."""
    return seed.seed(1, 3, 12)


def test_the_words_are_sealed_and_open_again(doors):
    with connection.cursor() as cursor:
        cursor.execute("SELECT body FROM groups_message")
        stored = [bytes(body) for (body,) in cursor.fetchall()]
    assert not any(b"stored" in body for body in stored)

    messages = Message.objects.select_related("room__group").order_by("position")
    assert [message.body for message in messages] == [known_words(number) for number in range(1, 13)]


def test_the_counter_stands_at_the_last_message(doors):
    assert Room.objects.values_list("revision", flat=True).first() == 12 == doors[0]["revision"]
    assert sorted(Message.objects.values_list("revision", flat=True)) == list(range(1, 13))


def test_everyone_opens_the_page_and_reads_what_was_said(doors):
    for door in doors:
        client = Client(headers={"cookie": door["cookie"]})
        page = client.get(door["page"])
        assert page.status_code == 200
        assert page.content.count(b"stored-no-00000012") >= 1
