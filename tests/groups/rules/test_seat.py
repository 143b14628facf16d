"""Who leads, plans, and changes who has a seat."""

import datetime

import pytest
from django.utils import timezone

from community.accounts.models import Credential
from groups import rules
from groups.models import Invitation, Membership
from tests import cast
from tests.groups.rules import fresh, refused

pytestmark = pytest.mark.django_db


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


# --- Seats of staff -------------------------------------------------------------
def test_who_plans_or_operates_has_no_seat_and_seats_nobody_like_them(coordinator):
    for person in (
        coordinator,
        cast.make_staff("administrator"),
        cast.make_staff("coordinator", "facilitator"),
    ):
        assert refused(rules.may_seat(coordinator, person, "peer"), "has no seat in them")


def test_a_seat_as_staff_asks_for_a_duty(coordinator, facilitator):
    assert rules.may_seat(coordinator, cast.make_staff("facilitator"), "facilitator")
    assert rules.may_seat(coordinator, cast.make_staff("referrer"), "peer")
    assert refused(
        rules.may_seat(coordinator, cast.make_staff("referrer"), "facilitator"), "duty of a facilitator"
    )
    assert refused(rules.may_seat(coordinator, cast.make_user(), "peer"), "duty of a facilitator")
    assert refused(rules.may_seat(facilitator.user, cast.make_staff("facilitator"), "peer"), "coordinators")


def test_ending_a_seat_of_staff(coordinator, facilitator, member):
    assert rules.may_unseat(coordinator, facilitator)
    assert refused(rules.may_unseat(coordinator, member), "not a seat of staff")
    assert refused(rules.may_unseat(member.user, facilitator), "coordinators")


def test_a_trained_peer_without_a_second_step_or_a_duty_does_not_enter(group):
    peer = cast.seat(
        cast.make_staff("facilitator", credential=False), group, part=Membership.Part.PEER, alias="Aino"
    )
    assert rules.may_enter(peer.user, peer)
    peer.user.roles.update(ended_at=timezone.now())

    seat = fresh(peer)

    assert refused(rules.may_enter(seat.user, seat), "second step")


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
    membership.user.date_joined = timezone.now() + datetime.timedelta(minutes=1)
    membership.user.save()
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


def test_a_code_opens_the_whole_account_so_a_seat_elsewhere_asks_for_somebody_else(
    referrer, facilitator, member
):
    invited(referrer, member)
    elsewhere = cast.seat(member.user, cast.make_group(name="Tuesday group"))

    assert refused(rules.may_help_back(facilitator.user, member, facilitator), "cannot be made here")
    assert refused(rules.may_help_back(referrer, member), "cannot be made here")
    cast.lead(facilitator.user, elsewhere.group)
    assert rules.may_help_back(facilitator.user, member, facilitator)


def test_a_seat_on_a_board_takes_nobody_the_way_back_to_their_group(referrer, facilitator, member):
    invited(referrer, member)
    on_board = cast.seat(member.user, cast.make_board(member.group), alias="Lumi")

    assert rules.may_help_back(facilitator.user, member, facilitator)
    assert rules.may_help_back(referrer, member)
    other = cast.lead(cast.make_staff("facilitator"), on_board.group)
    assert refused(rules.may_help_back(other.user, on_board, other), "cannot be made here")


def test_staff_of_a_board_learn_of_nobody_there_that_they_are_in_their_own_group(facilitator, member):
    on_board = cast.seat(member.user, cast.make_board(member.group), alias="Lumi")
    leader = cast.lead(facilitator.user, on_board.group)

    assert refused(rules.may_help_back(facilitator.user, on_board, leader), "cannot be made here")


def test_a_referrer_makes_none_for_an_account_that_was_there_before_them(referrer, member):
    invited(referrer, member)
    member.user.date_joined = timezone.now() - datetime.timedelta(days=400)

    assert refused(rules.may_help_back(referrer, member), "cannot be made here")


def test_nobody_else_makes_a_code(referrer, facilitator, member, stranger):
    other = cast.make_staff("referrer")
    invited(referrer, member)

    assert refused(rules.may_help_back(other, member), "Only this person's")
    assert refused(rules.may_help_back(facilitator.user, stranger, facilitator), "Only this person's")


def test_no_code_opens_a_seat_that_ended_or_one_of_staff(facilitator, member):
    assert refused(rules.may_help_back(facilitator.user, facilitator, facilitator), "no seat")
    member.left_at = timezone.now()
    assert refused(rules.may_help_back(facilitator.user, member, facilitator), "no seat")
