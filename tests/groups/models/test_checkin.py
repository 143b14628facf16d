"""Check-ins: sealed numbers, one row a person, meeting and kind."""

import pytest
from django.db import IntegrityError, connection, transaction

from community import vault
from groups.models import CheckIn

pytestmark = pytest.mark.django_db


@pytest.fixture
def row(meeting, member):
    row = CheckIn(meeting=meeting, seat=member, kind="out")
    row.answer({"mood": 2, "heard": None, "safe": 0})
    row.save()
    return row


def test_what_was_left_out_is_not_there(row):
    assert CheckIn.objects.get().answers == {"mood": 2, "safe": 0}


def test_staffs_copy_follows_only_when_told_to(row):
    row.tell("mood")
    row.answer({"mood": 9, "heard": 1, "safe": None})

    assert (row.answers, row.told) == ({"mood": 9, "heard": 1}, {"mood": 2})

    row.tell("mood")
    row.tell("heard")
    row.answer({})
    assert (row.answers, row.told) == ({}, {"mood": 9, "heard": 1})

    row.tell("heard")
    assert row.told == {"mood": 9}


def test_staffs_copy_is_taken_back_without_the_answer(row):
    row.tell("mood")

    row.untell()

    assert (row.answers, row.told) == ({"mood": 2, "safe": 0}, {})


def test_the_fullest_row_fits(row):
    row.answer({"mood": 10, "heard": 10, "safe": 10})
    for key in ("mood", "heard", "safe"):
        row.tell(key)

    row.full_clean()


def test_numbers_lie_sealed(row):
    with connection.cursor() as cursor:
        cursor.execute("SELECT sealed_answers FROM groups_checkin")
        assert b"mood" not in bytes(cursor.fetchone()[0])


def test_destroyed_numbers_are_no_answers(row, group):
    vault.destroy(key=group.data_key)

    fresh = CheckIn.objects.get()
    assert (fresh.answers, fresh.told) == ({}, {})


def test_one_answer_a_person_and_check(row, meeting, member):
    again = CheckIn(meeting=meeting, seat=member, kind="out")
    again.answer({})

    with pytest.raises(IntegrityError), transaction.atomic():
        again.save()


def test_own_answers_come_newest_first_and_nobody_elses(row, meeting, member, other_member):
    later = CheckIn(meeting=meeting, seat=member, kind="in")
    later.answer({"mood": 5})
    later.save()

    assert list(CheckIn.objects.own(member)) == [later, row]
    assert not CheckIn.objects.own(other_member)
    assert list(CheckIn.objects.of(meeting, "out")) == [row]
