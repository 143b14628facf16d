"""Who comes through a room's door, and how the room stands then: one question to the database, asked very often."""

import json
from dataclasses import dataclass

from django.db.models import Exists, OuterRef

from community.accounts.models import User
from community.lean import Lean
from groups import scene
from groups.models import CheckIn, HelpCall, Meeting, Membership, Message, PeerGroup, Room
from groups.readings import columns_of, is_on, made, moments, staff_here


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


# Of a user no name and no address.
USER = ("password", "id", "display_name", "standing", "is_active")
PREFIXES = {
    Membership: "",
    PeerGroup: "group__",
    Room: "group__room__",
    Meeting: "meeting_on__",
    User: "user__",
}
SHAPE = [
    (model, [name for name in columns_of(model) if model is not User or name in USER]) for model in PREFIXES
]


def _question(room_id, user_id, now, early, late):
    waiting = Message.objects.filter(
        room=OuterRef("group__room"), author=OuterRef("pk"), state__in=Message.WAITING
    )
    names = [PREFIXES[model] + name for model, columns in SHAPE for name in columns]
    return (
        Membership.objects.current()
        .annotate(meeting_on=is_on("group__meetings", early, late))
        .annotate(
            staff_count=staff_here("group__room", now),
            has_called=Exists(HelpCall.objects.filter(caller=OuterRef("pk"))),
            has_waiting=Exists(waiting),
            has_answered=Exists(CheckIn.objects.filter(seat=OuterRef("pk"))),
        )
        .filter(group__room=room_id, user=user_id)
        .order_by("meeting_on__starts_at")
        .values_list(*names, "staff_count", "has_called", "has_waiting", "has_answered")
    )


arrivals = Lean(_question, room_id=Room().pk, user_id=User().pk, **moments())


def arrival_of(*, room_id, user_id):
    """The arrival of somebody with a current seat there, else None. Whether they may come in, the rules say."""
    rows = arrivals.ask(room_id=room_id, user_id=user_id, **moments())
    if not rows:
        return None
    seat, group, room, meeting, user = made(rows[0], SHAPE)
    seat.user, seat.group, room.group, group.room = user, group, group, room
    if meeting:
        meeting.group = group
    return Arrival(seat, meeting, *rows[0][-4:])


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
