import json
import pickle
import uuid

import pytest
from django.core import serializers
from django.core.exceptions import ValidationError
from django.db import connection, models
from django.db.migrations.writer import MigrationWriter
from django.utils import translation

from community import vault
from tests.community.vault.note import Leaflet, Note, stored

WORDS = "We spoke about the bunk beds."


def test_words_come_back_as_they_were_written(note):
    note.body = "Ääkköset, 日本語 and an emoji 🫶"
    note.save()

    assert Note.objects.get().body == "Ääkköset, 日本語 and an emoji 🫶"


def test_the_database_holds_no_words_but_the_id_of_the_key(note, key):
    held = stored(note, "body")

    assert b"bunk" not in held
    assert held[0] == 1
    assert uuid.UUID(bytes=held[1:17]) == key.pk
    assert len(held) == 1 + 16 + 12 + len(WORDS) + 16


def test_the_same_words_never_look_the_same_twice(note, key):
    Note.objects.bulk_create([Note(vault_key_id=key.pk, body=WORDS) for _ in range(20)])

    assert len({stored(each, "body") for each in Note.objects.all()}) == 21


def test_empty_stays_empty_and_nothing_stays_nothing(key):
    note = Note.objects.create(vault_key_id=key.pk, title=None, body="")

    assert (stored(note, "title"), stored(note, "body")) == (None, b"")
    found = Note.objects.get()
    assert (found.title, found.body) == (None, "")


def test_sealing_and_reading_many_rows_asks_for_the_key_once(key, django_assert_num_queries):
    with django_assert_num_queries(2):
        Note.objects.bulk_create([Note(vault_key_id=key.pk, body=f"{WORDS} {n}") for n in range(50)])
    with django_assert_num_queries(1):
        assert {note.body for note in Note.objects.all()} == {f"{WORDS} {n}" for n in range(50)}


def test_a_deferred_text_is_fetched_when_read_and_kept_when_saved(note, django_assert_num_queries):
    before = stored(note, "body")
    found = Note.objects.defer("body").get()
    found.kind = "seen"
    found.save()

    assert stored(note, "body") == before
    with django_assert_num_queries(1):
        assert found.body == WORDS
    assert Note.objects.only("title").get().title == "Tuesday"


def test_saving_a_row_leaves_words_nobody_changed_as_they_are(note):
    before = stored(note, "body")
    unread = Note.objects.get()
    unread.save()
    read = Note.objects.get()
    assert read.body == WORDS
    read.body = read.body
    read.full_clean()
    read.save()
    note.save()

    assert stored(note, "body") == before


def test_changed_words_are_sealed_anew(note):
    before = stored(note, "body")
    note.body = "Other words."
    note.save(update_fields=["body"])

    assert stored(note, "body") != before
    assert Note.objects.get().body == "Other words."


def test_refreshing_a_row_reads_what_is_there_now(note):
    Note.objects.get().save()
    other = Note.objects.get()
    other.body = "Newer words."
    other.save()
    note.refresh_from_db()

    assert note.body == "Newer words."
    note.save()
    assert stored(note, "body") == stored(other, "body")


def test_get_or_create_and_update_or_create_seal_their_defaults(key):
    note, made = Note.objects.get_or_create(kind="a", defaults={"vault_key_id": key.pk, "body": "First."})
    again, changed = Note.objects.update_or_create(kind="a", defaults={"body": "Second."})

    assert (made, changed, again.pk) == (True, False, note.pk)
    assert Note.objects.get().body == "Second."


def test_a_copy_into_a_new_row_is_sealed_for_that_row(note):
    copied = Note.objects.get()
    copied.pk = uuid.uuid4()
    copied.save()
    note.title = note.body[:9]
    note.save()

    assert {each.body for each in Note.objects.all()} == {WORDS}
    assert Note.objects.get(pk=note.pk).title == "We spoke "


def test_words_set_on_another_column_are_sealed_for_that_column(note):
    found = Note.objects.get()
    found.title = found.body
    found.save()

    assert Note.objects.get().title == WORDS


def test_what_the_database_gives_without_a_row_shows_nothing(note):
    held = Note.objects.values_list("body", flat=True).get()

    assert str(held) == "<sealed words>"
    assert json.loads(json.dumps({"body": str(held)})) == {"body": "<sealed words>"}


def test_words_of_a_destroyed_key_are_gone_in_the_readers_language(note, key):
    vault.destroy(key=key)

    with translation.override("en"):
        assert Note.objects.get().body == "These words were erased for good."
        assert Note.objects.get().body == vault.GONE


def test_a_row_whose_words_are_gone_can_still_be_saved(note, key):
    before = stored(note, "title")
    vault.destroy(key=key)
    found = Note.objects.get()
    found.refresh_from_db()
    assert found.title == vault.GONE
    found.full_clean()
    found.kind = "hidden"
    found.save()

    assert Note.objects.get(kind="hidden").title == vault.GONE
    assert stored(note, "title") == before


def test_nothing_new_is_sealed_under_a_destroyed_key(note, key):
    vault.destroy(key=key)
    note.body = "Too late."

    with pytest.raises(vault.Destroyed):
        note.save()


def test_update_takes_emptiness(note):
    Note.objects.update(body="", title=None)

    assert (stored(note, "title"), stored(note, "body")) == (None, b"")


def test_update_refuses_words(note):
    with pytest.raises(TypeError, match="row by row"):
        Note.objects.update(body="words")


def test_bulk_update_refuses_words(note):
    note.body = "words"

    with pytest.raises(TypeError, match="row by row"):
        Note.objects.bulk_update([note], ["body"])


@pytest.mark.parametrize("lookup", ["body", "body__contains", "body__in", "body__gt"])
def test_nobody_searches_in_sealed_words(key, lookup):
    with pytest.raises(TypeError, match="sealed"):
        Note.objects.filter(**{lookup: "beds"})


def test_one_may_ask_whether_there_are_words(note):
    assert Note.objects.filter(title__isnull=False).exists()
    assert not Note.objects.filter(title__isnull=True).exists()


def test_max_length_counts_the_words_not_the_bytes(key):
    Note(vault_key_id=key.pk, title="ä" * 20, body="x").full_clean(validate_unique=False)

    with pytest.raises(ValidationError) as refusal:
        Note(vault_key_id=key.pk, title="ä" * 21, body="x").full_clean(validate_unique=False)
    assert list(refusal.value.message_dict) == ["title"]


def test_what_is_cleaned_becomes_text():
    assert Note._meta.get_field("body").clean(5, None) == "5"


def test_a_row_needs_its_id_before_its_words(key):
    with pytest.raises(TypeError, match="give the row an id"):
        Leaflet.objects.create(vault_key_id=key.pk, body="words")


def test_opened_words_do_not_travel_into_a_cache_or_a_queue(note):
    found = Note.objects.get()
    words = found.body
    sent = pickle.dumps(found.__dict__["body"])

    assert b"bunk" not in sent
    assert Note(pk=note.pk, body=pickle.loads(sent)).body == WORDS  # noqa: S301
    assert type(pickle.loads(pickle.dumps(words))) is str  # noqa: S301


def test_a_dump_does_not_lay_words_open(note):
    with pytest.raises(TypeError, match="dump"):
        serializers.serialize("json", Note.objects.all())


def test_the_class_itself_gives_the_field():
    assert Note.body.field is Note._meta.get_field("body")


def test_a_model_that_names_no_key_fails_the_check(key):
    class Keyless(models.Model):
        body = vault.SealedText()

        class Meta:
            app_label = "notes"
            apps = type(Note._meta.apps)()

    assert [problem.id for problem in Keyless._meta.get_field("body").check()] == ["vault.E001"]
    assert Note._meta.get_field("body").check() == []


def test_migrations_name_the_field_by_the_vault():
    written, imports = MigrationWriter.serialize(vault.SealedText(max_length=40, blank=True))

    assert written == "community.vault.SealedText(blank=True, max_length=40)"
    assert imports == {"import community.vault"}


def test_the_stored_bytes_can_be_had_before_and_after_saving(key):
    note = Note(vault_key_id=key.pk, body=WORDS)
    sealed = vault.stored(instance=note, name="body")
    note.save()

    assert stored(note, "body") == sealed == vault.stored(instance=Note.objects.get(), name="body")
    assert vault.stored(instance=note, name="title") == b""


def test_the_column_is_binary():
    assert Note._meta.get_field("body").db_type(connection) in {"BLOB", "bytea"}


def test_what_values_gave_opens_with_its_row_and_with_no_other(note):
    field = Note._meta.get_field("body")
    note.body = WORDS
    note.save()
    other = Note.objects.create(vault_key_id=note.vault_key_id, body="Other words.")

    assert dict(field.opened(Note.objects.values_list("pk", "body"))) == {
        note.pk: WORDS,
        other.pk: "Other words.",
    }
    (_first, sealed), *_rest = Note.objects.order_by("pk").values_list("pk", "body")
    with pytest.raises(vault.Tampered):
        list(field.opened([(uuid.uuid4(), sealed)]))


@pytest.mark.parametrize("written", [lambda pk: pk.hex, str, lambda pk: pk])
def test_the_bytes_of_the_database_open_with_its_row_however_its_id_is_written(note, written):
    field = Note._meta.get_field("body")
    note.body = WORDS
    note.save()
    row, other = written(note.pk), written(uuid.uuid4())

    assert list(field.opened([(row, vault.stored(instance=note, name="body"))])) == [(row, WORDS)]
    assert list(field.opened([(row, b"")])) == [(row, "")]
    with pytest.raises(vault.Tampered):
        list(field.opened([(other, vault.stored(instance=note, name="body"))]))


def test_what_was_never_sealed_is_given_as_it_is():
    rows = [(uuid.uuid4(), ""), (uuid.uuid4(), None)]

    assert list(Note._meta.get_field("body").opened(rows)) == rows
