import threading
import time
import uuid

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command
from django.db import connection, connections, transaction
from django.db.utils import IntegrityError

from community import vault
from community.vault.keys import KeyRing, ring
from tests.community.vault.note import Note

SQLITE = connection.vendor == "sqlite"
WORDS = b"We spoke about the bunk beds."


def sealed_with(ring, key):
    return ring.cipher(key.pk).encrypt(b"n" * 12, WORDS, b"")


def test_a_data_key_is_stored_only_wrapped(key, settings):
    found = vault.DataKey.objects.get(pk=key.pk)

    assert len(found.wrapped) == 12 + 32 + 16
    assert found.kek_id == next(iter(settings.VAULT_KEYS))
    assert not found.destroyed_at


def test_every_group_has_a_key_of_its_own(key):
    assert sealed_with(ring, key) != sealed_with(ring, vault.new_key())


def test_a_wrapped_key_moved_to_another_row_does_not_open(key, note):
    other = vault.new_key()
    vault.DataKey.objects.filter(pk=other.pk).update(wrapped=key.wrapped)

    with pytest.raises(vault.Tampered, match="does not open"):
        ring.cipher(other.pk)


def test_a_wrapped_key_cut_short_does_not_open(key):
    vault.DataKey.objects.filter(pk=key.pk).update(wrapped=b"short")

    with pytest.raises(vault.Tampered):
        KeyRing().cipher(key.pk)


def test_a_key_that_never_was_is_not_taken_for_a_destroyed_one(db):
    with pytest.raises(vault.Tampered, match="There is no data key"):
        ring.cipher(uuid.uuid4())


def test_a_missing_wrapping_key_is_named(key, settings):
    settings.VAULT_KEYS = {"new": b"n" * 32}

    with pytest.raises(ImproperlyConfigured, match=f"“{key.kek_id}”"):
        KeyRing().cipher(key.pk)


def test_there_is_one_key_for_what_belongs_to_no_group(db):
    assert vault.site_key() == vault.site_key()

    assert vault.DataKey.objects.filter(purpose="site").count() == 1


def test_a_second_site_key_is_refused_by_the_database(db):
    vault.site_key()

    with pytest.raises(IntegrityError), transaction.atomic():
        vault.DataKey.objects.create(purpose="site", wrapped=b"x", kek_id="x")


def test_a_site_key_whose_making_was_undone_is_not_remembered(db):
    with transaction.atomic():
        undone = vault.site_key()
        transaction.set_rollback(True)

    assert vault.site_key() != undone


@pytest.mark.skipif(SQLITE, reason="SQLite has one writer")
@pytest.mark.django_db(transaction=True)
def test_many_who_ask_for_the_site_key_at_once_get_the_same():
    found = []

    def ask():
        found.append(vault.site_key())
        connections.close_all()

    threads = [threading.Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(found) == 8
    assert len(set(found)) == 1


def test_a_destroyed_key_is_gone_from_its_row_and_from_this_process(key, note):
    vault.destroy(key=key)

    found = vault.DataKey.objects.get(pk=key.pk)
    assert bytes(found.wrapped) == b""
    assert found.destroyed_at == key.destroyed_at
    assert ring.cipher(key.pk) is None


def test_destroying_twice_changes_nothing(key):
    vault.destroy(key=key)
    first = key.destroyed_at

    vault.destroy(key=key)
    assert key.destroyed_at == first


def test_the_sites_own_key_is_never_destroyed(db):
    site = vault.DataKey.objects.get(pk=vault.site_key())

    with pytest.raises(ValueError, match="never destroyed"):
        vault.destroy(key=site)


def test_a_destroyed_key_with_bytes_left_is_refused_by_the_database(key):
    with pytest.raises(IntegrityError), transaction.atomic():
        vault.DataKey.objects.filter(pk=key.pk).update(destroyed_at=key.created_at)


def test_the_key_is_forgotten_again_after_the_commit(key, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        vault.destroy(key=key)

    assert ring.cipher(key.pk) is None


def test_another_process_forgets_a_destroyed_key_when_its_time_is_up(key, monkeypatch):
    elsewhere = KeyRing(seconds=0.2)
    assert elsewhere.cipher(key.pk)
    vault.destroy(key=key)
    still = elsewhere.cipher(key.pk)
    later = time.monotonic() + 0.25
    monkeypatch.setattr(time, "monotonic", lambda: later)

    assert still
    assert elsewhere.cipher(key.pk) is None


def test_keys_are_kept_for_a_minute_and_two_thousand_at_most():
    assert (ring.seconds, ring.size) == (60, 2000)


def test_a_full_ring_drops_its_oldest_key(key, django_assert_num_queries):
    small = KeyRing(size=2)
    others = [vault.new_key(), vault.new_key()]
    for each in (key, *others):
        small.cipher(each.pk)

    with django_assert_num_queries(0):
        small.cipher(others[0].pk), small.cipher(others[1].pk)
    with django_assert_num_queries(1):
        small.cipher(key.pk)


def test_a_key_destroyed_while_it_was_being_read_is_not_kept(key):
    class Slow(KeyRing):
        def _fetched(self, key_id):
            cipher = super()._fetched(key_id)
            vault.DataKey.objects.filter(pk=key_id).update(wrapped=b"", destroyed_at=key.created_at)
            self.forget(key_id)
            return cipher

    slow = Slow()
    slow.cipher(key.pk)

    assert slow.kept == {}


def test_rewrapping_keeps_the_words_and_lets_the_old_key_go(key, note, settings):
    old, new = dict(settings.VAULT_KEYS), {"2027": b"7" * 32}
    settings.VAULT_KEYS = {**new, **old}
    assert vault.rewrap(key=key)
    settings.VAULT_KEYS = new
    ring.forget(key.pk)

    assert Note.objects.get().body == WORDS.decode()
    assert vault.DataKey.objects.get(pk=key.pk).kek_id == "2027"


def test_a_key_already_under_the_primary_one_is_left_alone(key):
    assert not vault.rewrap(key=key)


def test_a_destroyed_key_does_not_come_back_by_rewrapping(key, settings):
    as_it_was = vault.DataKey.objects.get(pk=key.pk)
    vault.destroy(key=key)
    settings.VAULT_KEYS = {"2027": b"7" * 32, **settings.VAULT_KEYS}

    assert not vault.rewrap(key=as_it_was)
    assert not vault.rewrap(key=key)
    assert bytes(vault.DataKey.objects.get(pk=key.pk).wrapped) == b""


def test_the_command_rewraps_every_living_key_and_can_be_repeated(key, settings, capsys):
    vault.destroy(key=vault.new_key())
    vault.site_key()
    settings.VAULT_KEYS = {"2027": b"7" * 32, **settings.VAULT_KEYS}
    call_command("rewrap_keys")
    first = capsys.readouterr().out
    call_command("rewrap_keys")

    assert "Re-wrapped 2 of 2 data keys." in first
    assert capsys.readouterr().out == "Every data key is under “2027”.\n"
    assert set(vault.DataKey.objects.filter(destroyed_at=None).values_list("kek_id", flat=True)) == {"2027"}


def test_the_command_goes_on_where_it_was_stopped(db, settings, capsys):
    keys = [vault.new_key() for _ in range(120)]
    settings.VAULT_KEYS = {"2027": b"7" * 32, **settings.VAULT_KEYS}
    vault.rewrap(key=keys[0])
    call_command("rewrap_keys")

    said = capsys.readouterr().out
    assert "Re-wrapped 100 of 119 data keys." in said
    assert "Re-wrapped 119 of 119 data keys." in said


def test_the_command_names_a_wrapping_key_it_lacks_and_changes_nothing(key, settings):
    settings.VAULT_KEYS = {"2027": b"7" * 32}

    with pytest.raises(CommandError, match=f"lacks {key.kek_id}"):
        call_command("rewrap_keys")
    assert vault.DataKey.objects.get(pk=key.pk).kek_id == key.kek_id


def test_nothing_is_wiped_inside_a_transaction(db):
    assert not vault.scrub()


def test_what_one_person_keeps_has_a_key_that_can_be_destroyed(db):
    key = vault.personal_key()
    assert key.purpose == "person"

    vault.destroy(key=key)

    assert key.destroyed_at
    assert bytes(key.wrapped) == b""
