import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from community.audit import chain
from community.audit.actions import record
from community.audit.models import AuditHead, Entry

SQLITE = connection.vendor == "sqlite"
COLUMNS = ["role", "action", "subject_type", "subject_id", "facts_json", "prev", "hash"]
if SQLITE:  # it keeps ids and times as text, so a byte of those can be changed too
    COLUMNS += ["id", "at", "actor_id"]


def found():
    """What verify_audit answers to an operator."""
    with pytest.raises(CommandError) as complaint:
        call_command("verify_audit")
    assert complaint.value.returncode == 1
    return str(complaint.value)


def test_an_empty_log_is_whole(db, capsys):
    call_command("verify_audit")

    assert capsys.readouterr().out == f"0 entries, all whole. Last hash {'0' * 64}.\n"


def test_a_whole_log_is_counted_and_its_last_hash_told(log, capsys):
    call_command("verify_audit")

    assert capsys.readouterr().out == f"5 entries, all whole. Last hash {log[-1].hash}.\n"


def test_a_long_log_is_walked_in_batches(log):
    assert chain.verify(batch_size=2) == chain.Finding(count=5, last_hash=log[-1].hash)


def test_another_key_opens_nothing(log, settings):
    settings.AUDIT_KEY = b"another key"

    assert found().startswith("Entry 1: it was changed.")


@pytest.mark.parametrize("column", COLUMNS)
def test_one_changed_byte_of_text_is_found(tamper, log, column):
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT CAST({column} AS TEXT) FROM audit_entry WHERE seq = 3")  # noqa: S608
        before = cursor.fetchone()[0]

    assert before
    for at, letter in enumerate(before):
        other = letter.swapcase() if letter.swapcase() != letter else chr(ord(letter) ^ 1)
        for byte in {other, " " if letter != " " else "T"}:
            changed = before[:at] + byte + before[at + 1 :]
            tamper(f"UPDATE audit_entry SET {column} = %s WHERE seq = 3", changed)  # noqa: S608
            finding = chain.verify()
            assert (finding.count, finding.seq, finding.fault) == (2, 3, "it was changed"), (at, byte)


def test_one_changed_byte_of_the_reason_is_found(tamper, log):
    with connection.cursor() as cursor:
        cursor.execute("SELECT reason FROM audit_entry WHERE seq = 3")
        before = bytes(cursor.fetchone()[0])

    for at in range(len(before)):
        changed = before[:at] + bytes([before[at] ^ 1]) + before[at + 1 :]
        tamper("UPDATE audit_entry SET reason = %s WHERE seq = 3", changed)
        assert chain.verify().seq == 3
    tamper("UPDATE audit_entry SET reason = %s WHERE seq = 3", b"")
    assert found() == (
        f"Entry 3: it was changed. Whole before that: 2 entries, last hash {Entry.objects.get(seq=2).hash}."
    )


@pytest.mark.skipif(not SQLITE, reason="PostgreSQL keeps its columns' types")
@pytest.mark.parametrize("column", ["prev", "hash", "action", "reason", "at", "id", "facts_json"])
@pytest.mark.parametrize("value", ["X'FF00'", "'~'", "7"])
def test_a_value_of_another_kind_is_found(tamper, column, value):
    tamper(f"UPDATE audit_entry SET {column} = {value} WHERE seq = 3")  # noqa: S608

    assert found().startswith("Entry 3: it was changed.")


@pytest.mark.skipif(not SQLITE, reason="PostgreSQL keeps its columns' types")
def test_text_that_is_no_text_is_found(tamper):
    tamper("UPDATE audit_entry SET action = CAST(X'FFFE' AS TEXT) WHERE seq = 3")

    assert found().startswith("Entry 3: it was changed.")


def test_an_actor_taken_away_is_found(tamper):
    tamper("UPDATE audit_entry SET actor_id = NULL WHERE seq = 3")

    assert found().startswith("Entry 3: it was changed.")


def test_a_removed_entry_is_found(tamper):
    tamper("DELETE FROM audit_entry WHERE seq = 3")

    assert found().startswith("Entry 3: it is missing.")


def test_a_removed_entry_is_found_when_the_rest_is_numbered_anew(tamper):
    tamper("DELETE FROM audit_entry WHERE seq = 3")
    tamper("UPDATE audit_entry SET seq = 3 WHERE seq = 4")
    tamper("UPDATE audit_entry SET seq = 4 WHERE seq = 5")

    assert found().startswith("Entry 3: it was changed.")


@pytest.mark.parametrize(("one", "other"), [(1, 2), (2, 3), (2, 5)])
def test_two_swapped_entries_are_found(tamper, one, other):
    for old, new in [(one, 99), (other, one), (99, other)]:
        tamper("UPDATE audit_entry SET seq = %s WHERE seq = %s", new, old)

    assert found().startswith(f"Entry {one}: it is out of order.")


def test_a_cut_off_tail_is_found(tamper):
    tamper("DELETE FROM audit_entry WHERE seq > 3")

    assert found().startswith("Entry 4: the log was cut off: it went on to 5.")


def test_a_cut_off_tail_is_found_when_the_head_was_set_back_too(tamper, log):
    tamper("DELETE FROM audit_entry WHERE seq > 3")
    tamper("UPDATE audit_audithead SET seq = 3, hash = %s", log[2].hash)

    assert found().startswith("Entry 3: the head of the log after it was changed.")


def test_an_emptied_log_is_found(tamper):
    tamper("DELETE FROM audit_entry")

    assert found().startswith("Entry 1: the log was cut off: it went on to 5.")


def test_a_missing_head_is_found(tamper):
    tamper("DELETE FROM audit_audithead")

    assert found().startswith("Entry 5: the head of the log after it is missing.")


def test_an_entry_added_without_the_key_is_found(tamper, log):
    last = Entry.objects.get(seq=5)
    Entry(seq=6, at=last.at, action="forged.act", prev=last.hash, hash="f" * 64).save()

    assert found().startswith("Entry 6: it was changed.")


def test_missing_triggers_are_told_but_fail_nothing(tamper, capsys):
    call_command("verify_audit")

    assert "triggers are missing" in capsys.readouterr().err


def test_triggers_in_force_are_not_mentioned(audit_triggers, log, capsys):
    call_command("verify_audit")

    assert capsys.readouterr().err == ""


def test_verifying_takes_three_queries_for_each_batch(log, django_assert_num_queries):
    record(None, "one.more")

    with django_assert_num_queries(5):  # three, and two that find nothing more
        chain.verify()
    assert AuditHead.objects.get().seq == 6


def test_what_is_wrong_is_said_in_the_readers_language(log, tamper, monkeypatch):
    monkeypatch.setattr(chain, "_", str.upper)  # a language in which every sentence is loud
    tamper("UPDATE audit_entry SET action = %s WHERE seq = 2", "x.changed")

    assert chain.verify().fault == "IT WAS CHANGED"
