"""How fast a room goes: quiet times and slow mode, and that the next meeting finds nothing of them."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from community.audit.models import Entry
from groups.actions.room import begin_quiet, close_meeting, end_quiet, set_mode, set_slow
from groups.models import Room, Sign
from groups.scene import state_of
from groups.sockets import RoomSource

pytestmark = pytest.mark.django_db


def minutes_later(monkeypatch, minutes):
    moment = timezone.now() + datetime.timedelta(minutes=minutes)
    monkeypatch.setattr(timezone, "now", lambda: moment)


def test_a_quiet_time_ends_by_the_clock_and_the_room_goes_on_as_it_was(meeting, facilitator, monkeypatch):
    room = facilitator.group.room
    set_mode(room=room, actor=facilitator, mode=Room.Mode.READ_FIRST)

    begin_quiet(room=room, actor=facilitator, minutes=5)

    room = Room.objects.select_related("group").get()
    assert (room.mode_now, room.reads_first) == (Room.Mode.QUIET, True)
    assert "It is quiet until " in state_of(room)
    assert Entry.objects.filter(action="room.quiet").last().facts == {"minutes": 5}
    minutes_later(monkeypatch, 6)
    assert (room.mode_now, room.reads_first) == (Room.Mode.READ_FIRST, True)
    set_mode(room=room, actor=facilitator, mode=Room.Mode.OPEN_TALK)
    assert Room.objects.get().mode == Room.Mode.OPEN_TALK


def test_a_quiet_time_begun_again_starts_anew(meeting, facilitator):
    room = facilitator.group.room
    begin_quiet(room=room, actor=facilitator, minutes=1)

    begin_quiet(room=room, actor=facilitator, minutes=10)

    left = Room.objects.get().quiet_until - timezone.now()
    assert left > datetime.timedelta(minutes=9)
    assert Room.objects.get().mode_after == Room.Mode.OPEN_TALK


def test_a_quiet_time_is_ended_by_hand_once(meeting, facilitator, told):
    room = facilitator.group.room
    begin_quiet(room=room, actor=facilitator, minutes=10)

    with told:
        end_quiet(room=room, actor=facilitator)
        end_quiet(room=room, actor=facilitator)

    assert Room.objects.get().mode == Room.Mode.OPEN_TALK
    assert [scene["parts"]["quiet"] for scene in told.to(room.audience)] == [""]
    assert told.to(room.staff_audience)[0]["parts"]["leading"] == ""


def test_another_mode_ends_the_quiet_time(meeting, facilitator, told):
    room = facilitator.group.room
    begin_quiet(room=room, actor=facilitator, minutes=10)

    with told:
        set_mode(room=room, actor=facilitator, mode=Room.Mode.STAFF_ONLY)

    assert Room.objects.get().quiet_until is None
    assert told.to(room.audience)[0]["parts"]["quiet"] == ""


def test_slow_mode_is_switched_told_and_recorded_once(meeting, facilitator):
    room = facilitator.group.room

    set_slow(room=room, actor=facilitator, seconds=60)
    set_slow(room=room, actor=facilitator, seconds=60)

    assert "one message a minute" in state_of(Room.objects.select_related("group").get())
    assert [entry.facts for entry in Entry.objects.filter(action="room.slow")] == [{"seconds": 60}]
    with pytest.raises(ValueError, match="not a pace"):
        set_slow(room=room, actor=facilitator, seconds=45)


def test_members_do_not_make_the_room_quiet_or_slow(meeting, member):
    room = member.group.room
    for act, facts in ((begin_quiet, {"minutes": 5}), (end_quiet, {}), (set_slow, {"seconds": 30})):
        with pytest.raises(PermissionDenied, match="those who lead"):
            act(room=room, actor=member, **facts)


def test_the_next_meeting_finds_nothing_of_this_one(meeting, facilitator, member):
    room = facilitator.group.room
    set_slow(room=room, actor=facilitator, seconds=30)
    begin_quiet(room=room, actor=facilitator, minutes=5)
    Sign.objects.create(room=room, seat=member, kind=Sign.Kind.BREAK)

    close_meeting(meeting=meeting, actor=facilitator)

    room = Room.objects.get()
    assert (room.mode, room.quiet_until, room.exercise, room.slow_seconds) == ("open", None, "", 0)
    assert not Sign.objects.exists()


def test_the_hub_notices_that_a_quiet_time_is_over(meeting, facilitator, monkeypatch):
    room = facilitator.group.room
    source, key = RoomSource(), str(room.pk)
    begin_quiet(room=room, actor=facilitator, minutes=5)
    before = source.counters([key])[key].signature

    minutes_later(monkeypatch, 6)

    after = source.counters([key])[key].signature
    everyone, staff = (facts["parts"] for _audience, facts in source.changed(key, before, after))
    assert "The quiet time is over. You can write again." in everyone["state"]
    assert everyone["quiet"] == staff["leading"] == ""


def test_that_it_was_quiet_is_not_said_for_the_rest_of_the_meeting(meeting, facilitator, monkeypatch):
    begin_quiet(room=facilitator.group.room, actor=facilitator, minutes=5)
    for minutes, is_said in ((6, True), (8, False)):
        minutes_later(monkeypatch, minutes)
        assert ("The quiet time is over." in state_of(Room.objects.select_related("group").get())) == is_said
