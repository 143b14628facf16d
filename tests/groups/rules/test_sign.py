"""Who may raise a hand or take a break."""

import datetime

import pytest
from django.utils import timezone

from groups import rules
from tests.groups.rules import refused

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("rule", [rules.may_sign, rules.may_raise_hand])
def test_members_show_signs_while_a_meeting_is_on(meeting, member, facilitator, stranger, rule):
    room = member.group.room

    assert rule(member.user, member, room, meeting)
    assert refused(rule(stranger.user, member, room, meeting), "for members of the group")
    assert refused(rule(stranger.user, stranger, room, meeting), "for members of the group")
    assert refused(rule(facilitator.user, facilitator, room, meeting), "Those who lead speak at any time")
    assert refused(rule(member.user, member, room, None), "closed until the next meeting")


def test_who_is_asked_to_listen_may_raise_a_hand_and_take_a_break(meeting, member):
    member.muted_until = timezone.now() + datetime.timedelta(hours=1)

    assert rules.may_raise_hand(member.user, member, member.group.room, meeting)
    assert rules.may_sign(member.user, member, member.group.room, meeting)


def test_a_paused_account_takes_a_break_and_raises_no_hand(meeting, member):
    member.user.standing = "paused"

    assert rules.may_sign(member.user, member, member.group.room, meeting)
    assert refused(
        rules.may_raise_hand(member.user, member, member.group.room, meeting), "Your account is paused"
    )
