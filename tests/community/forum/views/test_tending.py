"""What waits for staff in a forum, and how they look after topics."""

import datetime

import pytest
from django.utils import timezone

from community.forum.models import Topic
from community.screening import Finding, written
from tests import cast
from tests.community.forum.pages import at, text_of

pytestmark = pytest.mark.django_db


def page(client, group):
    return text_of(client.get(at("waiting", group)))


def test_nothing_waits(as_, facilitator, group):
    shown = page(as_(facilitator), group)

    assert "No words wait." in shown
    assert "Everything has an answer." in shown


def test_held_words_stand_with_why_they_wait(as_, topic, other_member, member, facilitator, group):
    found = written([Finding(rule="risk.plan", level=4, holds=True)])
    held = cast.reply(topic, other_member, "By the lake", state="held", found=found, content_note="loss")
    cast.topic(member, "The lake house", "Inside", state="held")

    shown = page(as_(facilitator), group)
    for words in (
        "By the lake",
        "What helps at night?",
        "The lake house",
        "This is about the loss of somebody.",
    ):
        assert words in shown
    assert at("release", held) in shown
    assert "card--lit" in shown


def test_topics_without_an_answer_stand_by_age_with_a_target(as_, member, facilitator, group, settings):
    for days, title in ((1, "Newer"), (20, "Older")):
        topic = cast.topic(member, title)
        Topic.objects.filter(pk=topic.pk).update(started_at=timezone.now() - datetime.timedelta(days=days))

    shown = page(as_(facilitator), group)
    assert shown.index("Older") < shown.index("Newer")
    assert "an answer is due" in shown
    assert "Late" in shown


def test_it_is_for_staff(as_, member, group):
    assert "those who lead" in text_of(as_(member).get(at("waiting", group)), 403)


@pytest.mark.parametrize("count", [1, 3, 300])
def test_the_page_asks_the_same_few_questions(
    as_, topic, member, facilitator, group, count, django_assert_num_queries
):
    for _ in range(count):
        cast.reply(topic, member, state="held")
        cast.topic(member)
    client = as_(facilitator)
    page(client, group)

    with django_assert_num_queries(8):
        page(client, group)


@pytest.mark.parametrize(
    ("do", "undo", "field"), [("pin", "unpin", "pinned_at"), ("close", "reopen", "closed_at")]
)
def test_topics_are_tended(as_, topic, facilitator, member, do, undo, field):
    for name, is_set in ((do, True), (undo, False)):
        assert as_(facilitator).post(at(name, topic)).url == at("topic", topic)
        topic.refresh_from_db()
        assert bool(getattr(topic, field)) is is_set
    assert "those who lead" in text_of(as_(member).post(at(do, topic)), 403)
