import pytest
from django.core.management import call_command
from django.db import connection, connections

from community import vault
from community.vault.keys import KeyRing
from tests.community.vault.note import Note, make_tables

SQLITE = connection.vendor == "sqlite"
WORDS = b"We spoke about the bunk beds."


# PostgreSQL wipes only outside a transaction; on SQLite a file of its own stands in for the usual database.
pytestmark = pytest.mark.django_db(transaction=not SQLITE)


@pytest.fixture
def disk(tmp_path):
    """What lies on the disk: a function that gives all bytes of the database."""
    if not SQLITE:
        make_tables()
        yield bytes_of_postgresql
        with connection.cursor() as cursor:
            cursor.execute("DROP TABLE notes_note, notes_letter, notes_leaflet")
        return
    usual, here = connections["default"], connections["default"].copy()
    here.settings_dict["NAME"] = str(tmp_path / "vierelle.sqlite3")
    connections["default"] = here
    with here.schema_editor() as editor:
        editor.create_model(vault.DataKey)
    make_tables()
    yield lambda: b"".join(path.read_bytes() for path in tmp_path.iterdir() if path.is_file())
    here.close()
    connections["default"] = usual


def bytes_of_postgresql():
    with connection.cursor() as cursor:
        cursor.execute("CHECKPOINT")
        tables = ("community_datakey", "notes_note")
        paths = [f"pg_read_binary_file(pg_relation_filepath('{table}'))" for table in tables]
        cursor.execute(f"SELECT {', '.join(paths)}")
        return b"".join(map(bytes, cursor.fetchone()))


def test_the_disk_never_holds_words_and_loses_the_key_when_it_is_destroyed(disk, settings):
    key = vault.new_key()
    wrapped = key.wrapped
    Note.objects.create(vault_key_id=key.pk, title="Tuesday", body=WORDS.decode())
    before = disk()
    vault.destroy(key=key)
    after = disk()

    assert wrapped in before
    assert wrapped not in after
    assert wrapped[12:] not in after
    assert WORDS not in before + after
    assert Note.objects.get().body == vault.GONE
    assert KeyRing().cipher(key.pk) is None


def test_the_old_wrapping_leaves_the_disk_after_rewrapping(disk, settings):
    wrapped = vault.new_key().wrapped
    settings.VAULT_KEYS = {"2027": b"7" * 32, **settings.VAULT_KEYS}
    call_command("rewrap_keys")

    assert wrapped not in disk()


def test_a_busy_database_is_wiped_later(disk):
    key = vault.new_key()
    reader = connection.copy()
    with reader.cursor() as cursor:
        cursor.execute("BEGIN")
        cursor.execute("SELECT * FROM community_datakey")
        vault.destroy(key=key)

        assert not vault.scrub()
        cursor.execute("ROLLBACK")
    reader.close()
    assert vault.scrub()
