"""The queue says that there are concerns, and nothing more of them."""

import datetime

import pytest
from django.utils import timezone

from moderation import actions
from moderation.models import Concern
from moderation.templatetags.concerns import concerns_line
from tests.moderation.concerns import close_to_the_end, make_concern

pytestmark = pytest.mark.django_db


def test_open_ones_are_counted_and_those_past_their_time(member, moderator, lead, django_assert_num_queries):
    late, _soon, done = (make_concern(member, moderator) for _number in range(3))
    Concern.objects.filter(pk=late.pk).update(due_at=timezone.now() - datetime.timedelta(minutes=1))
    close_to_the_end(done, lead)
    actions.concern.close(concern=done, actor=lead, outcome="safe", closing="Home.")

    with django_assert_num_queries(1):
        assert concerns_line() == {"count": 2, "late": 1}


def test_the_queue_shows_the_number_and_no_word(client, member, moderator):
    client.force_login(moderator)
    assert "concern is open" not in client.get("/moderation/queue/").text

    make_concern(member, moderator)
    text = client.get("/moderation/queue/").text

    assert "One concern is open." in text
    assert "wake up" not in text
    assert "Kuura" not in text
