"""Statements of our own, where building them the usual way would cost more than all the rest: the way of a message.

Values go in and rows come back as Django itself would have them on this database.
"""

import os
import time
from datetime import UTC
from functools import cache, lru_cache
from uuid import UUID

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import CharField, DateTimeField, IntegerField, UUIDField
from django.db.models.base import ModelState

from community.accounts.models import User
from community.vault import SealedText
from groups.models import Meeting, Membership, Message, PeerGroup, Room


class Columns:
    """A model's columns in a statement, and the way back from a row to an instance."""

    def __init__(self, connection, model, alias, only=()):
        fields = [field for field in model._meta.concrete_fields if not only or field.attname in only]
        quoted = connection.ops.quote_name
        self.model, self.names = model, [field.attname for field in fields]
        self.sql = ", ".join(f"{alias}.{quoted(field.column)}" for field in fields)
        self.converters = [
            (place, converter, field.get_col(alias))
            for place, field in enumerate(fields)
            for converter in _converters(connection, field)
        ]

    def __len__(self):
        return len(self.names)

    def values(self, connection, row, start=0):
        """The values whose columns begin at that place of the row."""
        values = list(row[start : start + len(self.names)])
        for place, converter, expression in self.converters:
            if values[place] is not None:
                values[place] = converter(values[place], expression, connection)
        return values

    def instance(self, connection, row, start=0, **related):
        """The instance of these values; a column that was left out is loaded when it is asked for.

        As `Model.from_db`, but for the signals, which nobody here listens to: that takes four times as long. Not for
        models with sealed words, which must learn their place.
        """
        made = self.model.__new__(self.model)
        made._state = ModelState()
        made._state.adding, made._state.db = False, connection.alias
        made._state.fields_cache.update(related)
        made.__dict__.update(zip(self.names, self.values(connection, row, start), strict=True))
        return made


# What rules ask of each. A rule that asks for more gets it all the same, by a query of its own.
ROOM = ["id", "group_id", "revision", "mode", "mode_after", "paused_at", "slow_seconds", "quiet_until"]
GROUP = [
    "id",
    "kind",
    "language",
    "time_zone",
    "is_read_first",
    "staff_needed",
    "agreement_version",
    "data_key_id",
]
SEAT = ["id", "group_id", "user_id", "part", "alias", "left_at", "agreed_at", "agreed_version"]
SEAT += ["is_read_first", "muted_until", "read_first_until", "listens_until"]
USER = ["id", "standing", "is_active", "paused_until"]
MEETING = ["id", "group_id", "starts_at", "ends_at", "opened_at", "closed_at", "cancelled_at"]


@cache
def _columns(vendor):
    connection = connections[DEFAULT_DB_ALIAS]
    return {
        Room: Columns(connection, Room, "r", ROOM),
        PeerGroup: Columns(connection, PeerGroup, "g", GROUP),
        Membership: Columns(connection, Membership, "s", SEAT),
        User: Columns(connection, User, "u", USER),
        Meeting: Columns(connection, Meeting, "m", MEETING),
        Message: Columns(connection, Message, "w"),
    }


same_uuid = lru_cache(maxsize=20_000)(UUID)  # the same rooms and seats come again with every batch


def _is_uuid(field):
    return isinstance(field.target_field if field.is_relation else field, UUIDField)


def _converters(connection, field):
    if _is_uuid(field):
        is_ready = connection.features.has_native_uuid_field
        return [] if is_ready else [lambda value, expression, connection: same_uuid(value)]
    if isinstance(field, DateTimeField) and connection.vendor == "sqlite" and connection.timezone is UTC:
        return [_in_utc]
    column = field.get_col("t")
    return [*connection.ops.get_db_converters(column), *column.get_db_converters(connection)]


def _in_utc(value, expression, connection):
    """As Django makes a moment read from SQLite aware, without asking the settings each time."""
    return value if value.tzinfo else value.replace(tzinfo=UTC)


@cache
def _writers(vendor, model):
    connection = connections[DEFAULT_DB_ALIAS]
    return [_writer(connection, field) for field in model._meta.local_concrete_fields]


def _writer(connection, field):
    """A function that gives an instance’s value of a field as its save would; a short way for the plainest."""
    name = field.attname
    if _is_uuid(field):
        if connection.features.has_native_uuid_field:
            return lambda instance: instance.__dict__[name]
        return lambda instance: (value := instance.__dict__[name]) and value.hex
    if type(field) is CharField and not field.null:
        return lambda instance: str(instance.__dict__[name])
    if isinstance(field, IntegerField):
        return lambda instance: instance.__dict__[name]
    if type(field) is DateTimeField and not (field.auto_now or field.auto_now_add):
        adapted = lru_cache(maxsize=16)(connection.ops.adapt_datetimefield_value)  # a batch has one moment
        return lambda instance: adapted(instance.__dict__[name])
    written = _saved(field)
    if isinstance(field, SealedText):
        return lambda instance: written(instance) if instance.__dict__[name] else instance.__dict__[name]
    return written


def _saved(field):
    return lambda instance: field.get_db_prep_save(
        field.pre_save(instance, add=True), connections[DEFAULT_DB_ALIAS]
    )


class Statements:
    """This thread's connection, once looked up: asked for at every value, it alone cost a tenth of a message."""

    def __init__(self):
        self.connection = connections[DEFAULT_DB_ALIAS]
        self.of = _columns(self.connection.vendor)
        self.has_uuids = self.connection.features.has_native_uuid_field

    def rows(self, sql, params):
        """What a statement gives."""
        with self.connection.cursor() as cursor:
            cursor.execute(sql, params)
            return cursor.fetchall()

    def insert(self, instances):
        """Write new instances of one model, each field as its save would. One statement."""
        meta = instances[0]._meta
        fields = meta.local_concrete_fields
        names = ", ".join(self.connection.ops.quote_name(field.column) for field in fields)
        writers = _writers(self.connection.vendor, type(instances[0]))
        rows = [[write(instance) for write in writers] for instance in instances]
        if self.connection.vendor == "postgresql":
            self._copy(f"COPY {meta.db_table} ({names}) FROM STDIN", rows)
        else:
            row = f"({marks(fields)})"
            sql = f"INSERT INTO {meta.db_table} ({names}) VALUES {marks(instances, row)}"  # noqa: S608
            with self.connection.cursor() as cursor:
                cursor.execute(sql, [value for row in rows for value in row])
        for instance in instances:
            instance._state.adding, instance._state.db = False, self.connection.alias

    def _copy(self, sql, rows):
        """To look for the places of two thousand values takes psycopg six times as long as to copy the rows."""
        with (
            self.connection.cursor() as cursor,
            self.connection.wrap_database_errors,
            cursor.copy(sql) as copy,
        ):
            for row in rows:
                copy.write_row(row)

    def read(self, field, values):
        """Values of one column, as the field has them."""
        for converter in _converters(self.connection, field):
            values = [converter(value, field.get_col("t"), self.connection) for value in values]
        return values

    def locking(self, alias):
        """How rows are locked; on SQLite there is one writer, and the transaction has begun as one."""
        has_locks = self.connection.features.has_select_for_update
        return f" FOR NO KEY UPDATE OF {alias}" if has_locks else ""

    # Many UUIDs go to PostgreSQL as one value: the statement is the same then, however many they are, and is read and
    # planned once.
    def among(self, values):
        """The condition to be one of these `ids`."""
        return "= ANY(%s::uuid[])" if self.has_uuids else f"IN ({marks(values)})"

    def ids(self, values):
        """UUIDs as this database takes them."""
        listed = [value.hex for value in values]
        return ["{" + ",".join(listed) + "}"] if self.has_uuids else listed

    def table(self, rows):
        """A table of rows of three UUIDs, given by `columns`."""
        if self.has_uuids:
            return "SELECT * FROM unnest(%s::uuid[], %s::uuid[], %s::uuid[])"
        return f"VALUES {marks(rows, '(%s, %s, %s)')}"

    def columns(self, rows):
        """The values of that table as this database takes them."""
        if self.has_uuids:
            return [value for column in zip(*rows, strict=True) for value in self.ids(column)]
        return self.ids(value for row in rows for value in row)

    def instant(self, moment):
        return self.connection.ops.adapt_datetimefield_value(moment)


def marks(values, mark="%s"):
    """A place for each value."""
    return ", ".join([mark] * len(values))


def new_ids(count):
    """So many new ids: 74 random bits each, and the time before them, so that an index of them grows at its end only.

    With ids all random, every word kept would write a page of that index by itself. Random bits are asked for once:
    asking the system lets another thread in each time.
    """
    now, random = (time.time_ns() // 1_000_000).to_bytes(6, "big"), os.urandom(10 * count)
    return [UUID(bytes=now + random[at : at + 10], version=4) for at in range(0, 10 * count, 10)]
