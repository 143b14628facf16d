"""Who writes on the private lines."""

import datetime

import pytest
from django.utils import timezone

from groups import rules
from groups.models import Membership, Room
from tests import cast
from tests.groups.rules import refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def peer(group):
    """A trained peer with a second step and without a credential."""
    user = cast.make_staff("facilitator", credential=False)
    return cast.seat(user, group, alias="Paju", part=Membership.Part.PEER)


def may_write(seat, room=None, user=None):
    return rules.may_write_to_staff(user or seat.user, seat, room or seat.group.room)


def test_whoever_has_the_seat_may_always_write_to_staff(group, member):
    assert may_write(member)  # no meeting, nobody there

    member.muted_until = timezone.now() + datetime.timedelta(minutes=5)
    member.agreed_version = 0
    member.user.standing = "paused"
    Room.objects.update(mode=Room.Mode.STAFF_ONLY, paused_at=timezone.now())
    assert may_write(member)


def test_writing_to_staff_needs_a_seat_in_that_group(member, other_member, stranger):
    assert refused(may_write(member, user=other_member.user), "This room is for members of the group.")
    assert refused(may_write(member, room=stranger.group.room), "This room is for members of the group.")
    member.left_at = timezone.now()
    assert refused(may_write(member), "This room is for members of the group.")


def test_who_leads_is_at_the_other_end(facilitator, peer):
    words = "You lead here. This line is for members to write to you."

    assert refused(may_write(facilitator), words)
    assert may_write(peer)
    cast.give_credential(peer.user)
    assert refused(may_write(Membership.objects.get(pk=peer.pk)), words)


def test_lines_are_read_by_those_who_lead_the_group_now(facilitator, member, other_member, stranger, peer):
    assert rules.may_read_line(facilitator.user, facilitator, member)
    for seat in (other_member, peer):
        assert not rules.may_read_line(seat.user, seat, member)
    assert refused(rules.may_read_line(member.user, member, member), "This is for those who lead the group.")
    assert refused(
        rules.may_read_line(facilitator.user, facilitator, stranger), "This person has no seat in your group."
    )


def test_nobody_answers_into_the_void(facilitator, member, other_member):
    assert rules.may_answer_line(facilitator.user, facilitator, member)
    assert refused(rules.may_answer_line(member.user, member, other_member), "those who lead")

    member.left_at = timezone.now()
    assert rules.may_read_line(facilitator.user, facilitator, member)
    words = "This person has left, so nobody would read an answer here."
    assert refused(rules.may_answer_line(facilitator.user, facilitator, member), words)
    other_member.user = None
    assert refused(rules.may_answer_line(facilitator.user, facilitator, other_member), words)


def test_staffs_own_line_is_for_those_who_run_the_room(group, facilitator, member, peer, stranger):
    assert rules.may_write_among_staff(facilitator.user, facilitator, group.room)
    assert refused(rules.may_write_among_staff(member.user, member, group.room), "those who lead")
    assert not rules.may_write_among_staff(peer.user, peer, group.room)
    assert refused(
        rules.may_write_among_staff(facilitator.user, facilitator, stranger.group.room), "not yours to run"
    )


def test_a_line_keeps_the_same_pace_and_says_how_long_to_wait(settings, member):
    now = timezone.now()
    settings.SAY_PACE = {"member": (2, 3), "staff": (9, 1)}
    assert rules.keeps_line_pace(member, [now], now)
    assert refused(
        rules.keeps_line_pace(member, [now, now], now),
        "What you wrote before has arrived. Wait 3 seconds, then send the rest.",
    )
    a_second_left = [now - datetime.timedelta(seconds=2)] * 2
    assert refused(rules.keeps_line_pace(member, a_second_left, now), "Wait 1 second, then")
    settings.SAY_PACE = {}
    assert rules.keeps_line_pace(member, [now] * 99, now)
