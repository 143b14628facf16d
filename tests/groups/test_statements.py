"""Values go in and rows come back as Django itself would have them."""

import time
import uuid

import pytest
from django.db import connection
from django.utils import timezone

from community.vault import SealedText
from groups.models import Membership, Message
from groups.statements import Columns, Statements, _writers, new_ids

pytestmark = pytest.mark.django_db


@pytest.fixture
def message(meeting, member, facilitator):
    return Message(
        room=member.group.room,
        meeting=meeting,
        author=member,
        body="We baked.",
        client_id=uuid.uuid4(),
        position=7,
        revision=8,
        state=Message.State.RETRACTED,
        decided_by=facilitator.user,
        decided_at=timezone.now(),
        reason="By mistake",
    )


def test_what_is_written_is_what_a_save_would_write(message):
    fields = Message._meta.local_concrete_fields
    written = [write(message) for write in _writers(connection.vendor, Message)]

    for field, value in zip(fields, written, strict=True):
        saved = field.get_db_prep_save(field.pre_save(message, add=False), connection)
        if isinstance(field, SealedText):
            assert _bytes(value)[:17] == _bytes(saved)[:17]  # sealed under the same key, each time anew
            assert b"baked" not in _bytes(value)
        else:
            assert str(value) == str(saved), field.name


def _bytes(binary):
    return bytes(getattr(binary, "obj", binary) or b"")  # psycopg wraps them; no words are NULL or empty


def test_what_was_written_is_read_back(message):
    Statements().insert([message])

    kept = Message.objects.get(pk=message.pk)
    for field in Message._meta.concrete_fields:
        assert getattr(kept, field.attname) == getattr(message, field.attname), field.name
    assert not message._state.adding


def test_an_instance_is_as_the_model_would_read_it(member):
    member.muted_until = timezone.now()
    member.save()
    db = Statements()
    seat = db.of[Membership]
    ids = [member.pk]
    (row,) = db.rows(f"SELECT {seat.sql} FROM groups_membership s WHERE s.id {db.among(ids)}", db.ids(ids))  # noqa: S608

    found, known = seat.instance(db.connection, row), Membership.objects.get(pk=member.pk)

    assert found == known
    assert {name: found.__dict__[name] for name in seat.names} == {
        name: known.__dict__[name] for name in seat.names
    }


def test_a_column_that_was_left_out_is_loaded_when_asked_for(member):
    only = Columns(connection, Membership, "s", ["id", "alias"])
    db = Statements()
    ids = [member.pk]
    (row,) = db.rows(f"SELECT {only.sql} FROM groups_membership s WHERE s.id {db.among(ids)}", db.ids(ids))  # noqa: S608

    found = only.instance(connection, row)

    assert (found.alias, found.seat_number) == (member.alias, member.seat_number)


def test_new_ids_are_all_different_and_grow_with_the_time():
    earlier = new_ids(500)
    time.sleep(0.002)
    later = new_ids(500)

    assert len({*earlier, *later}) == 1000
    assert max(earlier) < min(later)
    assert {made.version for made in earlier} == {4}
    assert len({made.bytes[6:] for made in earlier}) == 500
