"""Gives every group of a filled database a topic: `python -m bench.topics FILE REPLIES`, after bench.seed.

The file: {page of the room: page of the topic}. Rows are made in bulk and not by actions, their words sealed as always.
"""

import json
import os
import sys
import uuid

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bench.settings")
django.setup()

from django.db import transaction  # noqa: E402  (the registry is ready only now)
from django.urls import reverse  # noqa: E402

from bench.shapes import known_words  # noqa: E402
from community.forum.models import Reply, Topic  # noqa: E402
from groups.models import Room  # noqa: E402

QUOTES_EVERY = 5  # one reply in so many quotes the one before


@transaction.atomic
def grow(replies):
    """One topic in every group, with so many replies by its members in turn; {page of the room: page of the topic}."""
    pages = {}
    for room in Room.objects.select_related("group"):
        seats = list(room.group.memberships.current())
        topic = Topic.objects.create(
            group=room.group, author=seats[0], title="Evenings", length=replies, client_id=uuid.uuid4()
        )
        written = []
        for number in range(1, replies + 1):
            quoted = written[-1] if number % QUOTES_EVERY == 0 else None
            written.append(_reply(topic, seats[number % len(seats)], number, quoted))
        Reply.objects.bulk_create(written)
        room_page = reverse("groups:room", args=[room.pk])
        pages[room_page] = reverse("forum:topic", args=[topic.pk])
    return pages


def _reply(topic, author, number, quoted):
    return Reply(
        topic=topic,
        author=author,
        opens=number == 1,
        quotes=quoted,
        body=known_words(number),
        position=number,
        revision=1,
        client_id=uuid.uuid4(),
    )


def main():
    path, replies = sys.argv[1], int(sys.argv[2])
    with open(path, "w") as file:
        json.dump(grow(replies), file)


if __name__ == "__main__":
    main()
