"""Who may say that they are done."""

import pytest

from groups.rules import may_be_done

pytestmark = pytest.mark.django_db


def test_everybody_with_a_seat_while_something_is_shown(meeting, member, facilitator, stranger):
    room = meeting.group.room
    over = "The exercise is over. There was nothing you had to finish."
    assert may_be_done(member.user, member, room).reason == over

    room.exercise = "feet"
    assert may_be_done(member.user, member, room)
    assert may_be_done(facilitator.user, facilitator, room)
    for user in (stranger.user, member.user):
        assert may_be_done(user, stranger, room).reason == "This room is for members of the group."
