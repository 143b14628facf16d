"""Fills a database with groups that meet now, and writes who may enter with which session.

`python -m bench.seed FILE NAME=SHAPE…`; a shape is ROOMSxMEMBERS or, with so many words said in each room
already, ROOMSxMEMBERS+MESSAGES. The file: {name: [{path, page, cookie, revision}]}, one door per person.
Rows are made in bulk and not by actions: invitations are not what is measured here.
"""

import json
import os
import sys
import time
import uuid
from datetime import timedelta

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bench.settings")
django.setup()

from django.conf import settings  # noqa: E402  (the registry is ready only now)
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY  # noqa: E402
from django.contrib.auth.hashers import make_password  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection, transaction  # noqa: E402
from django.urls import reverse  # noqa: E402
from django.utils import timezone  # noqa: E402

from bench.shapes import known_words, parse  # noqa: E402
from community import vault  # noqa: E402
from community.accounts.limits import SessionStore, begin  # noqa: E402
from community.accounts.models import User  # noqa: E402
from groups.models import GroupText, Meeting, Membership, Message, OnDuty, PeerGroup, Room  # noqa: E402


@transaction.atomic
def seed(rooms, members, messages=0):
    """So many groups of so many, all in a meeting, with their facilitator's page counted as open."""
    doors = []
    for _ in range(rooms):
        room, meeting = _room(members, messages)
        people = _people(members)
        seats = [_seat(room, user, number) for number, user in enumerate(people, start=1)]
        Membership.objects.bulk_create(seats)
        Message.objects.bulk_create(
            [_message(room, meeting, seats[number % members], number) for number in range(1, messages + 1)]
        )
        doors += [_door(room, user) for user in people]
    return doors


def _room(members, messages):
    now = timezone.now()
    group = PeerGroup.objects.create(
        capacity=members, data_key=vault.new_key(), first_on=now.date(), meets_at=now.time()
    )
    GroupText.objects.create(group=group, language=group.language, name="A group", for_whom="-", about="-")
    room = Room.objects.create(group=group, revision=messages)
    start = now - timedelta(minutes=5)
    meeting = Meeting.objects.create(
        group=group, number=1, starts_at=start, ends_at=start + timedelta(hours=4), opened_at=start
    )
    OnDuty.objects.create(room=room, user=_people(1)[0], until=now + timedelta(hours=4))
    return room, meeting


def _message(room, meeting, author, number):
    """One thing said in the last five minutes; its words are sealed as it is made."""
    return Message(
        room=room,
        meeting=meeting,
        author=author,
        body=known_words(number),
        position=number,
        revision=number,
        client_id=uuid.uuid4(),
        said_at=meeting.starts_at + timedelta(seconds=number),
    )


def _people(count):
    serial = time.time_ns()
    people = [User(username=f"bench-{serial}-{number}", password=_NO_PASSPHRASE) for number in range(count)]
    return User.objects.bulk_create(people)


_NO_PASSPHRASE = make_password(None)


def _seat(room, user, number):
    return Membership(
        group=room.group,
        user=user,
        alias=f"Seat {number}",
        seat_number=number,
        agreed_at=timezone.now(),
        agreed_version=room.group.agreement_version,
    )


def _door(room, user):
    return {
        "path": f"/ws/rooms/{room.pk}/",
        "page": reverse("groups:room", args=[room.pk]),
        "cookie": _cookie(user),
        "revision": room.revision,
    }


def _cookie(user):
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    begin(session, user)
    session.save()
    return f"{settings.SESSION_COOKIE_NAME}={session.session_key}"


def main():
    path, *wanted = sys.argv[1:]
    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)  # pages name these files by their content
    doors = {}
    for name, _sep, shape in (part.partition("=") for part in wanted):
        doors[name] = seed(*parse(shape)[:3])
    if connection.vendor == "postgresql":  # as it would soon do by itself
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
    with open(path, "w") as file:
        json.dump(doors, file)


if __name__ == "__main__":
    main()
