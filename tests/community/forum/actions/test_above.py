"""What moderators decide about a forum's words, without a seat in the group."""

import pytest
from django.core.exceptions import ValidationError

from community.audit.models import Entry
from community.forum.actions.above import WORDS
from community.forum.models import Reply
from tests import cast

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("state", "act", "facts", "becomes", "noted"),
    [
        ("held", WORDS.release, {}, "shown", "reply.released"),
        ("returned", WORDS.release, {}, "shown", "reply.released"),
        ("held", WORDS.give_back, {"reason": "It says who you are."}, "returned", "reply.returned"),
        ("shown", WORDS.hide, {"reason": "It is unkind."}, "hidden", "reply.hidden"),
        ("hidden", WORDS.restore, {}, "shown", "reply.restored"),
    ],
)
def test_words_are_decided_about_from_above(
    topic, other_member, moderator, state, act, facts, becomes, noted
):
    reply = cast.reply(topic, other_member, state=state)

    act(words=reply, by=moderator, **facts)

    reply = Reply.objects.get(pk=reply.pk)
    assert (reply.state, reply.decided_by) == (becomes, moderator)
    assert reply.reason == facts.get("reason", "")
    assert Entry.objects.filter(actor_id=moderator.pk).last().action == noted


def test_words_given_back_wait_again_as_if_nobody_had_decided(topic, other_member, moderator):
    reply = cast.reply(topic, other_member, state="returned", decided_by=moderator)

    WORDS.hold_again(words=reply, by=moderator)

    reply = Reply.objects.get(pk=reply.pk)
    assert (reply.state, reply.decided_by, reply.decided_at) == ("held", None, None)
    assert Entry.objects.last().action == "reply.held_again"


@pytest.mark.parametrize(
    ("state", "act", "facts"),
    [
        ("shown", WORDS.release, {}),
        ("returned", WORDS.give_back, {"reason": "x"}),
        ("held", WORDS.hold_again, {}),
        ("hidden", WORDS.hide, {"reason": "x"}),
        ("retracted", WORDS.restore, {}),
    ],
)
def test_what_somebody_decided_already_is_not_decided_again(
    topic, other_member, moderator, state, act, facts
):
    reply = cast.reply(topic, other_member, state=state)

    with pytest.raises(ValidationError, match="already decided"):
        act(words=reply, by=moderator, **facts)
    assert not Entry.objects.exists()
