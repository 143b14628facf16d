"""A group's forum: the list, what is new in it for one person, and beginning a topic."""

import datetime
import re

import pytest
from django.utils import timezone

from community.forum.actions.following import follow, mute, read
from community.forum.models import Reply, Topic
from tests import cast
from tests.community.forum.pages import at, facts, text_of

pytestmark = pytest.mark.django_db


def page(client, group, **query):
    return text_of(client.get(at("topics", group, **query)))


def beginning(**more):
    return facts(**{"kind": "talk", "title": "Sleep"} | more)


# --- The list -----------------------------------------------------------------------
def test_a_quiet_forum_says_how_it_can_begin(as_, member, group):
    assert "Nobody has written here yet." in page(as_(member), group)


def test_members_see_topics_and_what_is_new_for_them(as_, member, other_member, topic, group):
    assert "What helps at night?" in page(as_(other_member), group)
    assert "New for you" in page(as_(other_member), group)
    read(topic=topic, actor=other_member, to=1)
    assert "New for you" not in page(as_(other_member), group)

    cast.reply(topic, member)
    assert "New for you" in page(as_(other_member), group)
    mute(topic=topic, actor=other_member)
    muted = page(as_(other_member), group)
    assert "New for you" not in muted
    assert "Muted" in muted
    follow(topic=topic, actor=other_member)
    assert "You follow it" in page(as_(other_member), group)


def test_what_was_written_before_somebody_came_is_not_new_for_them(as_, topic, other_member, group):
    Topic.objects.update(latest_at=timezone.now() - datetime.timedelta(days=9))

    shown = page(as_(other_member), group)
    assert "What helps at night?" in shown
    assert "New for you" not in shown


@pytest.mark.parametrize(
    ("state", "words"), [("hidden", "first words are hidden"), ("retracted", "first words were taken back")]
)
def test_a_title_goes_with_its_words(as_, member, other_member, group, state, words):
    topic = cast.topic(member, "The lake", state=state)
    cast.reply(topic, other_member)

    shown = page(as_(other_member), group)
    assert words in shown
    assert "The lake" not in shown


def test_a_title_whose_words_are_read_anew_is_not_shown(as_, topic, other_member, group):
    Reply.objects.filter(topic=topic).update(state="held", position=None, kept_position=1)
    Topic.objects.update(state="held")

    assert "first words are being read" in page(as_(other_member), group)


def test_held_topics_and_replies_are_their_authors_alone(as_, topic, member, other_member, group):
    cast.topic(member, "The lake", state="held")
    cast.reply(topic, member, "By the lake", state="returned")

    own, others = page(as_(member), group), page(as_(other_member), group)
    assert "The lake" in own
    assert "Given back" in own
    assert "The lake" not in others
    assert "Yours that others do not see" not in others


def test_marks_say_what_a_topic_is(as_, member, facilitator, group):
    cast.topic(facilitator, "Small steps", kind="week")
    question = cast.topic(member, "When do we stop?", kind="question", content_note="loss")
    Topic.objects.filter(pk=question.pk).update(pinned_at=timezone.now(), closed_at=timezone.now())
    question.refresh_from_db()
    question.content_note = "loss"
    question.save()

    shown = page(as_(member), group)
    for words in (
        "Theme of the week",
        "Small steps",
        "Question to staff",
        "Pinned",
        "Closed",
        "about the loss of",
    ):
        assert words in shown


def test_staff_see_that_something_waits(as_, topic, facilitator, member, group):
    assert "Something waits for staff" in page(as_(facilitator), group)
    cast.reply(topic, facilitator)
    assert "What waits for staff: nothing" in page(as_(facilitator), group)
    cast.reply(topic, member, state="held")
    assert "Something waits for staff" in page(as_(facilitator), group)
    assert "waits for staff" not in page(as_(member), group)


def test_twenty_topics_are_a_page(as_, member, group):
    for number in range(21):
        cast.topic(member, f"Topic {number}")

    assert page(as_(member), group).count('class="topic"') == 20
    assert page(as_(member), group, page=2).count('class="topic"') == 1
    assert page(as_(member), group, page="x").count('class="topic"') == 20


@pytest.mark.parametrize("count", [1, 3, 300])
def test_the_list_asks_the_same_few_questions_however_long_it_is(
    as_, member, facilitator, group, count, django_assert_num_queries
):
    now = timezone.now()
    Topic.objects.bulk_create(
        Topic(group=group, author=member, title="Sleep", length=1, client_id=cast.uuid.uuid4(), latest_at=now)
        for _ in range(count)
    )
    client = as_(facilitator)
    page(client, group)

    with django_assert_num_queries(13):
        page(client, group)


def test_strangers_find_nothing_and_staff_without_proof_are_told_why(as_, topic, stranger, group):
    for name in ("topics", "start", "waiting"):
        assert as_(stranger).get(at(name, group)).status_code == 404
        lapsed = cast.seat(cast.make_user(), group, alias=f"Anna {name}", part="facilitator")
        assert "checked credential" in text_of(as_(lapsed).get(at(name, group)), 403)
        lapsed.delete()


# --- Beginning -------------------------------------------------------------------------
def test_a_topic_is_begun_and_opened(as_, member, group):
    answer = as_(member).post(at("start", group), beginning(kind="question"))

    topic = Topic.objects.get()
    assert answer.url == at("topic", topic)
    assert (topic.title, topic.kind) == ("Sleep", "question")


def test_the_form_offers_what_this_person_may_begin(as_, member, facilitator, group):
    asked = text_of(as_(member).get(at("start", group, kind="question")))
    assert "A question to staff" in asked
    assert "The theme of the week" not in asked
    assert re.search(r'value="question"[^>]*checked', asked)
    led = text_of(as_(facilitator).get(at("start", group, kind="week")))
    assert "A question to staff" not in led
    assert "The theme of the week" in led


def test_what_was_typed_stays_in_the_boxes(as_, member, group, settings):
    shown = text_of(as_(member).post(at("start", group), beginning(body="")), 422)
    assert "Write something first." in shown
    assert 'value="Sleep"' in shown

    settings.FORUM_PACE = {"member": (1, 60.0)}
    as_(member).post(at("start", group), beginning())
    shown = text_of(as_(member).post(at("start", group), beginning(body="More milk.")), 403)
    assert "write again in 1 minute" in shown
    assert "More milk." in shown


def test_whoever_is_read_first_is_told_before_writing(as_, member, group):
    assert "Staff read your words first" not in text_of(as_(member).get(at("start", group)))
    member.is_read_first = True
    member.save()
    assert "Staff read your words first" in text_of(as_(member).get(at("start", group)))


def test_whoever_is_asked_to_listen_reads_why_and_does_not_begin(as_, member, group):
    member.muted_until = timezone.now() + datetime.timedelta(hours=1)
    member.save()

    assert "asked you to listen" in page(as_(member), group)
    assert "asked you to listen" in text_of(as_(member).post(at("start", group), beginning()), 403)
    assert not Topic.objects.exists()
