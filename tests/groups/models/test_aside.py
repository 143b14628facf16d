"""Private lines: what waits, what stands before staff, and that words lie sealed."""

import datetime
import uuid

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from groups.models import Aside

pytestmark = pytest.mark.django_db


def put(member, author, body="May I?", hours=0, **facts):
    then = timezone.now() - datetime.timedelta(hours=hours)
    room = author.group.room
    return Aside.objects.create(room=room, member=member, author=author, body=body, said_at=then, **facts)


def test_a_line_is_one_members_and_staffs_own_is_nobodys(member, other_member, facilitator):
    late = put(member, facilitator)
    early = put(member, member, hours=1)
    put(other_member, other_member)
    own = put(None, facilitator)

    assert list(Aside.objects.of(member)) == [early, late]
    assert list(Aside.objects.among_staff()) == [own]


def test_what_waits_stays_before_staff_however_old(member, other_member, facilitator):
    seen = timezone.now()
    old = put(member, member, hours=900)
    put(other_member, other_member, hours=13, seen_at=seen)
    fresh = put(other_member, facilitator, seen_at=seen)
    put(None, facilitator)

    assert list(Aside.objects.waiting()) == [old]
    assert list(Aside.objects.before_staff()) == [old, fresh]


def test_when_somebody_wrote_is_told_oldest_first(member, facilitator):
    times = [put(member, member, hours=hours).said_at for hours in (3, 1, 2)]
    put(member, facilitator)

    since = timezone.now() - datetime.timedelta(hours=2, minutes=30)
    assert Aside.objects.times_of(member, since=since) == [times[2], times[1]]


def test_a_repeat_finds_its_first_copy_by_the_database_itself(member):
    client_id = uuid.uuid4()
    put(member, member, client_id=client_id)

    with pytest.raises(IntegrityError), transaction.atomic():
        put(member, member, client_id=client_id)


def test_words_lie_sealed(member):
    put(member, member, body="I am not all right.")

    with connection.cursor() as cursor:
        cursor.execute("SELECT body FROM groups_aside")
        assert b"all right" not in bytes(cursor.fetchone()[0])
    assert Aside.objects.get().body == "I am not all right."
