import logging
import threading
import uuid
from datetime import timedelta

import pytest
from django.db import connection, connections, transaction
from django.utils import timezone

from community.audit import chain
from community.audit.actions import record
from community.audit.models import AuditHead, Entry
from tests.community.vault.note import stored


def test_an_entry_says_who_did_what_to_what_when_and_why(actor):
    record(actor, "message.hidden", actor, "Point 2 of the agreement", role="moderator", mode="slow", n=3)

    entry = Entry.objects.get()
    assert (entry.seq, entry.action) == (1, "message.hidden")
    assert (entry.actor_id, entry.role) == (actor.pk, "moderator")
    assert (entry.subject_type, entry.subject_id) == ("accounts.user", str(actor.pk))
    assert timezone.now() - entry.at < timedelta(seconds=5)
    assert entry.reason == "Point 2 of the agreement"
    assert entry.facts == {"mode": "slow", "n": 3}


def test_the_system_can_act_on_nothing_in_particular(db):
    record(None, "keys.rewrapped")

    entry = Entry.objects.get()
    assert (entry.actor_id, entry.subject_type, entry.subject_id, entry.reason) == (None, "", "", "")
    assert entry.facts == {}


def test_the_reason_is_stored_sealed(actor):
    entry = record(actor, "message.hidden", actor, "Point 2 of the agreement")

    assert b"agreement" not in stored(entry, "reason")
    assert "agreement" not in entry.facts_json


def test_entries_are_numbered_without_gaps_and_each_holds_the_hash_before(log):
    assert [entry.seq for entry in Entry.objects.all()] == [1, 2, 3, 4, 5]
    assert [entry.prev for entry in log] == [chain.START, *(entry.hash for entry in log[:-1])]
    assert AuditHead.objects.values_list("seq", "hash").get() == (5, log[-1].hash)


def test_an_act_that_is_undone_leaves_no_entry_and_no_gap(log):
    with transaction.atomic():
        record(None, "undone.act")
        transaction.set_rollback(True)

    assert record(None, "next.act").seq == 6
    assert chain.verify().fault == ""


def test_ids_and_states_become_short_text(db):
    someone = uuid.uuid4()
    record(None, "seat.taken", seat=someone, is_first=True, until=None, count=2)

    assert Entry.objects.get().facts == {"seat": str(someone), "is_first": True, "until": None, "count": 2}


def test_words_do_not_pass_as_a_fact(db):
    with pytest.raises(ValueError, match="“body” is too long"):
        record(None, "message.hidden", body="w" * 81)
    assert not Entry.objects.exists()


def test_recording_takes_five_queries_and_one_more_for_the_key_to_a_reason(actor, django_assert_num_queries):
    record(actor, "message.hidden", actor, "first")

    with django_assert_num_queries(6):  # savepoint, head, site key, entry, head, end of savepoint
        record(actor, "message.hidden", actor, "second")
    with django_assert_num_queries(5):
        record(actor, "message.restored", actor)


def test_a_head_set_by_hand_stays_marked_however_much_follows(log, tamper, caplog):
    tamper("DELETE FROM audit_entry WHERE seq > 3")
    tamper("UPDATE audit_audithead SET seq = 3, hash = %s", log[2].hash)
    with caplog.at_level(logging.CRITICAL):
        record(None, "next.act")
        record(None, "next.act")

    assert [(each.message, each.facts) for each in caplog.records] == [
        ("audit.broken", {"seq": 4}),
        ("audit.broken", {"seq": 5}),
    ]
    assert chain.verify().fault == "the head of the log after it was changed"


def test_a_lost_head_is_made_again_but_shows(log, tamper):
    tamper("DELETE FROM audit_audithead")

    assert record(None, "next.act").seq == 6
    assert chain.verify().fault == "the head of the log after it was changed"


@pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite has one writer")
@pytest.mark.django_db(transaction=True)
def test_many_who_record_at_once_stand_in_line():
    def write():
        for n in range(20):
            record(None, "some.act", n=n)
        connections.close_all()

    threads = [threading.Thread(target=write) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert chain.verify() == chain.Finding(count=120, last_hash=AuditHead.objects.get().hash)
