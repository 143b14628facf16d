"""One's own words changed, and said anew when they were given back: marked, screened, and in their old place."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from community.forum.actions.writing import edit
from community.forum.models import Reaction, Reply, Topic
from tests import cast

pytestmark = pytest.mark.django_db


def test_changed_words_are_marked_and_keep_their_place(topic, reply, other_member):
    Reaction.objects.create(reply=reply, seat=topic.author, kind="thanks")
    edit(reply=reply, actor=other_member, body="Better words.", content_note="illness")

    changed = Reply.objects.get(pk=reply.pk)
    assert (changed.body, changed.content_note, changed.position) == ("Better words.", "illness", 2)
    assert changed.edited_at
    assert changed.revision == 2
    assert changed.reactions.count() == 1


def test_opening_words_change_with_their_title(topic, member):
    opening = topic.replies.get(opens=True)
    edit(reply=opening, actor=member, body="What do you do?", title="Sleep")
    topic.refresh_from_db()
    assert topic.title == "Sleep"
    assert Reply.objects.get(pk=opening.pk).edited_at


@pytest.mark.parametrize("opens", [True, False])
def test_words_sent_in_as_they_are_stay_as_they_are(topic, reply, member, other_member, opens):
    unchanged, actor = (topic.replies.get(opens=True), member) if opens else (reply, other_member)
    edit(reply=unchanged, actor=actor, body=unchanged.body, title=topic.title)

    assert Reply.objects.get(pk=unchanged.pk).edited_at is None


def test_while_changed_words_wait_the_old_ones_are_shown_to_nobody(
    screener, heard, topic, member, other_member
):
    opening = topic.replies.get(opens=True)
    told = heard(edit, reply=opening, actor=member, body="At the lake.", title=topic.title)

    waiting = Reply.objects.get(pk=opening.pk)
    assert (waiting.state, waiting.position, waiting.kept_position) == ("held", None, 1)
    assert told == [("held", "held", ["links.lake"])]
    topic.refresh_from_db()
    assert topic.state == "held"
    assert Topic.objects.visible_to(other_member.user).exists()
    assert not Reply.objects.visible_to(other_member.user).exists()


def test_words_given_back_are_said_anew_and_shown(topic, other_member, facilitator):
    returned = cast.reply(
        topic,
        other_member,
        "Call me",
        state="returned",
        reason="It says who you are.",
        decided_by=facilitator.user,
        decided_at=timezone.now(),
        said_at=timezone.now() - datetime.timedelta(days=1),
    )
    edit(reply=returned, actor=other_member, body="Write to me here")

    said = Reply.objects.get(pk=returned.pk)
    assert (said.state, said.position, said.edited_at) == ("shown", 2, None)
    assert (said.reason, said.decided_by, said.decided_at) == ("", None, None)
    assert timezone.now() - said.said_at < datetime.timedelta(minutes=1)


def test_words_given_back_and_sent_in_as_they_are_are_screened_again(screener, topic, other_member):
    returned = cast.reply(topic, other_member, "At the lake", state="returned")
    edit(reply=returned, actor=other_member, body="At the lake")

    assert Reply.objects.get(pk=returned.pk).state == "held"


def test_changed_words_given_back_and_said_anew_come_back_to_their_place(topic, reply, member, other_member):
    cast.reply(topic, member)
    Reply.objects.filter(pk=reply.pk).update(state="returned", position=None, kept_position=2)
    edit(reply=reply, actor=other_member, body="Better words.")

    said = Reply.objects.get(pk=reply.pk)
    assert (said.state, said.position, said.kept_position) == ("shown", 2, None)
    assert said.edited_at


def test_others_words_and_old_ones_are_not_changed(topic, reply, member, other_member):
    with pytest.raises(PermissionDenied, match="not your words"):
        edit(reply=reply, actor=member, body="Mine now.")
    Reply.objects.update(said_at=timezone.now() - datetime.timedelta(hours=1))
    reply.refresh_from_db()
    with pytest.raises(PermissionDenied, match="for 15 minutes"):
        edit(reply=reply, actor=other_member, body="Too late.")


def test_what_staff_hid_while_screeners_read_is_not_changed(topic, reply, other_member):
    stale = Reply.objects.select_related("topic__group").get(pk=reply.pk)
    Reply.objects.filter(pk=reply.pk).update(state="hidden")

    with pytest.raises(PermissionDenied, match="already gone"):
        edit(reply=stale, actor=other_member, body="New words.")
