"""The room: its one counter, and how it stands."""

import datetime

import pytest
from django.utils import timezone

from groups.models import Room
from tests import cast

pytestmark = pytest.mark.django_db


def test_the_counter_goes_up_by_one_and_the_object_knows(group):
    room = group.room

    assert [room.advance(), room.advance(), room.advance_staff()] == [1, 2, 1]
    assert (room.revision, room.staff_revision) == (2, 1)
    fresh = Room.objects.get()
    assert (fresh.revision, fresh.staff_revision) == (2, 1)


def test_a_room_is_seen_by_those_with_a_seat_now(member, stranger):
    assert list(Room.objects.visible_to(member.user)) == [member.group.room]
    member.left_at = timezone.now()
    member.save()
    assert not Room.objects.visible_to(member.user).exists()


@pytest.mark.parametrize(
    ("starts_in", "is_on"), [(20, False), (14, True), (-30, True), (-90 - 29, True), (-90 - 31, False)]
)
def test_the_meeting_is_on_from_a_little_before_to_a_little_after(group, starts_in, is_on):
    meeting = cast.make_meeting(group, starts_in=starts_in)

    assert group.room.meeting() == (meeting if is_on else None)


@pytest.mark.parametrize("end", ["closed_at", "cancelled_at"])
def test_a_closed_or_cancelled_meeting_is_not_on(group, end):
    cast.make_meeting(group, **{end: timezone.now()})

    assert group.room.meeting() is None


def test_how_a_room_stands_follows_the_clock_and_the_staff(group):
    room = group.room
    assert room.status_of(None, 1) == Room.Status.CLOSED
    meeting = cast.make_meeting(group)
    assert room.status_of(meeting, 0) == Room.Status.BEFORE
    meeting.opened_at = timezone.now()
    assert room.status_of(meeting, 0) == Room.Status.UNSTAFFED
    assert room.status_of(meeting, 1) == Room.Status.OPEN
    room.paused_at = timezone.now()
    assert room.status_of(meeting, 1) == Room.Status.PAUSED


def test_two_are_needed_where_two_are_needed(group):
    group.staff_needed = 2
    meeting = cast.make_meeting(group, opened_at=timezone.now())

    assert group.room.status_of(meeting, 1) == Room.Status.UNSTAFFED
    assert group.room.status_of(meeting, 2) == Room.Status.OPEN


def test_attendance_counts_until_its_moment(group, facilitator):
    duty = cast.attend(facilitator.user, group)
    assert group.room.staff_here == 1
    duty.until = timezone.now() - datetime.timedelta(seconds=1)
    duty.save()
    assert group.room.staff_here == 0


def test_nobody_enters_the_room_of_a_board(group, member):
    cast.seat(member.user, cast.make_board(group), alias="Lumi")

    assert list(Room.objects.visible_to(member.user)) == [group.room]
