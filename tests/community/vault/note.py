"""Tables for these tests alone, in a registry of their own: things with sealed columns."""

import uuid

from django.apps.registry import Apps
from django.db import connection, models

from community import vault


class Note(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    vault_key_id = models.UUIDField()
    kind = models.CharField(max_length=20, blank=True)
    title = vault.SealedText(max_length=20, null=True, blank=True)
    body = vault.SealedText(max_length=200, blank=True)

    class Meta:
        app_label = "notes"
        apps = Apps()


class Letter(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    vault_key_id = models.UUIDField()
    body = vault.SealedText()

    class Meta:
        app_label = "notes"
        apps = Apps()


class Leaflet(models.Model):
    vault_key_id = models.UUIDField()
    body = vault.SealedText()

    class Meta:
        app_label = "notes"
        apps = Apps()


def make_tables():
    """Without the schema editor, which SQLite allows only outside a transaction."""
    with connection.cursor() as cursor:
        for model in (Note, Letter, Leaflet):
            columns = ", ".join(
                f"{field.column} {field.db_type(connection)} {'PRIMARY KEY' if field.primary_key else ''}"
                for field in model._meta.local_fields
            )
            cursor.execute(f"CREATE TABLE {model._meta.db_table} ({columns})")


def stored(note, column):
    """The bytes as the database has them."""
    table, pk = note._meta.db_table, note._meta.pk.get_db_prep_value(note.pk, connection)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {column} FROM {table} WHERE id = %s", [pk])  # noqa: S608
        value = cursor.fetchone()[0]
    return value if value is None else bytes(value)


def put(note, column, value):
    """Write bytes past the vault, as an intruder would."""
    table, pk = note._meta.db_table, note._meta.pk.get_db_prep_value(note.pk, connection)
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE {table} SET {column} = %s WHERE id = %s", [value, pk])  # noqa: S608
