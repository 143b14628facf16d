"""Words let through, given back, hidden, restored and taken back by those who lead, or by their author."""

import pytest
from django.core.exceptions import PermissionDenied

from community.audit.models import Entry
from community.forum.actions.reply import give_back, hide, release, restore, retract
from community.forum.models import Reaction, Reply, Topic
from community.forum.signals import words_restored, words_taken
from tests import cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def told():
    """What was told in the same transaction: (signal, words, rule, reason)."""
    heard = []

    def taken(sender, words, by, rule, reason, **kwargs):
        heard.append(("taken", words.pk, by, rule, reason))

    def shown(sender, words, by, **kwargs):
        heard.append(("restored", words.pk, by))

    words_taken.connect(taken)
    words_restored.connect(shown)
    yield heard
    words_taken.disconnect(taken)
    words_restored.disconnect(shown)


def fresh(reply):
    return Reply.objects.get(pk=reply.pk)


def test_released_words_come_last_in_their_topic(topic, member, other_member, facilitator):
    held = cast.reply(topic, other_member, state="held")
    cast.reply(topic, member)
    release(reply=held, actor=facilitator)

    assert (fresh(held).state, fresh(held).position, fresh(held).decided_by) == ("shown", 3, facilitator.user)
    assert Entry.objects.get(action="reply.released").subject_id == str(held.pk)


def test_a_released_topic_is_there_for_everybody(member, other_member, facilitator):
    topic = cast.topic(member, state="held")
    release(reply=topic.replies.get(), actor=facilitator)

    topic.refresh_from_db()
    assert (topic.state, topic.length) == ("shown", 1)
    assert Topic.objects.visible_to(other_member.user).exists()


def test_released_changes_come_back_to_their_place(topic, reply, member, facilitator):
    cast.reply(topic, member)
    Reply.objects.filter(pk=reply.pk).update(state="held", position=None, kept_position=2)
    release(reply=reply, actor=facilitator)

    assert (fresh(reply).position, fresh(reply).kept_position) == (2, None)
    topic.refresh_from_db()
    assert topic.length == 3


def test_what_is_decided_is_not_decided_again(reply, facilitator, member):
    for decide, facts in ((release, {}), (give_back, {"rule": "kind"}), (restore, {})):
        with pytest.raises(PermissionDenied):
            decide(reply=reply, actor=facilitator, **facts)
    with pytest.raises(PermissionDenied, match="those who lead"):
        hide(reply=reply, actor=member, rule="kind")


@pytest.mark.parametrize(
    ("reason", "shown"), [("It names your street.", "It names your street."), ("", "kind")]
)
def test_words_go_back_with_the_rule_and_the_reason(told, topic, other_member, facilitator, reason, shown):
    held = cast.reply(topic, other_member, state="held")
    give_back(reply=held, actor=facilitator, rule="kind", reason=reason)

    assert fresh(held).state == "returned"
    assert shown.lower() in fresh(held).reason.lower()
    assert told == [("taken", held.pk, facilitator.user, "kind", reason)]
    assert Entry.objects.filter(action="reply.returned").exists()


def test_the_rule_is_told_in_the_groups_language_when_nobody_is_there_to_read_it(topic, facilitator):
    orphan = cast.reply(topic, None)
    hide(reply=orphan, actor=facilitator, rule="kind")

    assert fresh(orphan).reason


def test_hidden_words_leave_the_page_and_come_back(told, topic, reply, other_member, facilitator):
    hide(reply=reply, actor=facilitator, rule="kind", reason="Unkind.")
    assert (fresh(reply).state, fresh(reply).position) == ("hidden", 2)
    restore(reply=reply, actor=facilitator)

    assert (fresh(reply).state, fresh(reply).reason) == ("shown", "")
    assert [name for name, *_facts in told] == ["taken", "restored"]
    acts = Entry.objects.filter(action__startswith="reply.").order_by("seq").values_list("action", flat=True)
    assert list(acts) == ["reply.hidden", "reply.restored"]
    assert fresh(reply).revision == 3


def test_hidden_opening_words_take_the_title_with_them(topic, facilitator):
    hide(reply=topic.replies.get(), actor=facilitator, rule="kind")

    topic.refresh_from_db()
    assert topic.state == "hidden"


def test_words_taken_back_leave_a_line_without_signs(topic, reply, member, other_member):
    Reaction.objects.create(reply=reply, seat=member, kind="thanks")
    retract(reply=reply, actor=other_member)

    assert (fresh(reply).state, fresh(reply).position) == ("retracted", 2)
    assert not Reaction.objects.exists()


def test_waiting_words_taken_back_leave_nothing(topic, other_member):
    held = cast.reply(topic, other_member, state="held")
    retract(reply=held, actor=other_member)

    assert (fresh(held).state, fresh(held).position) == ("retracted", None)


def test_words_taken_back_while_their_change_waits_leave_their_line(topic, reply, other_member):
    Reply.objects.filter(pk=reply.pk).update(state="held", position=None, kept_position=2)
    retract(reply=reply, actor=other_member)

    assert (fresh(reply).state, fresh(reply).position) == ("retracted", 2)


def test_others_words_are_not_taken_back(reply, member):
    with pytest.raises(PermissionDenied, match="not your words"):
        retract(reply=reply, actor=member)
