"""Who may enter, speak in and run a room."""

import datetime

import pytest
from django.utils import timezone

from groups import rules
from groups.models import Room
from tests import cast
from tests.groups.rules import fresh, refused

pytestmark = pytest.mark.django_db


def may_say(membership, **kwargs):
    seat = fresh(membership)
    room = kwargs.pop("room", seat.group.room)
    return rules.may_say(
        seat.user, seat, room, **{"meeting": room.meeting(), "staff_count": room.staff_here, **kwargs}
    )


def test_a_member_speaks_in_an_open_room(meeting, member):
    assert may_say(member)


def test_others_do_not_speak(meeting, member, stranger, other_member):
    room = member.group.room

    assert refused(may_say(stranger, room=room), "for members")
    verdict = rules.may_say(member.user, other_member, room, meeting=meeting, staff_count=1)
    assert refused(verdict, "for members")


@pytest.mark.parametrize(
    ("how", "words"),
    [
        ("paused", "Your account is paused"),
        ("left", "for members"),
        ("unsigned", "new version"),
        ("muted", "listen for a while"),
    ],
)
def test_a_member_is_told_why_not(meeting, member, how, words):
    if how == "paused":
        member.user.standing = "paused"
        member.user.save()
    member.left_at = timezone.now() if how == "left" else None
    member.agreed_version = 0 if how == "unsigned" else 1
    member.muted_until = timezone.now() + datetime.timedelta(minutes=5) if how == "muted" else None
    member.save()

    assert refused(may_say(member), words)


@pytest.mark.parametrize(
    ("how", "words"),
    [
        ("closed", "closed until the next meeting"),
        ("before", "opens when your facilitator"),
        ("unstaffed", "waits until your facilitator"),
        ("paused", "The room is paused"),
        ("staff", "Only staff speak just now. Your words stay in the box."),
        ("quiet", "It is quiet until "),
        ("quiet without an end", "It is quiet for a while. Your words stay in the box."),
    ],
)
def test_the_room_says_why_not(meeting, member, how, words):
    room = fresh(member).group.room
    if how == "staff":
        room.mode = Room.Mode.STAFF_ONLY
    if how.startswith("quiet"):
        room.change_to(Room.Mode.QUIET)
    if how == "quiet":
        room.quiet_until = timezone.now() + datetime.timedelta(minutes=5)
    if how == "paused":
        room.paused_at = timezone.now()
    meeting.opened_at = timezone.now() if how == "unstaffed" else None
    given = {
        "meeting": None if how == "closed" else meeting,
        "staff_count": 0 if how in ("before", "unstaffed") else 1,
    }

    assert refused(may_say(member, room=room, **given), words)


def test_quiet_is_said_with_its_end_on_the_groups_clock_and_is_over_by_itself(meeting, member):
    room = fresh(member).group.room
    room.group.time_zone = "Europe/Helsinki"
    room.change_to(Room.Mode.QUIET)
    until = timezone.now() + datetime.timedelta(minutes=5)
    room.quiet_until = until

    local = timezone.localtime(until, room.group.zone)
    assert refused(
        may_say(member, room=room), f"It is quiet until {local:%H.%M}. Your words stay in the box."
    )
    room.quiet_until = timezone.now()
    assert may_say(member, room=room)


def test_facilitators_speak_in_a_quiet_time(meeting, facilitator):
    room = fresh(facilitator).group.room
    room.change_to(Room.Mode.QUIET)

    assert may_say(facilitator, room=room)


def test_facilitators_speak_before_the_room_opens_but_not_when_it_is_closed(group, facilitator):
    assert refused(may_say(facilitator), "closed until")
    cast.make_meeting(group, starts_in=10)
    assert may_say(facilitator)


def test_whose_words_are_read_first(member, facilitator, group):
    room = group.room
    assert not rules.needs_reading(member, room)
    room.mode = Room.Mode.READ_FIRST
    assert rules.needs_reading(member, room)
    assert not rules.needs_reading(facilitator, room)


@pytest.mark.parametrize("mode", [Room.Mode.ROUND, Room.Mode.QUIET])
def test_what_is_read_first_stays_so_in_a_round_and_after_a_quiet_time(member, mode):
    room = member.group.room
    room.change_to(Room.Mode.READ_FIRST)
    room.change_to(mode)
    room.quiet_until = timezone.now()

    assert rules.needs_reading(member, room)


def test_slow_mode_is_for_members_and_says_how_long(member, facilitator):
    room = member.group.room
    room.slow_seconds = 60
    now = timezone.now()
    times = [now - datetime.timedelta(seconds=20)]

    assert rules.keeps_pace(facilitator, room, times, now)
    assert refused(
        rules.keeps_pace(member, room, times, now),
        "The room goes slowly: one message every 60 seconds. You can write again in 40 seconds.",
    )


# --- The room ---------------------------------------------------------------------
def test_running_a_room(facilitator, member, stranger):
    assert rules.may_run(facilitator.user, facilitator, facilitator.group.room)
    assert refused(rules.may_run(member.user, member, member.group.room), "those who lead")
    assert refused(rules.may_run(facilitator.user, facilitator, stranger.group.room), "not yours to run")


def test_switching_the_mode(facilitator, member):
    room = facilitator.group.room

    assert rules.may_switch(facilitator.user, facilitator, room, Room.Mode.STAFF_ONLY)
    assert refused(rules.may_switch(member.user, member, room, Room.Mode.STAFF_ONLY), "those who lead")
    assert refused(rules.may_switch(facilitator.user, facilitator, room, Room.Mode.ROUND), "its own form")
    assert refused(rules.may_switch(facilitator.user, facilitator, room, Room.Mode.QUIET), "its own form")
    room.change_to(Room.Mode.ROUND)
    assert rules.may_switch(facilitator.user, facilitator, room, Room.Mode.ROUND)


def test_beginning_a_quiet_time(meeting, facilitator, member):
    room = facilitator.group.room
    may_begin = rules.may_begin_quiet

    assert may_begin(facilitator.user, facilitator, room, meeting)
    assert refused(may_begin(member.user, member, room, meeting), "those who lead")
    assert refused(may_begin(facilitator.user, facilitator, room, None), "closed until")
    room.change_to(Room.Mode.ROUND)
    assert refused(
        may_begin(facilitator.user, facilitator, room, meeting), "A round is going on. End it first."
    )


def test_everyone_with_a_seat_may_call_for_help(member, stranger):
    member.muted_until = timezone.now() + datetime.timedelta(hours=1)

    assert rules.may_call(member.user, member, member.group.room)
    assert refused(rules.may_call(stranger.user, stranger, member.group.room), "for members")
    assert refused(rules.may_call(stranger.user, member, member.group.room), "for members")


def test_past_meetings_are_for_those_who_were_there(group, facilitator, member, stranger):
    before = cast.make_meeting(group, starts_in=-60 * 24 * 7)
    after = cast.make_meeting(group, starts_in=10)

    assert rules.may_read_meeting(member.user, member, after)
    assert rules.may_read_meeting(facilitator.user, facilitator, before)
    assert refused(rules.may_read_meeting(member.user, member, before), "before you came")
    assert refused(rules.may_read_meeting(stranger.user, stranger, after), "not in your group")
    assert refused(rules.may_read_meeting(stranger.user, member, after), "for members")
