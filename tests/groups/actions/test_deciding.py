"""A decision about words is the same, whoever took it; what happens to whom is in test_message.py and test_above.py."""

import pytest

from community.audit.models import Entry
from groups.actions import message
from groups.actions.above import WORDS
from groups.actions.deciding import ROOM
from groups.models import Message
from tests import cast

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("state", "act", "facts"),
    [
        ("held", "release", {}),
        ("held", "give_back", {"reason": "It says where you work."}),
        ("shown", "hide", {"reason": "It is unkind."}),
        ("hidden", "restore", {}),
    ],
)
def test_staff_of_the_room_and_moderators_leave_the_same(
    meeting, member, facilitator, moderator, state, act, facts
):
    mine, theirs = cast.words(member, state=state), cast.words(member, state=state)

    cited = {"rule": "private"} if facts else {}  # in the room one names it; above it is in the decision
    getattr(message, act)(message=mine, actor=facilitator, **cited, **facts)
    getattr(WORDS, act)(words=theirs, by=moderator, **facts)

    mine, theirs = Message.objects.get(pk=mine.pk), Message.objects.get(pk=theirs.pk)
    assert (mine.state, mine.reason) == (theirs.state, theirs.reason)
    assert (mine.decided_by, theirs.decided_by) == (facilitator.user, moderator)
    assert mine.decided_at is not None
    first, second = Entry.objects.filter(action__startswith="message.").order_by("seq")
    assert first.action == second.action


def test_what_answers_the_words_is_stamped_with_them(meeting, member, other_member):
    said = cast.words(member)
    answer = cast.words(other_member, reply_to=said)

    ROOM.keep(said)

    answer.refresh_from_db()
    assert answer.revision > said.revision


def test_where_nobody_is_known_who_said_it_the_rule_stands_in_the_groups_language(
    meeting, member, facilitator
):
    said = cast.words(member)
    type(member.group).objects.update(language="sv")
    Message.objects.update(author=None)

    message.hide(message=Message.objects.get(pk=said.pk), actor=facilitator, rule="kind")

    assert "Var vänlig" in Message.objects.get(pk=said.pk).reason
