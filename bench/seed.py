"""Fills a database with groups that meet now, and writes who may enter with which session.

`python -m bench.seed FILE SHAPE…` (a shape is ROOMSxMEMBERS). The file: {shape: [{path, cookie}]}.
Rows are made in bulk and not by actions: invitations are not what is measured here.
"""

import json
import os
import sys
import time
from datetime import timedelta

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bench.settings")
django.setup()

from django.conf import settings  # noqa: E402  (the registry is ready only now)
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY  # noqa: E402
from django.contrib.auth.hashers import make_password  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import transaction  # noqa: E402
from django.utils import timezone  # noqa: E402

from community import vault  # noqa: E402
from community.accounts.limits import SessionStore, begin  # noqa: E402
from community.accounts.models import User  # noqa: E402
from groups.models import GroupText, Meeting, Membership, OnDuty, PeerGroup, Room  # noqa: E402


@transaction.atomic
def seed(rooms, members):
    """So many groups of so many, all in a meeting, with their facilitator's page counted as open."""
    doors = []
    for _ in range(rooms):
        room = _room(members)
        people = _people(members)
        seats = [_seat(room, user, number) for number, user in enumerate(people, start=1)]
        Membership.objects.bulk_create(seats)
        doors += [{"path": f"/ws/rooms/{room.pk}/", "cookie": _cookie(user)} for user in people]
    return doors


def _room(members):
    now = timezone.now()
    group = PeerGroup.objects.create(
        capacity=members, data_key=vault.new_key(), first_on=now.date(), meets_at=now.time()
    )
    GroupText.objects.create(group=group, language=group.language, name="A group", for_whom="-", about="-")
    room = Room.objects.create(group=group)
    start = now - timedelta(minutes=5)
    Meeting.objects.create(
        group=group, number=1, starts_at=start, ends_at=start + timedelta(hours=4), opened_at=start
    )
    OnDuty.objects.create(room=room, user=_people(1)[0], until=now + timedelta(hours=4))
    return room


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


def _cookie(user):
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    begin(session, user)
    session.save()
    return f"{settings.SESSION_COOKIE_NAME}={session.session_key}"


def main():
    path, *shapes = sys.argv[1:]
    call_command("migrate", verbosity=0)
    doors = {}
    for shape in shapes:
        rooms, members = map(int, shape.split("x"))
        doors[shape] = seed(rooms, members)
    with open(path, "w") as file:
        json.dump(doors, file)


if __name__ == "__main__":
    main()
