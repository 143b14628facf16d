"""What was written in a forum, taken away for good: the thread stays, the words are nowhere."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.utils import timezone

from community.audit.models import Entry
from community.forum import finding
from community.forum.actions import erasing
from community.forum.actions.erasing import erase_replies, erase_written, hide_written
from community.forum.actions.following import follow
from community.forum.actions.reaction import react
from community.forum.actions.reply import retract
from community.forum.chores import TOPICS_KEPT, forget_topics
from community.forum.models import Following, Reaction, Reply, Topic
from tests import cast

pytestmark = pytest.mark.django_db
State = Reply.State


def sealed():
    """Every byte of words of replies and topics, by table and row."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT body, reason, found, content_note FROM forum_reply")
        rows = cursor.fetchall()
        cursor.execute("SELECT title, content_note FROM forum_topic")
        return [bytes(column or b"") for row in [*rows, *cursor.fetchall()] for column in row if column]


def test_replies_and_titles_go_and_the_places_stay(topic, member, other_member):
    answer = cast.reply(topic, other_member)
    theirs = set(sealed())
    own = cast.reply(topic, member)
    retract(reply=cast.reply(topic, member), actor=member)

    erase_replies(seat=member, actor=member.user)
    erase_replies(seat=member, actor=member.user)

    assert {reply.state for reply in member.replies.all()} == {State.RETRACTED}
    assert [reply.body for reply in member.replies.all()] == ["", "", ""]
    assert Topic.objects.get().title == ""
    assert Topic.objects.get().author == member
    assert Reply.objects.get(pk=answer.pk).body
    assert len(sealed()) == 1
    assert sealed()[0] in theirs
    assert Reply.objects.get(pk=own.pk).position == 3


def test_words_that_wait_come_back_to_their_place_without_words(topic, member):
    waiting = cast.reply(topic, member)
    Reply.objects.filter(pk=waiting.pk).update(state="held", position=None, kept_position=2)

    erase_replies(seat=member, actor=member.user)

    waiting = Reply.objects.get(pk=waiting.pk)
    assert (waiting.state, waiting.position, waiting.kept_position) == (State.RETRACTED, 2, None)


def test_signs_given_go_and_what_they_stood_under_is_written_anew(topic, reply, member):
    react(reply=reply, actor=member, kind="with_you")
    before = Reply.objects.get(pk=reply.pk).revision

    erase_replies(seat=member, actor=member.user)

    assert not Reaction.objects.exists()
    assert Reply.objects.get(pk=reply.pk).revision == before + 1


def test_many_words_go_in_several_short_transactions(topic, member, other_member, monkeypatch):
    monkeypatch.setattr(erasing, "AT_ONCE", 2)
    theirs = cast.topic(other_member)
    for _number in range(3):
        cast.reply(topic, member)
        react(reply=cast.reply(theirs, other_member), actor=member, kind="thanks")
        cast.reply(theirs, member)

    erase_replies(seat=member, actor=member.user)

    assert {reply.state for reply in member.replies.all()} == {State.RETRACTED}
    assert not Reaction.objects.exists()


@pytest.mark.parametrize("more", [0, 30])
def test_a_topic_costs_the_same_however_much_was_written(
    more, topic, member, other_member, django_assert_num_queries
):
    theirs = cast.reply(topic, other_member)
    for _number in range(1 + more):
        cast.reply(topic, member)
    react(reply=theirs, actor=member, kind="thanks")

    with django_assert_num_queries(23):
        erase_replies(seat=member, actor=member.user)


def test_what_was_written_later_stays(topic, member, other_member):
    theirs = cast.reply(topic, other_member)
    react(reply=theirs, actor=member, kind="with_you")
    asked_at = timezone.now()
    later = cast.reply(topic, member, "After.")
    react(reply=theirs, actor=member, kind="thanks")

    erase_replies(seat=member, actor=member.user, before=asked_at)

    assert Topic.objects.get().title == ""
    assert Reply.objects.get(pk=later.pk).body == "After."
    assert Reaction.objects.get().kind == "thanks"


def test_whoever_goes_for_good_is_out_of_sight_and_not_found_at_once(topic, member, other_member):
    words = "Secret evening"
    cast.reply(topic, member, words)
    theirs = cast.reply(topic, other_member, words)
    sealed_before = sealed()
    assert len(finding.find(member.group, other_member, words).ids) == 2

    hide_written(person=member.user)
    hide_written(person=member.user)

    assert finding.find(member.group, other_member, words).ids == [theirs.pk]
    assert not Topic.objects.get().is_shown
    assert {(one.state, one.revision) for one in member.replies.all()} == {(State.RETRACTED, 2)}
    assert sorted(sealed()) == sorted(sealed_before)


def test_with_the_account_the_name_goes_too(topic, reply, member, other_member):
    own = cast.reply(topic, member)
    theirs = cast.topic(other_member)
    opening = cast.reply(theirs, member)
    for seat in (member, other_member):
        follow(topic=topic, actor=seat)

    erase_written(person=member.user)
    erase_written(person=member.user)

    assert Topic.objects.get(pk=topic.pk).author is None
    assert Topic.objects.get(pk=theirs.pk).author == other_member
    assert {reply.author for reply in Reply.objects.filter(pk__in=[own.pk, opening.pk])} == {None}
    assert {following.person for following in Following.objects.all()} == {other_member.user}


def test_only_ones_own(member, other_member, facilitator):
    for seat, actor in ((other_member, member.user), (facilitator, facilitator.user)):
        with pytest.raises(PermissionDenied, match="not your words"):
            erase_replies(seat=seat, actor=actor)


def test_topics_nobody_has_written_in_for_long_are_deleted(topic, reply, member):
    fresh, pinned = cast.topic(member), cast.topic(member)
    long_ago = timezone.now() - TOPICS_KEPT - timedelta(days=1)
    Topic.objects.filter(pk__in=[topic.pk, pinned.pk]).update(latest_at=long_ago)
    Topic.objects.filter(pk=pinned.pk).update(pinned_at=long_ago)

    forget_topics()
    forget_topics()

    assert set(Topic.objects.all()) == {fresh, pinned}
    assert not Reply.objects.filter(pk=reply.pk).exists()
    assert Entry.objects.get(action="topic.lapsed").facts == {"count": 1}
