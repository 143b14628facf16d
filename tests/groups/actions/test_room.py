"""Running a room: attending, modes, pauses, closing."""

import datetime
import json

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from community.audit.models import Entry
from groups.actions.room import (
    attend,
    close_meeting,
    pause,
    resume,
    set_mode,
    tell_everyone,
    tell_own,
)
from groups.models import Meeting, Message, OnDuty, Room
from groups.scene import panel_of, people_of, state_of
from groups.sockets import RoomSource
from tests import cast

pytestmark = pytest.mark.django_db


def test_the_first_facilitator_to_come_opens_the_meeting(group, facilitator):
    meeting = cast.make_meeting(group, starts_in=-1)

    attend(room=group.room, actor=facilitator)
    attend(room=group.room, actor=facilitator)

    meeting.refresh_from_db()
    assert meeting.opened_at is not None
    assert Entry.objects.filter(action="meeting.opened").count() == 1
    assert OnDuty.objects.count() == 1


def test_two_who_come_at_once_open_the_meeting_once(group, facilitator, monkeypatch):
    seen_before = cast.make_meeting(group, starts_in=-1)
    Meeting.objects.update(opened_at=timezone.now())  # the other came between our look and our note
    monkeypatch.setattr(Room, "meeting", lambda room, now=None: seen_before)

    attend(room=group.room, actor=facilitator)

    assert not Entry.objects.filter(action="meeting.opened").exists()


def test_a_room_that_needs_two_opens_with_the_second(group, facilitator):
    group.staff_needed = 2
    group.save()
    meeting = cast.make_meeting(group)
    second = cast.lead(cast.make_staff("facilitator"), group, alias="Mikael")

    attend(room=group.room, actor=facilitator)
    meeting.refresh_from_db()
    assert meeting.opened_at is None

    attend(room=group.room, actor=second)
    meeting.refresh_from_db()
    assert meeting.opened_at is not None


def test_attendance_runs_out_by_itself(group, facilitator):
    cast.make_meeting(group)
    attend(room=group.room, actor=facilitator)
    assert 20 <= (OnDuty.objects.get().until - timezone.now()).total_seconds() <= 25

    OnDuty.objects.update(until=timezone.now() - datetime.timedelta(seconds=1))

    assert group.room.staff_here == 0


def test_members_cannot_attend_for_staff(group, member):
    with pytest.raises(PermissionDenied):
        attend(room=group.room, actor=member)


@pytest.mark.parametrize("mode", [Room.Mode.OPEN_TALK, Room.Mode.READ_FIRST, Room.Mode.STAFF_ONLY])
def test_modes_are_switched_and_recorded_once(meeting, facilitator, mode):
    set_mode(room=facilitator.group.room, actor=facilitator, mode=mode)
    set_mode(room=facilitator.group.room, actor=facilitator, mode=mode)

    assert Room.objects.get().mode == mode
    assert Entry.objects.filter(action="room.mode").count() == (0 if mode == Room.Mode.OPEN_TALK else 1)


def test_an_unknown_mode_is_refused(meeting, facilitator):
    with pytest.raises(ValueError, match="is not a valid"):
        set_mode(room=facilitator.group.room, actor=facilitator, mode="party")


@pytest.mark.parametrize(("mode", "words"), [("round", "asks for a prompt"), ("quiet", "asks how long")])
def test_a_round_and_a_quiet_time_begin_with_their_forms(meeting, facilitator, mode, words):
    with pytest.raises(PermissionDenied, match=words):
        set_mode(room=facilitator.group.room, actor=facilitator, mode=mode)


def test_a_pause_has_words_and_ends(meeting, facilitator):
    pause(room=facilitator.group.room, actor=facilitator, text="Breathe. We go on in five minutes.")
    assert Room.objects.get().pause_text == "Breathe. We go on in five minutes."
    assert "Breathe" in state_of(Room.objects.select_related("group").get())

    resume(room=facilitator.group.room, actor=facilitator)
    room = Room.objects.get()
    assert (room.paused_at, room.pause_text) == (None, "")


def test_closing_ends_the_meeting_and_clears_the_room_for_the_next(meeting, facilitator):
    room = facilitator.group.room
    set_mode(room=room, actor=facilitator, mode=Room.Mode.STAFF_ONLY)
    pause(room=room, actor=facilitator)

    close_meeting(meeting=meeting, actor=facilitator)
    close_meeting(meeting=Meeting.objects.get(), actor=facilitator)

    room = Room.objects.get()
    assert room.meeting() is None
    assert (room.mode, room.paused_at) == (Room.Mode.OPEN_TALK, None)
    assert Entry.objects.filter(action="meeting.closed").count() == 1


@pytest.mark.parametrize("act", [pause, resume])
def test_members_do_not_run_the_room(meeting, member, act):
    with pytest.raises(PermissionDenied):
        act(room=member.group.room, actor=member)
    with pytest.raises(PermissionDenied):
        close_meeting(meeting=meeting, actor=member)
    with pytest.raises(PermissionDenied):
        set_mode(room=member.group.room, actor=member, mode=Room.Mode.READ_FIRST)


def test_the_panel_shows_what_waits(meeting, member, facilitator):
    cast.words(member, "Waiting words", state=Message.State.HELD)

    html = panel_of(Room.objects.select_related("group").get())

    assert "Waiting words" in html


def test_the_ring_knows_who_sits_where(group, member, facilitator):
    people = people_of(group.room, here={str(member.pk)})

    assert [(person["alias"], person["staff"], person["here"]) for person in people] == [
        (seat.alias, seat.is_staff, seat == member) for seat in group.memberships.order_by("seat_number")
    ]
    tell_everyone(room=group.room, parts=("seats",))


# --- What the hub is told -----------------------------------------------------------
def test_the_signature_changes_with_what_pages_show(meeting, group, facilitator, member):
    source, key = RoomSource(), str(group.room.pk)
    before = source.counters([key])[key]

    pause(room=group.room, actor=facilitator)

    after = source.counters([key])[key]
    assert before.signature != after.signature
    assert [facts["type"] for _audience, facts in source.changed(key, before.signature, after.signature)] == [
        "room.scene"
    ]
    cast.words(member, state=Message.State.HELD)
    group.room.advance_staff()
    later = source.counters([key])[key]
    told = source.changed(key, after.signature, later.signature)
    assert [(audience, facts["type"]) for audience, facts in told] == [
        (group.room.staff_audience, "staff.scene")
    ]
    assert len(source.changed(key, None, json.dumps([["open"], 1]))) == 2
    assert source.changed("00000000-0000-0000-0000-000000000000", None, "[1, 2]") == []


def test_counters_cost_two_queries_whatever_the_rooms(django_assert_num_queries, meeting, group):
    others = [cast.make_group(name=f"Group {number}") for number in range(3)]
    keys = [str(each.room.pk) for each in (group, *others)]

    with django_assert_num_queries(2):
        assert len(RoomSource().counters(keys)) == 4


def test_what_was_missed_comes_oldest_first_and_not_without_end(group, meeting, member):
    for number in range(4):
        cast.words(member, f"line {number}")

    rows = RoomSource().frames_since(str(group.room.pk), 1, 10)

    assert [revision for revision, _facts in rows] == [2, 3, 4]
    assert RoomSource().frames_since(str(group.room.pk), 0, 3) is None


def test_after_the_meeting_only_what_is_gone_travels(group, meeting, member):
    """A newcomer's page may be listening, and what was said before they came is not theirs to read."""
    cast.words(member, "still shown")
    cast.words(member, "hidden since", state=Message.State.HIDDEN)
    meeting.closed_at = timezone.now()
    meeting.save()

    ((revision, facts),) = RoomSource().frames_since(str(group.room.pk), 0, 10)

    assert revision == 2
    assert "hidden since" not in facts["html"]


def test_a_beat_renews_only_those_with_power(group, facilitator, member):
    lapsed = cast.lead(cast.make_staff("facilitator", credential=False), group, alias="Vesa")

    RoomSource().beat(
        {str(group.room.pk): {str(facilitator.user_id), str(member.user_id), str(lapsed.user_id)}}
    )

    assert [duty.user_id for duty in OnDuty.objects.all()] == [facilitator.user_id]


@pytest.mark.parametrize(
    "seat", [{}, {"left_at": timezone.now()}, {"user": None}], ids=["sits", "left", "gone"]
)
def test_what_is_ones_own_is_told_to_those_who_have_the_seat(group, member, told, seat):
    audience = member.user.audience
    for name, value in seat.items():
        setattr(member, name, value)

    with told:
        tell_own(room=group.room, seat=member, parts=("call",))

    assert [facts["room"] for facts in told.to(audience)] == ([] if seat else [str(group.room.pk)])
