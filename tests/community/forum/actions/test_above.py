"""What moderators decide about a forum's words, without a seat in the group."""

import pytest
from django.core.exceptions import ValidationError

from community.audit.models import Entry
from community.forum.actions import above
from community.forum.models import Reply
from tests import cast

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("state", "act", "facts", "becomes", "noted"),
    [
        ("held", above.release, {}, "shown", "reply.released"),
        ("returned", above.release, {}, "shown", "reply.released"),
        ("held", above.give_back, {"reason": "It says who you are."}, "returned", "reply.returned"),
        ("shown", above.hide, {"reason": "It is unkind."}, "hidden", "reply.hidden"),
        ("hidden", above.restore, {}, "shown", "reply.restored"),
    ],
)
def test_words_are_decided_about_from_above(
    topic, other_member, moderator, state, act, facts, becomes, noted
):
    reply = cast.reply(topic, other_member, state=state)

    act(reply=reply, by=moderator, **facts)

    reply = Reply.objects.get(pk=reply.pk)
    assert (reply.state, reply.decided_by) == (becomes, moderator)
    assert reply.reason == facts.get("reason", "")
    assert Entry.objects.filter(actor_id=moderator.pk).last().action == noted


def test_words_given_back_wait_again_as_if_nobody_had_decided(topic, other_member, moderator):
    reply = cast.reply(topic, other_member, state="returned", decided_by=moderator)

    above.hold_again(reply=reply, by=moderator)

    reply = Reply.objects.get(pk=reply.pk)
    assert (reply.state, reply.decided_by, reply.decided_at) == ("held", None, None)
    assert Entry.objects.last().action == "reply.held_again"


@pytest.mark.parametrize(
    ("state", "act", "facts"),
    [
        ("shown", above.release, {}),
        ("returned", above.give_back, {"reason": "x"}),
        ("held", above.hold_again, {}),
        ("hidden", above.hide, {"reason": "x"}),
        ("retracted", above.restore, {}),
    ],
)
def test_what_somebody_decided_already_is_not_decided_again(
    topic, other_member, moderator, state, act, facts
):
    reply = cast.reply(topic, other_member, state=state)

    with pytest.raises(ValidationError, match="already decided"):
        act(reply=reply, by=moderator, **facts)
    assert not Entry.objects.exists()
