"""The queue says that there are concerns, and nothing more of them."""

import datetime

import pytest
from django.utils import timezone

from moderation import actions
from moderation.models import Concern, Reveal
from moderation.templatetags.concerns import concerns_line, reveals_line
from tests import cast
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


def test_identity_requests_that_wait_stand_before_those_who_can_answer_them(
    client, member, lead, moderator, django_assert_num_queries
):
    concern = make_concern(member, lead, level=5)
    asked = actions.reveal.ask_identity(concern=concern, actor=lead, reason="Police ask where they live.")
    another = cast.make_staff("safeguarding", display_name="Sanna")

    shown = {}
    for person in (lead, moderator, another):
        client.force_login(person)
        shown[person] = client.get("/moderation/queue/").text

    line = "One identity request waits for you as the second person."
    assert [line in page for page in shown.values()] == [False, False, True]
    assert "Life in danger" in shown[another]
    assert "Police" not in shown[another]
    assert "overdue" not in shown[another].partition(line)[2].partition("</p>")[0]
    assert "An identity request waits for a second person" in client.get("/concerns/").text
    past = timezone.now() - datetime.timedelta(minutes=6)
    Reveal.objects.filter(pk=asked.pk).update(asked_at=past)
    assert "One is overdue." in client.get("/moderation/queue/").text.partition(line)[2].partition("</p>")[0]
    waits = client.get("/concerns/").text.partition("An identity request waits for a second person")[2]
    assert "Overdue" in waits.partition("</p>")[0]
    page = client.get("/identity/").text
    assert "Overdue" in page
    assert " min over" in page
    request = type("Request", (), {"user": another})
    with django_assert_num_queries(1):
        assert reveals_line({"request": request})["late"] == 1


def test_a_request_without_a_danger_has_the_time_of_its_level(client, member, lead, coordinator):
    actions.reveal.ask_identity(concern=make_concern(member, lead), actor=lead, reason="To call them.")
    client.force_login(coordinator)

    page = client.get("/identity/").text

    assert "8 h 00 left" in page or "7 h 59 left" in page
    assert "Overdue" not in page
