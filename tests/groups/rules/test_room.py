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
        ("staff", "Only staff speak"),
    ],
)
def test_the_room_says_why_not(meeting, member, how, words):
    room = fresh(member).group.room
    if how == "staff":
        room.mode = Room.Mode.STAFF_ONLY
    if how == "paused":
        room.paused_at = timezone.now()
    meeting.opened_at = timezone.now() if how == "unstaffed" else None
    given = {
        "meeting": None if how == "closed" else meeting,
        "staff_count": 0 if how in ("before", "unstaffed") else 1,
    }

    assert refused(may_say(member, room=room, **given), words)


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


# --- The room ---------------------------------------------------------------------
def test_running_a_room(facilitator, member, stranger):
    assert rules.may_run(facilitator.user, facilitator, facilitator.group.room)
    assert refused(rules.may_run(member.user, member, member.group.room), "those who lead")
    assert refused(rules.may_run(facilitator.user, facilitator, stranger.group.room), "not yours to run")


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
