"""What is said, many people at once: a batch asks the database in few statements, however many are talking.

Statements of our own, since Django's building of queries was most of what a message cost (4.6 of 5 ms). Everything
is read and locked here, nothing is decided: the rules are asked by `groups.actions.message`.
"""

from dataclasses import dataclass, field
from datetime import timedelta
from functools import cache
from uuid import UUID

from django.db import connection
from django.utils import timezone
from django.utils.translation import get_language

from community.accounts.models import User
from community.screening import Screening
from community.vault import SealedText
from groups.models import Meeting, Membership, Message, PeerGroup, Room, Turn
from groups.models.meeting import EARLY, LATE


@dataclass(frozen=True)
class Saying:
    """Words on their way into a room, what screeners saw in them, and the language of whoever hears a refusal."""

    room_id: UUID
    seat_id: UUID
    body: str
    client_id: UUID
    reply_to_id: UUID | None = None
    screening: Screening = field(default_factory=Screening)
    language: str = field(default_factory=get_language)

    @property
    def key(self):
        """What makes a resend find its first copy."""
        return self.room_id, self.seat_id, self.client_id


@dataclass
class Standing:
    """How everything stands that rules ask about, from now until the transaction ends."""

    now: timezone.datetime
    rooms: dict = field(default_factory=dict)  # id -> Room with its group, its row locked
    staff: dict = field(default_factory=dict)  # room id -> how many staff are here
    seats: dict = field(default_factory=dict)  # id -> Membership with its user, its row locked
    meetings: dict = field(default_factory=dict)  # group id -> the Meeting whose time it is
    turns: dict = field(
        default_factory=dict
    )  # room id -> whose turn it is (a seat's id), for rooms in a round
    said: dict = field(default_factory=dict)  # Saying.key -> the first copy
    answered: dict = field(default_factory=dict)  # id -> the placed Message that somebody answers
    times: dict = field(default_factory=dict)  # seat id -> when that person last spoke, oldest first


class Columns:
    """A model's columns in a statement of our own, and the way back from a row to an instance."""

    def __init__(self, model, alias, without=()):
        fields = [kept for kept in model._meta.concrete_fields if not _is_left_out(kept, without)]
        quoted = connection.ops.quote_name
        self.model, self.names = model, [kept.attname for kept in fields]
        self.sql = ", ".join(f"{alias}.{quoted(kept.column)}" for kept in fields)
        self.converters = [
            (place, converter, kept.get_col(alias))
            for place, kept in enumerate(fields)
            for converter in _converters(kept.get_col(alias))
        ]

    def instance(self, row, start=0):
        """The instance whose columns begin at that place of the row; columns left out load when asked for."""
        values = list(row[start : start + len(self.names)])
        for place, converter, expression in self.converters:
            if values[place] is not None:
                values[place] = converter(values[place], expression, connection)
        return self.model.from_db(connection.alias, self.names, values)

    def __len__(self):
        return len(self.names)


def _is_left_out(kept, without):
    return kept.attname in without or (isinstance(kept, SealedText) and kept.model is not Message)


def _converters(expression):
    return [*connection.ops.get_db_converters(expression), *expression.get_db_converters(connection)]


@cache
def columns(vendor):
    """The columns of each model a batch reads; sealed words and passphrases stay where they are."""
    return {
        Room: Columns(Room, "r"),
        PeerGroup: Columns(PeerGroup, "g"),
        Membership: Columns(Membership, "s"),
        User: Columns(User, "u", without=("password", "email", "last_login")),
        Meeting: Columns(Meeting, "m"),
        Message: Columns(Message, "w"),
    }


def standing(sayings, *, since: timedelta | None):
    """Lock the rooms, then the seats, in one order for everybody, and read how all stands.

    `since`: how far back to look for when each person last spoke; None does not look. Five statements, whatever the
    number of sayings; one more each for rounds and answers.
    """
    stands = Standing(now=timezone.now())
    _read_rooms(stands, {saying.room_id for saying in sayings})
    _read_seats(stands, {saying.seat_id for saying in sayings})
    _read_meetings(stands)
    _read_turns(stands)
    _read_first_copies(stands, sayings)
    _read_answered(stands, {saying.reply_to_id for saying in sayings if saying.reply_to_id})
    longest = max((room.slow_seconds for room in stands.rooms.values()), default=0)
    if longest or since is not None:
        _read_times(stands, max(since or timedelta(), timedelta(seconds=longest)))
    return stands


def _read_rooms(stands, ids):
    kinds = columns(connection.vendor)
    room, group = kinds[Room], kinds[PeerGroup]
    rows = _rows(
        f"SELECT {room.sql}, {group.sql},"  # noqa: S608 - names of our own columns
        " (SELECT COUNT(*) FROM groups_onduty d WHERE d.room_id = r.id AND d.until > %s)"
        " FROM groups_room r JOIN groups_peergroup g ON g.id = r.group_id"
        f" WHERE r.id IN ({_marks(ids)}) ORDER BY r.id{_locking('r')}",
        [_instant(stands.now), *map(_id, ids)],
    )
    for row in rows:
        found = room.instance(row)
        found.group = group.instance(row, len(room))
        stands.rooms[found.pk] = found
        stands.staff[found.pk] = row[-1]


def _read_seats(stands, ids):
    kinds = columns(connection.vendor)
    seat, user = kinds[Membership], kinds[User]
    groups = {room.group_id: room.group for room in stands.rooms.values()}
    rows = _rows(
        f"SELECT {seat.sql}, {user.sql} FROM groups_membership s"  # noqa: S608
        " LEFT JOIN accounts_user u ON u.id = s.user_id"
        f" WHERE s.id IN ({_marks(ids)}) ORDER BY s.id{_locking('s')}",
        [*map(_id, ids)],
    )
    for row in rows:
        found = seat.instance(row)
        if found.user_id is not None:
            found.user = user.instance(row, len(seat))
        if found.group_id in groups:
            found.group = groups[found.group_id]
        stands.seats[found.pk] = found


def _read_meetings(stands):
    """As `Room.meeting` would, for all at once: the earliest of those around now is read last."""
    meeting = columns(connection.vendor)[Meeting]
    ids = {room.group_id for room in stands.rooms.values()}
    rows = ids and _rows(
        f"SELECT {meeting.sql} FROM groups_meeting m WHERE m.group_id IN ({_marks(ids)})"  # noqa: S608
        " AND m.cancelled_at IS NULL AND m.closed_at IS NULL AND m.starts_at <= %s AND m.ends_at > %s"
        " ORDER BY m.starts_at DESC",
        [*map(_id, ids), _instant(stands.now + EARLY), _instant(stands.now - LATE)],
    )
    for row in rows:
        found = meeting.instance(row)
        stands.meetings[found.group_id] = found


def _read_turns(stands):
    rooms = [room for room in stands.rooms.values() if room.mode == Room.Mode.ROUND]
    turns = rooms and Turn.objects.filter(
        round__room__in=rooms, round__ended_at=None, state=Turn.State.NOW
    ).values_list("round__room_id", "seat_id")
    stands.turns.update(turns)


def _read_first_copies(stands, sayings):
    words = columns(connection.vendor)[Message]
    keys = {saying.key for saying in sayings}
    rows = _rows(
        f"WITH asked(room, author, client) AS (VALUES {_marks(keys, '(%s, %s, %s)')})"  # noqa: S608
        f" SELECT {words.sql} FROM asked JOIN groups_message w"
        " ON w.room_id = asked.room AND w.author_id = asked.author AND w.client_id = asked.client",
        [_id(part) for key in keys for part in key],
    )
    for row in rows:
        found = words.instance(row)
        stands.said[found.room_id, found.author_id, found.client_id] = found


def _read_answered(stands, ids):
    placed = ids and Message.objects.filter(pk__in=ids).placed().select_related("author")
    stands.answered.update((message.pk, message) for message in placed)


def _read_times(stands, back):
    rows = _rows(
        "SELECT w.author_id, w.said_at FROM groups_message w"  # noqa: S608
        f" WHERE w.author_id IN ({_marks(stands.seats)}) AND w.said_at > %s ORDER BY w.said_at",
        [*map(_id, stands.seats), _instant(stands.now - back)],
    )
    author = _converters(Message._meta.get_field("author").get_col("w"))
    said_at = _converters(Message._meta.get_field("said_at").get_col("w"))
    for seat_id, moment in rows:
        for converter in author:
            seat_id = converter(seat_id, None, connection)
        for converter in said_at:
            moment = converter(moment, None, connection)
        stands.times.setdefault(seat_id, []).append(moment)


def number(counts):
    """Take so many numbers in each of these (locked) rooms: {room id: the first one}. A statement per amount."""
    first = {}
    convert = _converters(Room._meta.pk.get_col("r"))
    for amount in set(counts.values()):
        ids = [room_id for room_id, wanted in counts.items() if wanted == amount]
        rows = _rows(
            f"UPDATE groups_room SET revision = revision + %s WHERE id IN ({_marks(ids)})"  # noqa: S608
            " RETURNING id, revision",
            [amount, *map(_id, ids)],
        )
        for room_id, revision in rows:
            for converter in convert:
                room_id = converter(room_id, None, connection)
            first[room_id] = revision - amount + 1
    return first


def keep(messages):
    """Write the messages, their words sealed as every save seals them. One statement."""
    fields = Message._meta.local_concrete_fields
    rows = [
        [kept.get_db_prep_save(kept.pre_save(message, add=True), connection) for kept in fields]
        for message in messages
    ]
    names = ", ".join(connection.ops.quote_name(kept.column) for kept in fields)
    row = f"({', '.join(['%s'] * len(fields))})"
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO groups_message ({names}) VALUES {_marks(rows, row)}",  # noqa: S608
            [value for values in rows for value in values],
        )
    for message in messages:
        message._state.adding, message._state.db = False, connection.alias


def _rows(sql, params):
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return cursor.fetchall()


def _marks(values, mark="%s"):
    return ", ".join([mark] * len(values))


def _locking(alias):
    """SQLite has one writer, and a transaction that writes has begun as one."""
    return f" FOR NO KEY UPDATE OF {alias}" if connection.features.has_select_for_update else ""


def _id(value):
    return value if connection.features.has_native_uuid_field else value.hex


def _instant(moment):
    return connection.ops.adapt_datetimefield_value(moment)
