"""What is new in the forums of one's groups: where, and never what."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from community.forum.models import Following, Topic
from community.forum.whats_new import of
from tests import cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def other(group):
    return cast.seat(cast.make_user(), group, alias="Halla")


def test_unread_words_are_new_once_for_each_group(member, other, group, django_assert_num_queries):
    cast.topic(other, "Private title")
    latest = cast.topic(other)

    with django_assert_num_queries(1):
        (news,) = of(member.user)

    assert news.url == reverse("forum:topics", args=[group.pk])
    assert news.at == latest.latest_at
    assert "Private" not in str(news.sentence)
    assert "Halla" not in str(news.sentence)


def test_what_was_read_is_new_no_more_until_somebody_writes(member, other):
    topic = cast.topic(other)
    Following.objects.create(topic=topic, person=member.user, read_to=1)
    assert of(member.user) == []

    cast.reply(topic, other)
    assert len(of(member.user)) == 1


def test_muted_topics_say_nothing(member, other):
    topic = cast.topic(other)
    Following.objects.create(topic=topic, person=member.user, mode="mute")

    assert of(member.user) == []


def test_what_was_written_before_one_came_is_not_news(member, other):
    cast.topic(other)
    Topic.objects.update(latest_at=member.joined_at - timedelta(days=1))

    assert of(member.user) == []


def test_words_that_wait_and_other_groups_are_not_news(member, other):
    cast.topic(other, state="held")
    elsewhere = cast.seat(cast.make_user(), cast.make_group(name="Friday group"))
    cast.topic(elsewhere)

    assert of(member.user) == []


def test_nothing_is_new_where_the_seat_has_ended(member, other):
    cast.topic(other)
    member.left_at = timezone.now()
    member.save()

    assert of(member.user) == []


def test_a_board_is_called_a_board(member, other, group):
    board = cast.make_board(group)
    cast.seat(member.user, board, alias="Lumi")
    cast.topic(cast.seat(other.user, board, alias="Usva"))

    (news,) = of(member.user)

    assert "on a board" in str(news.sentence)
    assert news.url == reverse("forum:topics", args=[board.pk])
