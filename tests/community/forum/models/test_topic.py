"""Topics: who may know of them, in which order they stand, and which of them nobody has answered."""

import datetime
import uuid

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from community import vault
from community.forum.models import Reply, Topic
from tests import cast

pytestmark = pytest.mark.django_db
Kind = Topic.Kind


def of(queryset):
    return list(queryset.values_list("pk", flat=True))


def test_everybody_with_a_seat_knows_of_a_topic_and_nobody_else(
    topic, member, other_member, facilitator, stranger
):
    for seat in (member, other_member, facilitator):
        assert of(Topic.objects.visible_to(seat.user)) == [topic.pk]

    other_member.left_at = timezone.now()
    other_member.save()
    for user in (stranger.user, other_member.user, cast.make_user()):
        assert not Topic.objects.visible_to(user).exists()


@pytest.mark.parametrize("state", Reply.WAITING)
def test_a_topic_that_waits_is_its_authors_and_staffs(member, other_member, facilitator, stranger, state):
    topic = cast.topic(member, state=state)

    assert of(Topic.objects.visible_to(member.user)) == [topic.pk]
    for seat in (other_member, facilitator, stranger):
        assert not Topic.objects.visible_to(seat.user).exists()
    is_held = [topic.pk] if state == "held" else []
    assert of(Topic.objects.held_for(facilitator.user)) == is_held
    assert of(Topic.objects.shown()) == []
    for seat in (member, other_member, stranger):
        assert not Topic.objects.held_for(seat.user).exists()


def test_a_topic_taken_back_before_anybody_saw_it_is_nobodys(member):
    topic = cast.topic(member, state="held")
    Topic.objects.filter(pk=topic.pk).update(state="retracted")

    assert not Topic.objects.visible_to(member.user).exists()


def test_pinned_topics_come_first_then_those_written_in_last(member):
    now = timezone.now()
    hours = [now - datetime.timedelta(hours=count) for count in range(4)]
    topics = [cast.topic(member) for _hour in hours]
    for topic, moment in zip(topics, hours, strict=True):
        topic.latest_at = moment
        topic.save()
    topics[3].pinned_at = now
    topics[3].save()

    assert of(Topic.objects.all().in_order()) == [topics[place].pk for place in (3, 0, 1, 2)]


# --- Without an answer -----------------------------------------------------------
def unanswered():
    return of(Topic.objects.all().unanswered())


def test_an_ordinary_topic_is_answered_by_anybody_else(topic, member, other_member):
    assert unanswered() == [topic.pk]

    cast.reply(topic, member)
    assert unanswered() == [topic.pk]
    cast.reply(topic, other_member)
    assert unanswered() == []


def test_a_question_is_answered_by_staff(member, other_member, facilitator):
    question = cast.topic(member, kind=Kind.QUESTION)

    cast.reply(question, other_member)
    assert unanswered() == [question.pk]
    answer = cast.reply(question, facilitator)
    assert unanswered() == []
    assert question.is_question

    answer.state = Reply.State.RETRACTED
    answer.save()
    assert unanswered() == [question.pk]


def test_topics_of_staff_closed_ones_and_those_of_people_who_left_wait_for_nobody(
    member, other_member, facilitator
):
    now = timezone.now()
    cast.topic(facilitator)
    closed = cast.topic(member)
    Topic.objects.filter(pk=closed.pk).update(closed_at=now)
    cast.topic(other_member)
    other_member.left_at = now
    other_member.save()
    cast.topic(member, state="held")

    assert unanswered() == []


# --- What cannot be stored --------------------------------------------------------
def test_a_topic_without_a_place_is_not_shown(topic):
    topic.length = 0

    with pytest.raises(IntegrityError), transaction.atomic():
        topic.save()


def test_a_second_press_begins_no_second_topic(topic):
    again = Topic(
        group=topic.group, author=topic.author, title="Again", client_id=topic.client_id, state="held"
    )

    with pytest.raises(IntegrityError), transaction.atomic():
        again.save()


def test_a_title_is_sealed_under_the_groups_key_and_goes_with_it(topic, django_capture_on_commit_callbacks):
    assert str(topic) == str(topic.pk)
    assert b"night" not in vault.stored(instance=topic, name="title")
    assert topic.language == topic.group.language
    assert topic.is_shown

    vault.destroy(key=topic.group.data_key)
    assert Topic.objects.all()[0].title == vault.GONE


def test_locking_reads_the_row_as_it_is_now(topic, django_assert_num_queries):
    Topic.objects.filter(pk=topic.pk).update(length=7)

    with transaction.atomic(), django_assert_num_queries(1):
        locked = Topic.objects.locked(topic)
        assert (locked.length, locked.group) == (7, topic.group)


def test_ids_are_no_numbers_to_count_through(topic):
    assert isinstance(topic.pk, uuid.UUID)
