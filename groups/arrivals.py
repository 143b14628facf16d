"""Who comes through a room's door, and how the room stands then: one question to the database, asked very often."""

import itertools
import json
from dataclasses import dataclass

from django.db.models import Exists, OuterRef

from community.accounts.lines import AT_ONCE
from community.accounts.models import User
from community.lean import Lean
from groups import fragments, proceedings, scene
from groups.models import (
    Aside,
    CheckIn,
    HelpCall,
    Meeting,
    Membership,
    Message,
    Muting,
    Note,
    PeerGroup,
    Room,
    Sign,
)
from groups.readings import columns_of, is_on, made, moments, staff_here

SECONDS = 10  # what a part says of the clock is no older than that

# What of their own somebody may have in a room, each with the column that names their seat.
OF_ONES_OWN = {
    "call": (HelpCall.objects.all(), "caller"),
    "check": (CheckIn.objects.all(), "seat"),
    "line": (Aside.objects.all(), "member"),
    "mutings": (Muting.objects.all(), "by"),
    "my_signs": (Sign.objects.all(), "seat"),
    "help": (Message.objects.filter(found__isnull=False), "author"),
    "question": (Note.objects.open_questions(), "seat"),
}


@dataclass(frozen=True)
class Arrival:
    """A current seat with `user` and `group.room`, the meeting that is on (or None), and how many staff are here."""

    seat: Membership
    meeting: Meeting | None
    staff_count: int
    has_waiting: bool  # words that nobody else sees yet
    has: frozenset  # of OF_ONES_OWN, what there is or ever was

    @property
    def room(self):
        return self.seat.group.room

    @property
    def signature(self):
        return signature_of(self.room, self.meeting, self.staff_count)


# Of a user no name and no address.
USER = ("password", "id", "display_name", "standing", "is_active", "paused_until")
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
NAMES = [PREFIXES[model] + name for model, columns in SHAPE for name in columns]
ROOM_AT, USER_AT = NAMES.index("group__room__id"), NAMES.index("user__id")


def _question(room_ids, user_ids, now, early, late):
    waiting = Message.objects.filter(
        room=OuterRef("group__room"), author=OuterRef("pk"), state__in=Message.WAITING
    )
    has = {
        f"has_{name}": Exists(things.filter(**{column: OuterRef("pk")}))
        for name, (things, column) in OF_ONES_OWN.items()
    }
    return (
        Membership.objects.current()
        .in_groups()
        .annotate(meeting_on=is_on("group__meetings", early, late))
        .annotate(
            staff_count=staff_here("group__room", now),
            has_waiting=Exists(waiting),
            **has,
        )
        .filter(group__room__in=room_ids, user__in=user_ids)
        .order_by("meeting_on__starts_at")
        .values_list(*NAMES, "staff_count", "has_waiting", *has)
    )


arrivals = Lean(
    _question,
    room_ids=[Room().pk for _ in range(AT_ONCE)],
    user_ids=[User().pk for _ in range(AT_ONCE)],
    **moments(),
)


def arrival_of(*, room_id, user_id):
    """The arrival of somebody with a current seat there, else None. Whether they may come in, the rules say."""
    return arrivals_of([(room_id, user_id)])[0]


def arrivals_of(those):
    """The same for each of at most AT_ONCE, given as (room, user). One query for all."""
    asked = [pair for pair in those if None not in pair]
    if not asked:
        return [None] * len(those)
    rooms, users = map(list, zip(*asked, strict=True))
    found = {}
    for row in arrivals.ask(room_ids=rooms, user_ids=users, **moments()):
        found.setdefault((row[ROOM_AT], row[USER_AT]), row)  # of two meetings at once, the earlier
    return [_made(found[pair]) if pair in found else None for pair in those]


def _made(row):
    seat, group, room, meeting, user = made(row, SHAPE)
    seat.user, seat.group, room.group, group.room = user, group, group, room
    if meeting:
        meeting.group = group
    staff_count, has_waiting, *has = row[len(NAMES) :]
    return Arrival(seat, meeting, staff_count, has_waiting, frozenset(itertools.compress(OF_ONES_OWN, has)))


def own_parts(arrival):
    """What `scene.own` says of somebody who comes in just now. What they have nothing of costs no question."""
    room, seat = arrival.room, arrival.seat
    parts = {"own_seat": scene.own_seat_of(room, seat, arrival.meeting, arrival.staff_count)}
    for name, make in scene.OWN.items():
        if name not in parts:
            parts[name] = make(room, seat) if _may_show(name, arrival) else _unasked(name, arrival)
    return parts


def _may_show(name, arrival):
    is_asked = name == "check" and arrival.room.asks
    return bool(is_asked) or name not in OF_ONES_OWN or name in arrival.has


def _unasked(name, arrival):
    """What stands there for everybody who has nothing: the buttons of a member who shows no sign, else nothing."""
    if name != "my_signs" or arrival.seat.is_staff:
        return ""
    room = arrival.room
    return shelf.fetch((room.pk, name), lambda: proceedings.signs_html(room, frozenset()))


shelf = fragments.Shelf(size=500, seconds=SECONDS)


def shown_to_all(arrival):
    """What `scene.everyone` says, made once for all who come while the room stands as it does."""
    room, meeting = arrival.room, arrival.meeting

    def written():
        return scene.everyone(room, found=scene.Found(meeting, arrival.staff_count, people_in(arrival)))

    return shelf.fetch((room.pk, "parts", arrival.signature), written)


def people_in(arrival):
    """What `scene.people_of` says, in the same way. Not to be changed."""
    room = arrival.room
    return shelf.fetch((room.pk, "people", arrival.signature), lambda: scene.people_of(room))


def signature_of(room, meeting, staff_count):
    """What a page's parts stand for, in two: for everyone, and for staff. What changes them changes this."""
    status = room.status_of(meeting, staff_count)
    everybody = [status, room.mode_now, str(room.paused_at), str(meeting and meeting.pk), room.scene_revision]
    if name := room.visitor_now:
        everybody.append(name)
    return json.dumps([everybody, [room.staff_revision, room.mode_now]])
