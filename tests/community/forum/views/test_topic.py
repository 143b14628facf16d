"""One topic: its pages, what is new in it for one person, replying, following."""

import datetime
import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from community.forum.models import Following, Reaction, Reply, Topic
from community.screening import Finding, written
from groups.models import Muting
from tests import cast
from tests.community.forum.pages import at, facts, text_of

pytestmark = pytest.mark.django_db


def page(client, topic, **query):
    return text_of(client.get(at("topic", topic, **query)))


def grown(topic, author, count):
    """That many more replies, in bulk."""
    first = topic.length + 1
    Reply.objects.bulk_create(
        Reply(
            topic=topic,
            author=author,
            body=f"word{number}",
            position=number,
            revision=1,
            client_id=uuid.uuid4(),
        )
        for number in range(first, first + count)
    )
    topic.length += count
    topic.save()


# --- Reading -------------------------------------------------------------------------
def test_a_topic_is_read_with_its_replies(as_, topic, reply, member):
    shown = page(as_(member), topic)

    assert "What helps at night?" in shown
    assert "What do you do?" in shown
    assert "What I have to write." in shown
    assert "<title>Topic ·" in shown


def test_light_markup_is_the_only_formatting(as_, topic, other_member, member):
    cast.reply(topic, other_member, "**strong** <script>alert(1)</script>\n\n- one\n- two")

    shown = page(as_(member), topic)
    assert "<strong>strong</strong>" in shown
    assert "<li>one</li>" in shown
    assert b"<script>alert" not in as_(member).get(at("topic", topic)).content


def test_twenty_replies_are_a_page_and_the_newest_is_last(as_, topic, other_member, member):
    grown(topic, other_member, 44)

    first, last = page(as_(member), topic), page(as_(member), topic, page=3)
    assert "word2" in first
    assert "word21" not in first
    assert "Go to the end to write" in first
    assert "word45" in last
    assert 'action="' + at("write", topic) in last
    for odd in ("0", "99", "x", "9" * 30):
        assert text_of(as_(member).get(at("topic", topic, page=odd)))


def test_how_far_one_has_read_is_written_down_only_when_it_moves(as_, topic, other_member, member):
    grown(topic, other_member, 25)
    client = as_(member)
    page(client, topic)
    assert Following.objects.get(person=member.user).read_to == 20
    page(client, topic, page=2)
    page(client, topic)
    assert Following.objects.get(person=member.user).read_to == 26

    with CaptureQueriesContext(
        connection,
    ) as asked:
        page(client, topic, page=2)
    assert not [query for query in asked if query["sql"].startswith(("UPDATE", "INSERT"))]


def test_what_is_new_begins_with_a_line_and_one_can_go_there(as_, topic, reply, other_member, member):
    client = as_(member)
    assert "New since you were here" not in page(client, topic)
    assert client.get(at("unread", topic)).url == at("topic", topic) + "?page=1"

    grown(topic, other_member, 20)
    assert client.get(at("unread", topic)).url == at("topic", topic) + "?page=1#new"
    assert "New since you were here" in page(client, topic)
    assert client.get(at("unread", topic)).url == at("topic", topic) + "?page=2#new"
    assert "New since you were here" in page(client, topic, page=2)
    assert "New since you were here" not in page(client, topic, page=2)


@pytest.mark.parametrize(
    ("state", "words"), [("hidden", "hid these words"), ("retracted", "took these words back")]
)
def test_words_that_are_gone_leave_a_line(as_, topic, other_member, member, state, words):
    cast.reply(topic, other_member, "By the lake", state=state)

    shown = page(as_(member), topic)
    assert words in shown
    assert "By the lake" not in shown


@pytest.mark.parametrize("state", Reply.WAITING)
def test_words_that_wait_are_on_their_authors_page_alone(
    as_, topic, other_member, member, facilitator, state
):
    cast.reply(topic, other_member, "By the lake", state=state, reason="It says where you live.")

    assert "By the lake" in page(as_(other_member), topic)
    for seat in (member, facilitator):
        assert "By the lake" not in page(as_(seat), topic)


def test_a_topic_that_waits_is_its_authors_alone(as_, member, other_member, facilitator):
    topic = cast.topic(member, "The lake", "By the lake", state="held")

    shown = page(as_(member), topic)
    assert "The lake" in shown
    assert "By the lake" in shown
    assert "cannot see this topic yet" in shown
    for seat in (other_member, facilitator):
        assert as_(seat).get(at("topic", topic)).status_code == 404


def test_quotes_stand_as_their_words_stand_now(as_, topic, reply, member):
    quoting = cast.reply(topic, member, "That helps me too.", quotes=reply)
    assert page(as_(member), topic).count("What I have to write.") == 2

    Reply.objects.filter(pk=reply.pk).update(state="hidden", revision=2)
    shown = page(as_(member), topic)
    assert "What I have to write." not in shown
    assert "these words are no longer here" in shown
    assert f"?page=1#reply-{reply.pk}" in shown
    assert str(quoting.pk) in shown


def test_words_with_a_note_are_folded_and_quoted_without_words(as_, topic, other_member, member):
    hard = cast.reply(topic, other_member, "By the lake", content_note="loss")
    shown = page(as_(member), topic, quote=hard.pk)

    assert shown.count("This is about the loss of somebody.") == 2
    assert shown.count("By the lake") == 1
    assert '<details class="fold">' in shown


def test_whom_one_does_not_read_is_folded_and_not_quoted(
    as_, topic, reply, member, other_member, facilitator
):
    cast.reply(topic, facilitator, "Yes.", quotes=reply)
    assert page(as_(member), topic).count("What I have to write.") == 2

    Muting.objects.create(by=member, whom=other_member)
    shown = page(as_(member), topic)
    assert shown.count("What I have to write.") == 1
    assert "Halla wrote something." in shown


def test_signs_stand_under_the_words_by_name(as_, topic, reply, member):
    Reaction.objects.create(reply=reply, seat=member, kind="thanks")
    Reply.objects.filter(pk=reply.pk).update(revision=2)

    assert "Kuura: Thank you for saying it" in page(as_(member), topic).replace("</span> <span>", "")


def test_whoever_wrote_of_a_danger_to_life_sees_numbers_and_nobody_else(as_, topic, member, other_member):
    found = written([Finding(rule="risk.plan", level=4, holds=True)])
    cast.reply(topic, other_member, "I cannot go on", state="held", found=found)

    assert "Staff have been called" in page(as_(other_member), topic)
    assert "Staff have been called" not in page(as_(member), topic)
    Reply.objects.filter(found__isnull=False).update(said_at=timezone.now() - datetime.timedelta(days=3))
    assert "Staff have been called" not in page(as_(other_member), topic)


def test_strangers_find_nothing_and_staff_without_proof_are_told_why(as_, topic, stranger, group):
    lapsed = cast.seat(cast.make_user(), group, alias="Anna", part="facilitator")
    for name in ("topic", "unread"):
        assert as_(stranger).get(at(name, topic)).status_code == 404
        assert "checked credential" in text_of(as_(lapsed).get(at(name, topic)), 403)


@pytest.mark.parametrize("count", [1, 3, 300])
def test_a_page_asks_the_same_few_questions_however_long_the_topic_is(
    as_, topic, member, other_member, count, django_assert_max_num_queries
):
    grown(topic, other_member, count)
    Following.objects.create(topic=topic, person=member.user, read_to=999)
    client = as_(member)
    page(client, topic)

    with django_assert_max_num_queries(5):
        page(client, topic, page=99)


def test_quotes_signs_and_folds_add_three_questions(
    as_, topic, reply, member, other_member, facilitator, django_assert_max_num_queries
):
    grown(topic, other_member, 20)
    cast.reply(topic, facilitator, "Yes.", quotes=reply, revision=1)
    Reply.objects.filter(position=21).update(revision=2)
    Muting.objects.create(by=member, whom=facilitator.group.memberships.get(pk=other_member.pk))
    Following.objects.create(topic=topic, person=member.user, read_to=999)
    client = as_(member)
    page(client, topic, page=2)

    with django_assert_max_num_queries(8):
        page(client, topic, page=2)


# --- Replying ---------------------------------------------------------------------------
def test_a_reply_leads_to_where_it_stands(as_, topic, other_member):
    answer = as_(other_member).post(at("write", topic), facts(content_note="illness"))

    reply = Reply.objects.get(opens=False)
    assert answer.url == f"{at('topic', topic)}?page=1#reply-{reply.pk}"
    assert (reply.body, reply.content_note) == ("Warm milk.", "illness")


def test_quoting_is_chosen_at_the_words_and_can_be_left(as_, topic, reply, member):
    shown = page(as_(member), topic, quote=reply.pk)
    assert f'name="quotes" value="{reply.pk}"' in shown
    assert "Write without quoting" in shown

    as_(member).post(at("write", topic), facts(quotes=reply.pk))
    assert Reply.objects.get(author=member, opens=False).quotes == reply
    for nothing in ("x", uuid.uuid4()):
        assert "Write without quoting" not in page(as_(member), topic, quote=nothing)


def test_what_was_typed_stays_in_the_box(as_, topic, reply, member, settings):
    shown = text_of(as_(member).post(at("write", topic), facts(body=" ", quotes=reply.pk)), 422)
    assert "Write something first." in shown
    assert f'name="quotes" value="{reply.pk}"' in shown

    long = text_of(as_(member).post(at("write", topic), facts(body="x" * 5001)), 422)
    assert "5001 signs are more than the 5000 that fit" in long
    assert "x" * 5001 in long

    Topic.objects.update(closed_at=timezone.now())
    shown = text_of(as_(member).post(at("write", topic), facts(body="My words.")), 403)
    assert "This topic is closed." in shown


def test_words_that_were_refused_stay_in_the_box(as_, topic, member, settings):
    settings.FORUM_PACE = {"member": (1, 60.0)}
    shown = text_of(as_(member).post(at("write", topic), facts(body="My words.")), 403)

    assert "write again in 1 minute" in shown
    assert "My words.</textarea>" in shown


# --- Following ---------------------------------------------------------------------------
def test_a_topic_is_followed_muted_and_neither(as_, topic, member):
    client = as_(member)
    for name, mode, words in (
        ("follow", "follow", "You follow this topic"),
        ("mute", "mute", "You have muted this topic"),
        ("unmark", "", "Only you know what you follow"),
    ):
        answer = client.post(at(name, topic))
        assert answer.url == at("topic", topic) + "?page=1#following"
        assert Following.objects.get(person=member.user).mode == mode
        assert words in page(client, topic)
