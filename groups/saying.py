"""What is said, many people at once: a batch asks the database in few statements, however many are talking.

Everything is read and locked here and nothing is decided: the rules are asked by `groups.actions.saying`.
"""

from dataclasses import dataclass, field
from datetime import timedelta
from functools import cache
from uuid import UUID

from django.db.models.base import ModelState
from django.utils import timezone
from django.utils.translation import get_language

from community.accounts.models import User
from community.screening import Screening
from community.verdicts import YES, Verdict
from groups.models import Meeting, Membership, Message, PeerGroup, Room
from groups.models.meeting import EARLY, LATE
from groups.statements import Statements, new_ids


@dataclass(frozen=True)
class Saying:
    """Words on their way into a room, what screeners saw in them, and the language of whoever hears a refusal."""

    room_id: UUID
    seat_id: UUID
    body: str
    client_id: UUID
    reply_to_id: UUID | None = None
    card: str = ""  # a service that staff share, by its key
    screening: Screening = field(default_factory=Screening)
    verdict: Verdict = YES  # a no that was met before screeners were asked
    language: str = field(default_factory=get_language)

    @property
    def key(self):
        """What makes a resend find its first copy."""
        return self.room_id, self.seat_id, self.client_id


@dataclass
class Standing:
    """How everything stands that rules ask about, from now until the transaction ends."""

    now: timezone.datetime
    ids: list = field(default_factory=list)  # one for each saying, if it becomes a message
    rooms: dict = field(default_factory=dict)  # id -> Room with its group, its row locked
    staff: dict = field(default_factory=dict)  # room id -> how many staff are here
    seats: dict = field(default_factory=dict)  # id -> Membership with its user, its row locked
    meetings: dict = field(default_factory=dict)  # group id -> the Meeting whose time it is
    said: dict = field(default_factory=dict)  # Saying.key -> the first copy
    answered: dict = field(default_factory=dict)  # id -> the placed Message that somebody answers
    times: dict = field(default_factory=dict)  # seat id -> when that person last spoke, oldest first


def standing(sayings, *, since: timedelta | None):
    """Lock the rooms, then the seats, in one order for everybody, and read how all stands.

    `since`: how far back to look for when each person last spoke; None does not look. Five statements, whatever the
    number of sayings; one more for answers.
    """
    db, stands = Statements(), Standing(now=timezone.now(), ids=new_ids(len(sayings)))
    _read_rooms(db, stands, {saying.room_id for saying in sayings})
    _read_seats(db, stands, {saying.seat_id for saying in sayings})
    _read_meetings(db, stands)
    _read_first_copies(db, stands, {saying.key for saying in sayings})
    _read_answered(stands, {saying.reply_to_id for saying in sayings if saying.reply_to_id})
    longest = max((room.slow_seconds for room in stands.rooms.values()), default=0)
    if longest or since is not None:
        _read_times(db, stands, max(since or timedelta(), timedelta(seconds=longest)))
    return stands


def _read_rooms(db, stands, ids):
    room, group = db.of[Room], db.of[PeerGroup]
    rows = db.rows(
        f"SELECT {room.sql}, {group.sql},"  # noqa: S608 - our own columns, here and below
        " (SELECT COUNT(*) FROM groups_onduty d WHERE d.room_id = r.id AND d.until > %s)"
        " FROM groups_room r JOIN groups_peergroup g ON g.id = r.group_id"
        f" WHERE r.id {db.among(ids)} ORDER BY r.id{db.locking('r')}",
        [db.instant(stands.now), *db.ids(ids)],
    )
    for row in rows:
        found = room.instance(db.connection, row, group=group.instance(db.connection, row, len(room)))
        stands.rooms[found.pk] = found
        stands.staff[found.pk] = row[-1]


def _read_seats(db, stands, ids):
    seat, user = db.of[Membership], db.of[User]
    groups = {room.group_id: room.group for room in stands.rooms.values()}
    rows = db.rows(
        f"SELECT {seat.sql}, {user.sql} FROM groups_membership s"  # noqa: S608
        " LEFT JOIN accounts_user u ON u.id = s.user_id"
        f" WHERE s.id {db.among(ids)} ORDER BY s.id{db.locking('s')}",
        db.ids(ids),
    )
    for row in rows:
        found = seat.instance(db.connection, row)
        if found.user_id is not None:
            found._state.fields_cache["user"] = user.instance(db.connection, row, len(seat))
        if found.group_id in groups:
            found._state.fields_cache["group"] = groups[found.group_id]
        stands.seats[found.pk] = found


def _read_meetings(db, stands):
    """As `Room.meeting` would, for all at once: the earliest of those around now is read last."""
    meeting, ids = db.of[Meeting], {room.group_id for room in stands.rooms.values()}
    rows = ids and db.rows(
        f"SELECT {meeting.sql} FROM groups_meeting m WHERE m.group_id {db.among(ids)}"  # noqa: S608
        " AND m.cancelled_at IS NULL AND m.closed_at IS NULL AND m.starts_at <= %s AND m.ends_at > %s"
        " ORDER BY m.starts_at DESC",
        [*db.ids(ids), db.instant(stands.now + EARLY), db.instant(stands.now - LATE)],
    )
    for row in rows:
        found = meeting.instance(db.connection, row)
        stands.meetings[found.group_id] = found


def _read_first_copies(db, stands, keys):
    words = db.of[Message]
    rows = db.rows(
        f"WITH asked(room, author, client) AS ({db.table(keys)})"  # noqa: S608
        f" SELECT {words.sql} FROM asked JOIN groups_message w"
        " ON w.room_id = asked.room AND w.author_id = asked.author AND w.client_id = asked.client",
        db.columns(keys),
    )
    for row in rows:
        found = Message.from_db(db.connection.alias, words.names, words.values(db.connection, row))
        stands.said[found.room_id, found.author_id, found.client_id] = found


def _read_answered(stands, ids):
    placed = ids and Message.objects.filter(pk__in=ids).placed().select_related("author")
    stands.answered.update((message.pk, message) for message in placed)


def _read_times(db, stands, back):
    rows = stands.seats and db.rows(
        "SELECT w.author_id, w.said_at FROM groups_message w"  # noqa: S608
        f" WHERE w.author_id {db.among(stands.seats)} AND w.said_at > %s ORDER BY w.said_at",
        [*db.ids(stands.seats), db.instant(stands.now - back)],
    )
    authors = db.read(Message._meta.get_field("author"), [author for author, _moment in rows])
    moments = db.read(Message._meta.get_field("said_at"), [moment for _author, moment in rows])
    for author, moment in zip(authors, moments, strict=True):
        stands.times.setdefault(author, []).append(moment)


def times_of(seat, *, now, since: timedelta | None, slow: int):
    """When one person last spoke, oldest first, as `standing` reads it for many. One query, none without a pace."""
    if since is None and not slow:
        return []
    back = max(since or timedelta(), timedelta(seconds=slow))
    said = seat.messages.filter(said_at__gt=now - back).order_by("said_at")
    return list(said.values_list("said_at", flat=True))


@cache
def _unsaid():
    """What a new message says of itself before anybody has said it."""
    blank = Message(said_at=None)
    return {field.attname: getattr(blank, field.attname) for field in Message._meta.concrete_fields}


def message_of(saying, *, room, meeting, author, stands):
    """The words as a message, not kept yet. As `Message(…)` makes it, but for the signals, to which nobody listens."""
    message = Message.__new__(Message)
    message._state = ModelState()
    message._state.fields_cache.update(
        room=room, meeting=meeting, author=author, reply_to=None, decided_by=None
    )
    message.__dict__.update(
        _unsaid(),
        id=stands.ids.pop(),
        room_id=room.id,
        meeting_id=meeting.id,
        author_id=author.id,
        body=saying.body,
        client_id=saying.client_id,
        card=saying.card,
        said_at=stands.now,
    )
    return message


def number(counts):
    """Take so many numbers in each of these (locked) rooms: {room id: the first one}. A statement per amount."""
    db, first = Statements(), {}
    for amount in set(counts.values()):
        ids = [room_id for room_id, wanted in counts.items() if wanted == amount]
        rows = db.rows(
            f"UPDATE groups_room SET revision = revision + %s WHERE id {db.among(ids)} RETURNING id, revision",  # noqa: S608
            [amount, *db.ids(ids)],
        )
        rooms = db.read(Room._meta.pk, [room_id for room_id, _revision in rows])
        first.update(zip(rooms, (revision - amount + 1 for _room_id, revision in rows), strict=True))
    return first


def keep(messages):
    """Write the messages, their words sealed as every save seals them. One statement."""
    Statements().insert(messages)
