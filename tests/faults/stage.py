"""Seats people in rooms, and reads what is kept, in the servers' own database: one order a line, as JSON.

Run as `python -m tests.faults.stage` with the servers' environment.
"""

import json
import sys

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import OperationalError, connection, transaction  # noqa: E402

from community.accounts import limits  # noqa: E402
from groups.models import Message, Room  # noqa: E402
from tests import cast  # noqa: E402


def prepare():
    """Everything a server needs before it starts."""
    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    return {}


@transaction.atomic
def rooms(count, members):
    """So many groups of so many in a meeting: one leads, the last but one is read first. Answers with their seats."""
    seats = []
    for _ in range(count):
        group = cast.make_group(capacity=members)
        leader = cast.lead(cast.make_staff("facilitator"), group)
        cast.make_meeting(group, opened_at=group.created_at)
        cast.attend(leader.user, group, seconds=30)
        others = [cast.seat(cast.make_user(), group) for _ in range(members - 1)]
        others[-1].is_read_first = True
        others[-1].save(update_fields=["is_read_first"])
        seats += [_facts(seat) for seat in (leader, *others)]
    return {"seats": seats}


def _facts(seat):
    return {
        "seat": str(seat.pk),
        "room": str(seat.group.room.pk),
        "leads": seat.is_staff,
        "cookie": f"{settings.SESSION_COOKIE_NAME}={_session(seat.user)}",
    }


def _session(user):
    store = limits.SessionStore()
    store[SESSION_KEY] = str(user.pk)
    store[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    store[HASH_SESSION_KEY] = user.get_session_auth_hash()
    limits.begin(store, user)
    store.create()
    return store.session_key


def person():
    """Somebody with an account and the cast's passphrase."""
    return {"name": cast.make_user().username}


def rows(rooms):
    """Every message of these rooms as it stands."""
    messages = Message.objects.filter(room__in=rooms).select_related("room__group")
    return {
        "rows": [
            {
                "id": str(message.pk),
                "room": str(message.room_id),
                "author": str(message.author_id),
                "client_id": str(message.client_id),
                "state": message.state,
                "position": message.position,
                "was_held": message.state == Message.State.HELD or message.decided_at is not None,
                "body": message.body,
            }
            for message in messages
        ]
    }


def revisions(rooms):
    """How far each of these rooms goes."""
    counters = Room.objects.filter(pk__in=rooms).values_list("pk", "revision")
    return {"revisions": {str(room): revision for room, revision in counters}}


def main():
    orders = {order.__name__: order for order in (prepare, rooms, person, rows, revisions)}
    for line in sys.stdin:
        order = json.loads(line)
        name = order.pop("do")
        while True:
            try:
                answer = orders[name](**order)
                break
            except OperationalError:  # the database was away, and this line to it is still the old one
                connection.close()
        print(json.dumps(answer), flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
