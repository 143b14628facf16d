"""Words decided about after their meeting: what open pages may hear of them."""

import pytest

from groups.actions.message import hide, release, restore
from groups.models import Message
from tests import cast

pytestmark = pytest.mark.django_db


def test_words_released_after_their_meeting_reach_their_author_alone(group, member, facilitator, told):
    """A newcomer's page may be listening; what was said before they came is not theirs."""
    before = cast.make_meeting(group, starts_in=-60 * 24 * 7)
    waiting = cast.words(member, "From last week", state=Message.State.HELD, meeting=before)

    with told:
        message = release(message=waiting, actor=facilitator)

    assert (message.state, message.position) == (Message.State.SHOWN, 1)
    assert told.to(group.room.audience) == []
    assert len(told.to(member.user.audience)) == 1


def test_words_hidden_after_their_meeting_travel_without_name_or_time(group, member, facilitator, told):
    before = cast.make_meeting(group, starts_in=-60 * 24 * 7)
    message = cast.words(member, "From last week", meeting=before)

    with told:
        hide(message=message, actor=facilitator, rule="private", reason="A name.")

    (news,) = told.to(group.room.audience)
    assert (news["id"], news["html"]) == (str(message.pk), "")


def test_words_restored_after_their_meeting_wait_for_the_next_page(group, member, facilitator, told):
    before = cast.make_meeting(group, starts_in=-60 * 24 * 7)
    message = cast.words(member, "From last week", meeting=before, state=Message.State.HIDDEN)

    with told:
        restore(message=message, actor=facilitator)

    assert told.to(group.room.audience) == []
