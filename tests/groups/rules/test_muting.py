"""Whose words one may fold away."""

import pytest

from groups import rules
from groups.models import Membership
from tests import cast
from tests.groups.rules import refused

pytestmark = pytest.mark.django_db


def test_members_fold_members(member, other_member):
    assert rules.may_fold(member.user, member, other_member)


def test_a_seat_of_ones_own_is_needed(member, other_member):
    assert refused(rules.may_fold(other_member.user, member, other_member), "This room is for members")


def test_only_who_has_a_seat_there_can_be_folded(member, other_member, stranger):
    words = "This person has no seat in your group."
    assert refused(rules.may_fold(member.user, member, stranger), words)

    other_member.left_at = other_member.joined_at
    assert refused(rules.may_fold(member.user, member, other_member), words)


def test_nobody_folds_themselves(member):
    assert refused(rules.may_fold(member.user, member, member), "This is your own seat.")


def test_staff_are_always_read_and_read_everybody(group, member, facilitator):
    peer = cast.seat(cast.make_staff("facilitator"), group, alias="Paju", part=Membership.Part.PEER)

    for staff in (facilitator, peer):
        assert refused(
            rules.may_fold(member.user, member, staff),
            "Staff look after the room, so what they write is always shown.",
        )
        assert refused(
            rules.may_fold(staff.user, staff, member),
            "You are here for the whole group, so you see what everybody writes.",
        )


def test_whoever_has_the_seat_may_show_somebody_again(member, other_member):
    assert rules.may_unfold(member.user, member)
    assert refused(rules.may_unfold(other_member.user, member), "This room is for members")
