"""Writes many rows of one table at once, as plain columns: objects of the ORM would cost more than all else here."""

import json
from functools import cache
from operator import attrgetter

from django.db import connection, connections, models

AS_THEY_ARE = (
    models.CharField,
    models.TextField,
    models.BooleanField,
    models.FloatField,
    models.IntegerField,
)


def blank(model):
    """A row with nothing in it: {column: default}."""
    return {
        column.attname: column.get_default()
        for column in model._meta.concrete_fields
        if not column.primary_key
    }


def insert(model, rows):
    """Put in new rows ({column: value}, all columns of the model but those the database counts itself)."""
    _write(model, rows, "")


def replace(model, rows):
    """Put these rows in the place of those with their ids."""
    quote = connection.ops.quote_name
    told = [quote(column.column) for column in model._meta.concrete_fields if not column.primary_key]
    changes = ", ".join(f"{name} = EXCLUDED.{name}" for name in told)
    _write(model, rows, f" ON CONFLICT ({quote(model._meta.pk.column)}) DO UPDATE SET {changes}")


def _write(model, rows, otherwise):
    if not rows:
        return
    quote = connection.ops.quote_name
    columns = [column for column in model._meta.concrete_fields if not isinstance(column, models.AutoField)]
    names = ", ".join(quote(column.column) for column in columns)
    marks = ", ".join(["%s"] * len(columns))
    adapted = [(column.attname, _adapter(column)) for column in columns]
    with connection.cursor() as cursor:
        cursor.executemany(
            f"INSERT INTO {quote(model._meta.db_table)} ({names}) VALUES ({marks}){otherwise}",  # noqa: S608  (names of our own tables)
            [
                [
                    adapt(row[name]) if adapt and row[name] is not None else row[name]
                    for name, adapt in adapted
                ]
                for row in rows
            ],
        )


@cache
def _adapter(column):
    """What makes a value fit its column; None where it fits as it is. The two that come most often take a short way."""
    if isinstance(column, AS_THEY_ARE):
        return None
    here = connections["default"]
    kind = column.target_field if column.is_relation else column
    if isinstance(kind, models.UUIDField):
        return None if here.features.has_native_uuid_field else attrgetter("hex")
    if isinstance(column, models.JSONField) and here.vendor == "sqlite":
        return lambda value: "{}" if value == {} else json.dumps(value)
    return lambda value: column.get_db_prep_save(value, here)
