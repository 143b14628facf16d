"""Every may in groups: one case per way it says no, and the no says why."""

import datetime

import pytest
from django.utils import timezone

from community.accounts.models import Credential
from groups import rules
from groups.models import Invitation, Membership, Message, Room
from tests import cast

pytestmark = pytest.mark.django_db


def refused(verdict, words):
    assert not verdict
    assert words in verdict.reason
    return True


def fresh(membership):
    """The seat as a request would load it."""
    return Membership.objects.select_related("user", "group__room").get(pk=membership.pk)


# --- Leading --------------------------------------------------------------------
def test_a_facilitator_with_proof_leads(facilitator):
    assert rules.may_lead(facilitator.user, facilitator)


@pytest.mark.parametrize("seat", ["none", "member", "left"])
def test_only_staff_with_a_seat_lead(seat, facilitator, member):
    if seat == "left":
        facilitator.left_at = timezone.now()
    membership = {"none": None, "member": member, "left": facilitator}[seat]

    assert refused(rules.may_lead(facilitator.user, membership), "those who lead")


def test_a_lapsed_credential_leads_nothing(facilitator):
    Credential.objects.update(next_check_on=timezone.localdate() - datetime.timedelta(days=1))

    seat = fresh(facilitator)

    assert refused(rules.may_lead(seat.user, seat), "credential")
    assert refused(rules.may_enter(seat.user, seat), "credential")


def test_without_a_second_step_nobody_leads(group):
    seat = cast.lead(cast.make_staff("facilitator", step=False), group)

    assert refused(rules.may_lead(seat.user, seat), "second step")


def test_planning_is_for_coordinators(coordinator, facilitator):
    assert rules.may_plan(coordinator)
    assert refused(rules.may_plan(facilitator.user), "coordinators")


def test_words_are_destroyed_only_after_the_group_has_ended(coordinator, member, group):
    assert refused(rules.may_destroy_words(member.user, group), "coordinators")
    assert refused(rules.may_destroy_words(coordinator, group), "still running")
    group.ended_at = timezone.now()
    assert rules.may_destroy_words(coordinator, group)


# --- Seats ----------------------------------------------------------------------
def test_one_leaves_ones_own_seat(member, other_member):
    assert rules.may_leave(member.user, member)
    assert refused(rules.may_leave(other_member.user, member), "no seat")
    assert refused(rules.may_leave(member.user, None), "no seat")


def test_facilitators_may_remove_members_of_their_group(facilitator, member, stranger):
    assert rules.may_remove(facilitator.user, facilitator, member)
    assert refused(rules.may_remove(member.user, member, facilitator), "those who lead")
    assert refused(rules.may_remove(facilitator.user, facilitator, stranger), "your group")
    assert refused(rules.may_remove(facilitator.user, facilitator, facilitator), "coordinators")


def test_a_seat_is_taken_by_a_person_without_work_here(member, facilitator):
    person = cast.make_user()

    assert rules.may_sit(person, None)
    assert refused(rules.may_sit(member.user, member), "already have a seat")
    assert refused(rules.may_sit(facilitator.user, None), "work account")
    person.standing = "paused"
    assert refused(rules.may_sit(person, None), "paused")


# --- Ways back ------------------------------------------------------------------
def invited(referrer, membership):
    return Invitation.objects.create(
        group=membership.group,
        referrer=referrer,
        channel="letter",
        token_digest=bytes(32),
        expires_at=timezone.now() + datetime.timedelta(days=30),
        accepted_at=timezone.now(),
        membership=membership,
    )


def test_ones_own_facilitator_makes_a_code(facilitator, member):
    assert rules.may_help_back(facilitator.user, member, facilitator)


def test_whoever_invited_makes_a_code(referrer, member):
    invited(referrer, member)

    assert rules.may_help_back(referrer, member)


def test_nobody_else_makes_a_code(referrer, facilitator, member, stranger):
    other = cast.make_staff("referrer")
    invited(referrer, member)

    assert refused(rules.may_help_back(other, member), "Only this person's")
    assert refused(rules.may_help_back(facilitator.user, stranger, facilitator), "Only this person's")


def test_no_code_opens_a_seat_that_ended_or_one_of_staff(facilitator, member):
    assert refused(rules.may_help_back(facilitator.user, facilitator, facilitator), "no seat")
    member.left_at = timezone.now()
    assert refused(rules.may_help_back(facilitator.user, member, facilitator), "no seat")


# --- Invitations ----------------------------------------------------------------
def test_inviting_needs_the_role_and_a_running_group(referrer, member, group):
    assert rules.may_invite(referrer, group)
    assert refused(rules.may_invite(member.user, group), "Inviting needs")
    group.ended_at = timezone.now()
    assert refused(rules.may_invite(referrer, group), "ended")


def open_invitation(referrer, group, **fields):
    return Invitation.objects.create(
        group=group,
        referrer=referrer,
        channel="letter",
        token_digest=bytes(32),
        **{"expires_at": timezone.now() + datetime.timedelta(days=30), **fields},
    )


def test_an_invitation_is_taken_back_by_who_made_it_while_it_works(referrer, group):
    invitation = open_invitation(referrer, group)

    assert rules.may_revoke(referrer, invitation)
    assert refused(rules.may_revoke(cast.make_staff("referrer"), invitation), "not yours")
    invitation.declined_at = timezone.now()
    assert refused(rules.may_revoke(referrer, invitation), "can no longer")


@pytest.mark.parametrize("end", ["expires_at", "accepted_at", "declined_at", "revoked_at", "group"])
def test_every_way_an_invitation_ends_has_the_same_words(referrer, group, end):
    invitation = open_invitation(referrer, group)
    assert rules.may_accept(invitation)

    if end == "group":
        group.ended_at = timezone.now()
    else:
        setattr(invitation, end, timezone.now())

    assert refused(rules.may_accept(invitation), "This invitation no longer works")


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
