import pytest

from community import vault
from tests.community.vault.note import Letter, Note, put, stored


def test_ciphertext_moved_to_another_row_does_not_open(note, key):
    other = Note.objects.create(vault_key_id=key.pk, body="Mine.")
    put(other, "body", stored(note, "body"))

    with pytest.raises(vault.Tampered, match="changed or moved"):
        Note.objects.get(pk=other.pk).body  # noqa: B018


def test_ciphertext_moved_to_another_column_does_not_open(note):
    put(note, "title", stored(note, "body"))

    with pytest.raises(vault.Tampered):
        Note.objects.get().title  # noqa: B018


def test_ciphertext_moved_to_another_table_does_not_open(note, key):
    letter = Letter.objects.create(pk=note.pk, vault_key_id=key.pk, body="Mine.")
    put(letter, "body", stored(note, "body"))

    with pytest.raises(vault.Tampered):
        Letter.objects.get().body  # noqa: B018


def test_ciphertext_under_the_name_of_another_key_does_not_open(note):
    held = stored(note, "body")
    put(note, "body", held[:1] + vault.new_key().pk.bytes + held[17:])

    with pytest.raises(vault.Tampered):
        Note.objects.get().body  # noqa: B018


def test_every_flipped_byte_is_noticed(note):
    held = stored(note, "body")

    for at in range(len(held)):
        put(note, "body", held[:at] + bytes([held[at] ^ 1]) + held[at + 1 :])
        with pytest.raises(vault.Tampered):
            Note.objects.get().body  # noqa: B018


def test_cut_off_bytes_are_noticed(note):
    put(note, "body", stored(note, "body")[:30])

    with pytest.raises(vault.Tampered, match="does not hold sealed words"):
        Note.objects.get().body  # noqa: B018


def test_bytes_of_another_row_put_into_a_new_row_are_refused(note, key):
    held = Note.objects.values_list("body", flat=True).get()

    with pytest.raises(vault.Tampered):
        Note.objects.create(vault_key_id=key.pk, body=held)
