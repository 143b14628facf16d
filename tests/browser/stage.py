"""Sets scenes for browser tests in the server's own database, one order a line on standard input, as JSON.

Run as `python -m tests.browser.stage` with the server's environment. Orders are the functions below by name.
"""

import json
import sys
import uuid
from importlib import import_module

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY  # noqa: E402
from django.db import transaction  # noqa: E402

from community.accounts import limits  # noqa: E402
from community.accounts.models import User  # noqa: E402
from community.screening import Finding, written  # noqa: E402
from groups.actions import message as act  # noqa: E402
from groups.actions.room import attend  # noqa: E402
from groups.models import HelpCall, Membership, Message  # noqa: E402
from moderation.actions.case import open_case  # noqa: E402
from moderation.models import Case, Decision  # noqa: E402
from tests import cast  # noqa: E402
from tests.access.walk import walk_as, world  # noqa: E402

SessionStore = import_module(settings.SESSION_ENGINE).SessionStore
TALK = [
    ("Anna", "Good evening, and welcome. You can write a lot, a little, or only be here."),
    (
        "Kuura",
        "Ours was cancelled on Monday. I had baked already. In the end I took the buns to my neighbour.",
    ),
    (
        "Tuuli",
        "I know that empty afternoon. I go for a walk at the same hour, every time.\n\nIt helps that it is decided.",
    ),
    ("Pihla", "The same hour, that is good. I mostly sit in the car outside my own house."),
    ("Halla", "Mine was yesterday."),
]


def scene(
    talk=0,
    staffed=True,
    theme="When a visit is cancelled",
    aliases=("Kuura", "Halla", "Tuuli", "Meri", "Saari", "Pihla"),
    **group,
):
    """A group with its people, a meeting going on, and so many words said. Answers with ids."""
    group.setdefault("meetings_planned", 10)
    group = cast.make_group(**group)
    people = {
        "Anna": cast.lead(cast.make_staff("facilitator", username=f"anna-{uuid.uuid4().hex[:8]}"), group)
    }
    for alias in aliases:
        people[alias] = cast.seat(
            cast.make_user(f"{alias.lower()}-{uuid.uuid4().hex[:8]}"), group, alias=alias
        )
    meeting = cast.make_meeting(group, theme=theme)
    if staffed:
        attend(room=group.room, actor=people["Anna"], seconds=3600)
    for number in range(talk):
        alias, body = TALK[number % len(TALK)]
        cast.words(people[alias if alias in people else "Anna"], body, meeting=meeting)
    return {
        "room": str(group.room.pk),
        "group": str(group.pk),
        "people": {
            alias: {"seat": str(seat.pk), "user": str(seat.user_id)} for alias, seat in people.items()
        },
    }


def member():
    """Somebody with an account and the cast's passphrase, in no group."""
    person = cast.make_user(f"kuusi-{uuid.uuid4().hex[:8]}")
    return {"username": person.username, "user": str(person.pk)}


def moderator():
    """Somebody who watches over all groups."""
    person = cast.make_staff("moderator", username=f"oskari-{uuid.uuid4().hex[:8]}", display_name="Oskari")
    return {"user": str(person.pk)}


def session(user):
    """A session as signing in would have made it. Answers with its cookie."""
    person = User.objects.get(pk=user)
    store = SessionStore()
    store[SESSION_KEY] = str(person.pk)
    store[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    store[HASH_SESSION_KEY] = person.get_session_auth_hash()
    limits.begin(store, person)
    store.create()
    return {"name": settings.SESSION_COOKIE_NAME, "value": store.session_key}


def said(seat, body, state="shown", rule="", level=4):
    """Words in the room, as they are stored, and what rule spoke; the live server finds them by looking."""
    author = Membership.objects.select_related("group__room", "user").get(pk=seat)
    with transaction.atomic():
        found = written([Finding(rule, level, holds=state == "held")]) if rule else None
        message = cast.words(author, body, state=state, found=found)
    return {"message": str(message.pk)}


def case(seat, state="shown", priority=1):
    """Words in the room that wait in the queue for a moderator, more urgent than what else waits there; 0 alarms."""
    author = Membership.objects.select_related("group__room", "user").get(pk=seat)
    with transaction.atomic():
        message = cast.words(author, "Words that wait.", state=state)
        case = open_case(
            kind="report",
            priority=priority,
            message=message,
            person=author.user,
            group=author.group,
            evidence="[]",
        )
    return {"case": str(case.pk)}


def decided(case):
    """What was decided about a case, or proposed."""
    made = Decision.objects.filter(case=case).first()
    proposed = Case.objects.get(pk=case).proposed_by_id is not None
    return {"measure": made and made.measure, "rule": made and made.rule, "is_proposed": proposed}


def talk(seat, count, answers=False):
    """So many words at once, as when somebody has been away for long; each may answer the one before."""
    author = Membership.objects.select_related("group__room", "user").get(pk=seat)
    with transaction.atomic():
        before = None
        for number in range(count):
            before = cast.words(
                author, f"Word {number + 1} of {count}.", reply_to=before if answers else None
            )
    return {}


def hidden(message, actor, reason="It has a name in it."):
    act.hide(
        message=Message.objects.get(pk=message),
        actor=Membership.objects.get(pk=actor),
        rule="private",
        reason=reason,
    )
    return {}


def bodies(room):
    """What the database holds of a room's words, in their order."""
    messages = Message.objects.filter(room=room).select_related("room__group").order_by("position")
    return {"bodies": [[message.body, message.state] for message in messages]}


def calls(room):
    return {"calls": HelpCall.objects.filter(room=room).count()}


def changed(seat, **fields):
    """Facts of a seat set from outside, as an action elsewhere would."""
    Membership.objects.filter(pk=seat).update(**fields)
    return {}


def main():
    orders = {
        f.__name__: f
        for f in (
            scene,
            member,
            moderator,
            session,
            said,
            case,
            decided,
            talk,
            hidden,
            bodies,
            calls,
            changed,
            world,
            walk_as,
        )
    }
    for line in sys.stdin:
        order = json.loads(line)
        print(json.dumps(orders[order.pop("do")](**order)), flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
