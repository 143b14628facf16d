"""What a batch of sayings reads and writes, in few statements."""

import uuid
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from groups import saying as batch
from groups.actions.saying import say_together
from groups.models import Meeting, Message, Room
from groups.models.meeting import LATE
from groups.saying import Saying, standing
from tests import cast

pytestmark = pytest.mark.django_db


def words(author, body="I took the buns to my neighbour.", **facts):
    facts.setdefault("client_id", uuid.uuid4())
    return Saying(room_id=author.group.room.pk, seat_id=author.pk, body=body, **facts)


def together(*sayings):
    return say_together(sayings=list(sayings))


def test_the_statements_read_what_the_models_would(meeting, member, facilitator):
    """One meeting of two is on, one is over, one cancelled: the same is found as `Room.meeting` finds."""
    now = timezone.now()
    for number, (start, closed, cancelled) in enumerate(
        [(-20, None, None), (-10, now, None), (-5, None, now), (9000, None, None)], start=2
    ):
        begins = now + timedelta(minutes=start)
        Meeting.objects.create(
            group=member.group,
            number=number,
            starts_at=begins,
            ends_at=begins + LATE,
            closed_at=closed,
            cancelled_at=cancelled,
        )
    Room.objects.update(mode=Room.Mode.READ_FIRST, slow_seconds=7)

    stands = standing([words(member)], since=None)

    room = Room.objects.get()
    (found,) = stands.rooms.values()
    assert found == room
    for name in ("revision", "mode", "paused_at", "slow_seconds", "quiet_until", "group_id"):
        assert getattr(found, name) == getattr(room, name)
    assert found.group.language == room.group.language
    assert stands.meetings == {room.group_id: room.meeting()}
    assert stands.staff == {room.pk: room.staff_here}
    seat = stands.seats[member.pk]
    assert (seat.alias, seat.joined_at, seat.user, seat.group) == (
        member.alias, member.joined_at, member.user, member.group,
    )  # fmt: skip
    assert seat.user.in_good_standing


def test_a_column_left_out_is_loaded_when_asked_for(meeting, member):
    Room.objects.update(pause_text="")
    stands = standing([words(member)], since=None)

    assert stands.seats[member.pk].user.email == member.user.email
    assert stands.rooms[member.group.room.pk].pause_text == ""


@pytest.mark.parametrize("count", [1, 3])
def test_a_batch_costs_as_many_statements_as_one(meeting, member, other_member, count):
    together(words(member))

    with CaptureQueriesContext(connection) as queries:
        together(*[words(author) for author in (member, other_member) for _ in range(count)])

    statements = [query["sql"] for query in queries if "SAVEPOINT" not in query["sql"]]
    assert len(statements) == 6, statements  # rooms, seats, meetings, first copies, counter, insert


def test_words_that_came_through_another_process_meanwhile_are_found(
    meeting, member, other_member, monkeypatch
):
    """The other process committed after our look for first copies, and before our insert."""
    first = cast.words(member)
    Room.objects.update(revision=first.position)
    look, looks = batch._read_first_copies, []

    def too_early_once(db, stands, keys):
        looks.append(keys)
        if len(looks) > 1:
            look(db, stands, keys)

    monkeypatch.setattr(batch, "_read_first_copies", too_early_once)
    again, new = together(words(member, first.body, client_id=first.client_id), words(other_member))

    assert len(looks) == 2
    assert again.pk == first.pk
    assert new.position == first.position + 1
    assert Message.objects.count() == 2
