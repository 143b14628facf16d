"""Who may give a sign, and take it back."""

import datetime

import pytest
from django.utils import timezone

from groups import rules
from groups.models import Message, Room
from tests import cast
from tests.groups.rules import refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def said(meeting, member):
    return cast.words(member, meeting=meeting)


@pytest.fixture
def may(meeting):
    """Whether somebody may give a sign now."""

    def ask(seat, message, *, meeting=meeting, staff_count=1, user=None):
        return rules.may_react(user or seat.user, seat, message, meeting=meeting, staff_count=staff_count)

    return ask


def test_others_give_signs_and_the_author_does_not(may, said, member, other_member, facilitator):
    assert may(other_member, said)
    assert may(facilitator, said)
    assert refused(may(member, said), "These are your own words. Signs are for what others say.")


def test_signs_are_given_inside_the_group(may, said, member, other_member, stranger):
    assert refused(may(stranger, said), "These words are not in your group.")
    assert refused(may(other_member, said, user=member.user), "This room is for members of the group.")


@pytest.mark.parametrize("state", Message.GONE)
def test_words_that_are_gone_get_no_signs(may, said, other_member, state):
    said.state = state

    assert refused(may(other_member, said), "These words are no longer on the page.")


def test_signs_are_given_while_the_meeting_is_on(may, said, other_member, facilitator):
    words = "That meeting is over. Signs are given while it is on."

    assert refused(may(other_member, said, meeting=None), words)
    assert refused(may(facilitator, said, meeting=None), words)


def test_whoever_is_asked_to_listen_rests_from_signs_too(may, said, other_member):
    other_member.muted_until = timezone.now() + datetime.timedelta(minutes=5)

    assert refused(
        may(other_member, said),
        "A facilitator has asked you to listen for a while. You can give signs when it is over.",
    )


def test_paused_accounts_and_unread_agreements_give_none(may, said, other_member):
    other_member.agreed_version = 0
    assert refused(may(other_member, said), "The agreement has a new version. Read and accept it first.")

    other_member.user.standing = "paused"
    assert refused(
        may(other_member, said), "Your account is paused. You can still read, and write to the moderators."
    )


def test_a_sign_waits_while_the_room_rests_but_staff_may_give_one(may, said, other_member, facilitator):
    words = "The room rests just now. You can give your sign when it goes on."
    assert refused(may(other_member, said, staff_count=0), words)

    said.room.paused_at = timezone.now()
    assert refused(may(other_member, said), words)
    assert may(facilitator, said)


def test_a_sign_takes_nobodys_turn_but_does_not_break_the_quiet(may, said, other_member):
    for mode in (Room.Mode.ROUND, Room.Mode.STAFF_ONLY, Room.Mode.READ_FIRST):
        said.room.mode = mode
        assert may(other_member, said)

    said.room.mode = Room.Mode.QUIET
    assert refused(
        may(other_member, said), "It is quiet just now. You can give your sign when the quiet is over."
    )


def test_a_sign_is_taken_back_whenever_one_likes(said, member, other_member, stranger):
    other_member.muted_until = timezone.now() + datetime.timedelta(minutes=5)
    said.state = Message.State.HIDDEN

    assert rules.may_unreact(other_member.user, other_member, said)
    assert refused(rules.may_unreact(stranger.user, stranger, said), "not in your group")
    assert refused(rules.may_unreact(other_member.user, None, said), "for members")
