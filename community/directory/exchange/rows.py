"""Reads and writes many rows of one table at once, as plain columns: objects of the ORM would cost more than all else.

Ids are 32 hex digits here, and nowhere else: they are compared and looked up far more often than anything.
"""

import json
from functools import cache
from operator import attrgetter

from django.db import connection, connections, models

PLAIN = (models.CharField, models.TextField, models.FloatField, models.IntegerField)


# --- Written -------------------------------------------------------------------------
def insert(model, rows, otherwise=""):
    """Put in new rows, {column: value}. A column that a row does not name holds what the model begins with."""
    if not rows:
        return
    statement, places, empty = _table(model)
    begin = [make() for make in empty]
    filled = []
    for row in rows:
        cells = begin.copy()
        for name, value in row.items():
            place, adapt = places[name]
            cells[place] = value if adapt is None or value is None else adapt(value)
        filled.append(cells)
    with connection.cursor() as cursor:
        cursor.executemany(statement + otherwise, filled)


def replace(model, rows):
    """Put these rows, whole, in the place of those with their ids."""
    quote = connection.ops.quote_name
    told = [quote(column.column) for column in model._meta.concrete_fields if not column.primary_key]
    changes = ", ".join(f"{name} = EXCLUDED.{name}" for name in told)
    insert(model, rows, f" ON CONFLICT ({quote(model._meta.pk.column)}) DO UPDATE SET {changes}")


@cache
def _table(model):
    """The statement, {column: (place, what makes a value fit it)}, and what makes each empty cell."""
    quote = connection.ops.quote_name
    columns = [column for column in model._meta.concrete_fields if not isinstance(column, models.AutoField)]
    names = ", ".join(quote(column.column) for column in columns)
    marks = ", ".join(["%s"] * len(columns))
    places = {column.attname: (place, _adapter(column)) for place, column in enumerate(columns)}
    empty = [_empty(column, places[column.attname][1]) for column in columns]
    statement = f"INSERT INTO {quote(model._meta.db_table)} ({names}) VALUES ({marks})"  # noqa: S608  (names of our own tables)
    return statement, places, empty


def _empty(column, adapt):
    def make():
        value = None if column.primary_key else column.get_default()
        return value if adapt is None or value is None else adapt(value)

    return make


def _adapter(column):
    """What makes a value fit its column; None where it fits as it is. The two that come most often take a short way."""
    if isinstance(_kept(column), (*PLAIN, models.BooleanField, models.UUIDField)):
        return None
    here = connections["default"]
    if isinstance(column, models.JSONField) and here.vendor == "sqlite":
        return lambda value: "{}" if value == {} else json.dumps(value)
    return lambda value: column.get_db_prep_save(value, here)


# --- Read ----------------------------------------------------------------------------
def read(model, columns, ids, *, key="id", order=(), **same):
    """Rows, as tuples of these columns, of which `key` is one of the ids; `same`: {column: the value it has}."""
    if not ids:
        return []
    statement, readers = _question(model, tuple(columns), key, tuple(order), tuple(same))
    given = json.dumps(list(ids)) if connection.vendor == "sqlite" else list(ids)
    with connection.cursor() as cursor:
        cursor.execute(statement, [given, *same.values()])
        rows = cursor.fetchall()
    if not rows or not any(readers):
        return rows
    told = zip(*rows, strict=True)
    return list(
        zip(
            *(reads(cells) if reads else cells for reads, cells in zip(readers, told, strict=True)),
            strict=True,
        )
    )


@cache
def _question(model, columns, key, order, same):
    quote, field = connection.ops.quote_name, model._meta.get_field
    asked = ", ".join(quote(field(name).column) for name in columns)
    among = "IN (SELECT value FROM json_each(%s))" if connection.vendor == "sqlite" else "= ANY(%s::uuid[])"
    told = "".join(f" AND {quote(field(name).column)} = %s" for name in same)
    sorted_by = ", ".join(quote(field(name).column) for name in order)
    statement = (
        f"SELECT {asked} FROM {quote(model._meta.db_table)} WHERE {quote(field(key).column)} {among}{told}"  # noqa: S608  (names of our own tables)
    )
    return statement + (f" ORDER BY {sorted_by}" if order else ""), [_reader(field(name)) for name in columns]


def _reader(column):
    """What reads the cells of a column; None where they are right as they come."""
    here = connections["default"]
    kept = _kept(column)
    if isinstance(kept, PLAIN):
        return None
    if isinstance(kept, models.UUIDField):
        return None if here.vendor == "sqlite" else _each(attrgetter("hex"))
    if isinstance(kept, models.JSONField):
        return _each(lambda value: {} if value == "{}" else json.loads(value))
    place = column.get_col(column.model._meta.db_table)
    makers = [*here.ops.get_db_converters(place), *column.get_db_converters(here)]
    if not makers:
        return None

    def made(value):
        for make in makers:
            value = make(value, place, here)
        return value

    return _each(made)


def _each(make):
    return lambda cells: [None if value is None else make(value) for value in cells]


def _kept(column):
    """The field whose values the column holds."""
    return column.target_field if column.is_relation else column
