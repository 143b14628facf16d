"""Who asks at the ends of a meeting, and who answers; each no says why."""

import pytest
from django.utils import timezone

from groups.rules import may_answer_check, may_ask
from tests import cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def room(meeting):
    meeting.opened_at = timezone.now()
    meeting.group.room.asks = "in"
    return meeting.group.room


def test_those_who_lead_ask_while_the_meeting_is_on(room, meeting, facilitator, member):
    assert may_ask(facilitator.user, facilitator, room, meeting)
    assert "for those who lead" in may_ask(member.user, member, room, meeting).reason
    for not_on in (None, cast.make_meeting(meeting.group, starts_in=5)):
        words = may_ask(facilitator.user, facilitator, room, not_on).reason
        assert words == "The questions can be opened once the meeting is on."


def test_members_answer_what_is_open(room, meeting, member):
    assert may_answer_check(member.user, member, room, meeting, "in")

    closed = "These questions are closed now. What you answered before stays as it was."
    assert may_answer_check(member.user, member, room, meeting, "out").reason == closed
    assert may_answer_check(member.user, member, room, meeting, "").reason == closed
    assert may_answer_check(member.user, member, room, None, "in").reason == closed


def test_staff_and_strangers_do_not_answer(room, meeting, facilitator, stranger):
    words = may_answer_check(facilitator.user, facilitator, room, meeting, "in").reason
    assert (
        words == "These questions are for the members. Staff see what the group says, from five answers up."
    )
    for user in (stranger.user, facilitator.user):
        words = may_answer_check(user, stranger, room, meeting, "in").reason
        assert words == "This room is for members of the group."
