"""Every may in a room: one case per way it says no, and the no says why."""

import datetime

import pytest
from django.utils import timezone

from groups import rules
from groups.models import Membership, Message, Room
from tests import cast

pytestmark = pytest.mark.django_db


def refused(verdict, words):
    assert not verdict
    assert words in verdict.reason
    return True


def fresh(membership):
    """The seat as a request would load it."""
    return Membership.objects.select_related("user", "group__room").get(pk=membership.pk)


# --- Speaking -------------------------------------------------------------------
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


# --- Deciding about words ---------------------------------------------------------
def test_deciding_is_for_the_groups_own_staff(facilitator, member, stranger):
    held = cast.words(member, state=Message.State.HELD)
    elsewhere = cast.words(stranger, state=Message.State.HELD)

    for may in (rules.may_release, rules.may_return):
        assert may(facilitator.user, facilitator, held)
        assert refused(may(member.user, member, held), "those who lead")
        assert refused(may(facilitator.user, facilitator, elsewhere), "not in your group")


@pytest.mark.parametrize(
    ("may", "right", "words"),
    [
        (rules.may_release, "held", "already decided"),
        (rules.may_hide, "shown", "Only words that are shown"),
        (rules.may_restore, "hidden", "Only hidden words"),
    ],
)
def test_each_decision_fits_one_state(facilitator, member, may, right, words):
    for state in Message.State:
        message = Message(room=member.group.room, author=member, state=state)
        verdict = may(facilitator.user, facilitator, message)
        assert verdict if state == right else refused(verdict, words)
    assert refused(may(member.user, member, message), "those who lead")


def test_one_takes_back_ones_own_words(facilitator, member, other_member):
    message = cast.words(member)

    assert rules.may_retract(member.user, member, message)
    assert refused(rules.may_retract(other_member.user, other_member, message), "not your words")
    assert refused(rules.may_retract(other_member.user, member, message), "for members")
    assert refused(rules.may_retract(member.user, None, message), "for members")
    message.state = Message.State.HIDDEN
    assert refused(rules.may_retract(member.user, member, message), "already gone")


def test_what_can_be_reported(member, other_member, stranger):
    message = cast.words(member)

    assert rules.may_report(other_member.user, other_member, message)
    assert refused(rules.may_report(member.user, member, message), "your own words")
    assert refused(rules.may_report(stranger.user, stranger, message), "not in your group")
    assert refused(rules.may_report(stranger.user, other_member, message), "for members")
    held = cast.words(member, state=Message.State.HELD)
    assert refused(rules.may_report(other_member.user, other_member, held), "not in your group")


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
