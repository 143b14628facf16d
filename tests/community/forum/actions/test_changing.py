"""Words taken as they stand now, and put in their place."""

import pytest
from django.core.exceptions import PermissionDenied

from community.forum.actions.changing import keep, latest, place, seat_now, take_from_place
from community.forum.models import Reply, Topic
from tests import cast

pytestmark = pytest.mark.django_db


def test_the_latest_is_what_the_database_says_now(topic, reply, other_member):
    Topic.objects.update(length=7)
    Reply.objects.filter(pk=reply.pk).update(state="hidden")
    other_member.__class__.objects.filter(pk=other_member.pk).update(is_read_first=True)

    fresh, seat = latest(reply=reply, actor=other_member)
    assert (fresh.state, fresh.topic.length, seat.is_read_first) == ("hidden", 7, True)


def test_a_seat_nobody_sits_in_any_more_does_nothing(member):
    assert seat_now(actor=member) == member
    member.user.delete()
    with pytest.raises(PermissionDenied):
        seat_now(actor=member)
    member.delete()
    with pytest.raises(PermissionDenied):
        seat_now(actor=member)


def test_words_are_placed_last_or_where_they_were(topic, reply, other_member):
    take_from_place(reply=reply)
    assert (reply.position, reply.kept_position) == (None, 2)
    place(reply=reply)
    assert (reply.position, reply.kept_position, topic.length) == (2, None, 2)

    new = Reply(topic=topic, author=other_member, body="New", client_id=reply.pk)
    place(reply=new)
    assert (new.position, topic.length) == (3, 3)


@pytest.mark.parametrize("opens", [True, False])
def test_a_topic_stands_as_its_opening_words_do(topic, reply, opens):
    words = topic.replies.get(opens=True) if opens else reply
    words.topic, words.state, words.content_note = topic, "hidden", "loss"
    keep(reply=words)

    topic.refresh_from_db()
    assert (topic.state, topic.content_note) == (("hidden", "loss") if opens else ("shown", ""))
    assert cast.Reply.objects.get(pk=words.pk).revision == 2
