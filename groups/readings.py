"""What a page has missed, read for many pages at once: the room and its transcript in two questions.

Rooms come back together, after a break or a restart; what one reading costs, two hundred cost at once.
"""

from functools import cache

from django.db import DEFAULT_DB_ALIAS
from django.db.models import Count, FilteredRelation, OuterRef, Q
from django.db.models.base import ModelState
from django.db.models.functions import Coalesce
from django.utils import timezone

from community.accounts.models import User
from community.lean import Lean
from community.vault import SealedText
from groups.models import Meeting, Membership, Message, OnDuty, PeerGroup, Room
from groups.models.meeting import EARLY, LATE


def columns_of(model):
    return [field.attname for field in model._meta.concrete_fields]


def is_on(path, early, late):
    """The same as MeetingQuerySet.around, from another table; `early` and `late` are what it makes of now."""
    held = {"cancelled_at": None, "closed_at": None, "starts_at__lte": early, "ends_at__gt": late}
    return FilteredRelation(path, condition=Q(**{f"{path}__{name}": value for name, value in held.items()}))


def staff_here(room, now):
    """How many of the room's staff are in it, as a column. `room`: where its id stands."""
    here = OnDuty.objects.filter(room=OuterRef(room), until__gt=now).values("room")
    return Coalesce(here.annotate(here=Count("pk")).values("here"), 0)


def made(row, shape):
    """Models from the columns of a row, in that shape: [(model, its columns)]; None where it was joined to nothing."""
    start = 0
    for model, columns in shape:
        values = row[start : start + len(columns)]
        start += len(columns)
        yield instance(model, columns, values) if any(values) else None


def instance(model, columns, values):
    """As `Model.from_db`, but for the signals, which nobody here listens to: that takes four times as long."""
    made = model.__new__(model)
    made._state = ModelState()
    made._state.adding, made._state.db = False, DEFAULT_DB_ALIAS
    made.__dict__.update(zip(columns, values, strict=True))
    for name in _sealed(model):
        if name in made.__dict__:
            setattr(made, name, made.__dict__[name])  # so its words learn their place
    return made


@cache
def _sealed(model):
    return [field.attname for field in model._meta.concrete_fields if isinstance(field, SealedText)]


def moments():
    """Now, and what MeetingQuerySet.around makes of it."""
    now = timezone.now()
    return {"now": now, "early": now + EARLY, "late": now - LATE}


# --- The room ------------------------------------------------------------------------------------
ROOM = [(Room, columns_of(Room)), (PeerGroup, columns_of(PeerGroup)), (Meeting, columns_of(Meeting))]


def _room(room_id, now, early, late):
    prefixes = ("", "group__", "meeting_on__")
    names = [prefix + name for prefix, (_, columns) in zip(prefixes, ROOM, strict=True) for name in columns]
    return (
        Room.objects.filter(pk=room_id)
        .annotate(meeting_on=is_on("group__meetings", early, late))
        .annotate(staff_count=staff_here("pk", now))
        .order_by("meeting_on__starts_at")
        .values_list(*names, "staff_count")
    )


rooms = Lean(_room, room_id=Room().pk, **moments())


def room_now(room_id):
    """The room with its group, the meeting that is on (or None), and how many staff are here; None when it is gone."""
    rows = rooms.ask(room_id=Room._meta.pk.to_python(room_id), **moments())
    if not rows:
        return None
    room, group, meeting = made(rows[0], ROOM)
    room.group, group.room = group, room
    if meeting:
        meeting.group = group
    return room, meeting, rows[0][-1]


# --- Its seats -----------------------------------------------------------------------------------
SEAT = ["id", "alias", "part", "seat_number"]
seats = Lean(
    lambda group_id: (
        Membership.objects.current().filter(group=group_id).order_by("seat_number").values_list(*SEAT)
    ),
    group_id=PeerGroup().pk,
)


def seats_in(group):
    """The current seats in their order, with what the circle shows of them. One query."""
    return [instance(Membership, SEAT, row) for row in seats.ask(group_id=group.pk)]


# --- Its transcript ------------------------------------------------------------------------------
# What the pieces show; all else is asked for when somebody needs it. Fifty rows of a column more are a tenth of a
# millisecond more, and that two hundred times.
NEVER_SHOWN = {"room_id", "client_id", "decided_at", "reason", "found"}
AUTHOR = [name for name in columns_of(Membership) if name in {"id", "alias", "part", "left_at"}]
SAID = [name for name in columns_of(Message) if name not in NEVER_SHOWN]


def _changes(limit):
    def question(room_id, revision, meeting_id=None):
        names = [*SAID, *(f"author__{name}" for name in AUTHOR)]
        changed = Message.objects.filter(room=room_id).since(revision, meeting_id)
        return changed.values_list(*names)[:limit]

    return question


LIMIT = 301
_examples = {"room_id": Room().pk, "revision": 2**62 - 1}
during = Lean(_changes(LIMIT), **_examples, meeting_id=Meeting().pk)
between = Lean(_changes(LIMIT), **_examples)  # meetings: of words only that they are gone


def changes(room, meeting, revision):
    """The messages of `Message.objects.since`, at most LIMIT, with all that their pieces show but the answers."""
    asked = {"room_id": room.pk, "revision": revision}
    rows = during.ask(**asked, meeting_id=meeting.pk) if meeting else between.ask(**asked)
    return _messages(rows, room)


def _said(meeting_id, before):
    names = [*SAID, *(f"author__{name}" for name in AUTHOR)]
    placed = Message.objects.filter(meeting=meeting_id, position__lt=before).placed()
    return placed.reverse().values_list(*names)[:SHOWN]


SHOWN = 201  # as many as a page shows, and one
FROM_THE_END = 2**63 - 1
said = Lean(_said, meeting_id=Meeting().pk, before=FROM_THE_END)


def said_at(room, meeting, before=FROM_THE_END, *, at_most):
    """The last messages of that meeting before that position, oldest first, and whether there are more. One query."""
    rows = said.ask(meeting_id=meeting.pk, before=before)
    return _messages(rows[:at_most][::-1], room), len(rows) > at_most


def _messages(rows, room):
    messages, authors = [], {}
    for row in rows:
        message = instance(Message, SAID, row[: len(SAID)])
        related = message._state.fields_cache
        message.__dict__["room_id"], related["room"] = room.pk, room
        if author := message.author_id:
            if author not in authors:
                authors[author] = instance(Membership, AUTHOR, row[len(SAID) :])
            related["author"] = authors[author]
        messages.append(message)
    deciders = {message.decided_by_id for message in messages} - {None}
    deciders = User.objects.in_bulk(deciders) if deciders else {}
    for message in messages:
        if message.decided_by_id:
            message.decided_by = deciders[message.decided_by_id]
    return messages
