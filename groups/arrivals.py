"""Who comes through a room's door, and how the room stands then: one question to the database, asked very often."""

import json
from dataclasses import dataclass

from django.db.models import Count, Exists, FilteredRelation, OuterRef, Q
from django.db.models.functions import Coalesce
from django.utils import timezone

from community.accounts.models import User
from community.lean import Lean
from groups import scene
from groups.models import CheckIn, HelpCall, Meeting, Membership, Message, OnDuty, PeerGroup, Room
from groups.models.meeting import EARLY, LATE


@dataclass(frozen=True)
class Arrival:
    """A current seat with `user` and `group.room`, the meeting that is on (or None), and how many staff are here."""

    seat: Membership
    meeting: Meeting | None
    staff_count: int
    has_called: bool  # for help, ever
    has_waiting: bool  # words that nobody else sees yet
    has_answered: bool  # a check-in or check-out, ever

    @property
    def room(self):
        return self.seat.group.room

    @property
    def status(self):
        return self.room.status_of(self.meeting, self.staff_count)


PARTS = (  # what is asked for, in the order of the columns; of a user no name and no address
    (Membership, "", None),
    (PeerGroup, "group__", None),
    (Room, "group__room__", None),
    (Meeting, "meeting_on__", None),
    (User, "user__", ("id", "password", "standing", "is_active", "display_name")),
)


def _columns(model, wanted):
    """In the model's own order, as `from_db` counts on."""
    names = [field.attname for field in model._meta.concrete_fields]
    return [name for name in names if name in (wanted or names)]


SHAPE = [(model, _columns(model, wanted)) for model, _prefix, wanted in PARTS]


def _question(room_id, user_id, now, early, late):
    """`early` and `late` are what MeetingQuerySet.around makes of now."""
    is_on = Q(
        group__meetings__cancelled_at=None,
        group__meetings__closed_at=None,
        group__meetings__starts_at__lte=early,
        group__meetings__ends_at__gt=late,
    )
    waiting = Message.objects.filter(
        room=OuterRef("group__room"), author=OuterRef("pk"), state__in=Message.WAITING
    )
    here = OnDuty.objects.filter(room=OuterRef("group__room"), until__gt=now).values("room")
    names = [
        prefix + name
        for (_model, prefix, _wanted), (_, names) in zip(PARTS, SHAPE, strict=True)
        for name in names
    ]
    return (
        Membership.objects.current()
        .annotate(meeting_on=FilteredRelation("group__meetings", condition=is_on))
        .annotate(
            staff_count=Coalesce(here.annotate(here=Count("pk")).values("here"), 0),
            has_called=Exists(HelpCall.objects.filter(caller=OuterRef("pk"))),
            has_waiting=Exists(waiting),
            has_answered=Exists(CheckIn.objects.filter(seat=OuterRef("pk"))),
        )
        .filter(group__room=room_id, user=user_id)
        .order_by("meeting_on__starts_at")
        .values_list(*names, "staff_count", "has_called", "has_waiting", "has_answered")
    )


_now = timezone.now()
arrivals = Lean(
    _question,
    room_id=Room().pk,
    user_id=User().pk,
    now=_now,
    early=_now + EARLY,
    late=_now - LATE,
)


def arrival_of(*, room_id, user_id):
    """The arrival of somebody with a current seat there, else None. Whether they may come in, the rules say."""
    now = timezone.now()
    rows = arrivals.ask(room_id=room_id, user_id=user_id, now=now, early=now + EARLY, late=now - LATE)
    if not rows:
        return None
    row, made, start = rows[0], [], 0
    for model, columns in SHAPE:
        values = row[start : start + len(columns)]
        start += len(columns)
        made.append(model.from_db("default", columns, values) if any(values) else None)
    seat, group, room, meeting, user = made
    seat.user, seat.group, room.group = user, group, group
    group.room = room
    return Arrival(seat, meeting, *row[start:])


# Whether a part of one person's own has nothing to show, as far as is known then: most cost no question so.
IS_EMPTY = {
    "call": lambda arrival: not arrival.has_called,
    "check": lambda arrival: not arrival.room.asks and not arrival.has_answered,
}


def own_parts(arrival):
    """What `scene.own` says of somebody who comes in just now."""
    room, seat = arrival.room, arrival.seat
    parts = {"own_seat": scene.own_seat_of(room, seat, arrival.meeting, arrival.staff_count)}
    for name, make in scene.OWN.items():
        if name not in parts:
            parts[name] = "" if name in IS_EMPTY and IS_EMPTY[name](arrival) else make(room, seat)
    return parts


def signature_of(room, meeting, staff_count):
    """What a page's parts stand for, in two: for everyone, and for staff. What changes them changes this."""
    status = room.status_of(meeting, staff_count)
    everybody = [status, room.mode, str(room.paused_at), str(meeting and meeting.pk), room.scene_revision]
    return json.dumps([everybody, room.staff_revision])
