"""The live line of those on watch: an alarm is there within two seconds, wherever it was raised."""

import time

import pytest
from asgiref.sync import sync_to_async
from django.test import Client
from django.utils import timezone

from groups.models import Message
from moderation.actions.alarm import page_due, raise_alarm, take_alarm
from moderation.actions.case import open_case
from moderation.models import Alarm, Asked, Case
from tests import cast
from tests.lines import Line
from tests.moderation.watching import on, waiting

pytestmark = pytest.mark.django_db(transaction=True)


async def watching(user):
    """An open moderation page of somebody, and what it was greeted with."""
    client = Client()
    await sync_to_async(client.force_login)(user)
    line = Line(client, path="/ws/watch/")
    assert await line.open()
    return line


async def test_a_message_of_level_five_is_before_whoever_is_on_duty_within_two_seconds(
    meeting, member, moderator, another_moderator
):
    await sync_to_async(on)(moderator)
    on_duty, at_home = await watching(moderator), await watching(another_moderator)
    said = await sync_to_async(cast.words)(member, "What was said.", state=Message.State.HELD)

    began = time.monotonic()
    await sync_to_async(open_case)(kind="risk", priority=0, message=said, level=5, evidence="What was said.")
    news = await on_duty.wait_for("watch.alarm", holds="I have it", seconds=2)

    assert time.monotonic() - began < 2
    assert "What was said." not in str(news)
    assert not at_home.has_heard("I have it")


async def test_the_next_one_hears_after_two_minutes_and_both_when_somebody_has_it(
    moderator, another_moderator
):
    await sync_to_async(on)(moderator)
    await sync_to_async(on)(another_moderator, kind="on_call", order=1)
    first, second = await watching(moderator), await watching(another_moderator)
    alarm = await sync_to_async(lambda: raise_alarm(case=waiting()))()
    await first.wait_for("watch.alarm", holds="I have it")

    await Alarm.objects.aupdate(next_at=timezone.now())  # two minutes later
    await sync_to_async(page_due)()
    await second.wait_for("watch.alarm", holds="I have it", seconds=2)
    await sync_to_async(take_alarm)(alarm=alarm, actor=another_moderator)

    await first.wait_for("watch.alarm", holds="Petra has the alarm", seconds=2)


async def test_what_no_news_told_is_found_in_the_records(moderator):
    """As when another process raised it while the layer was away, or the case was decided."""
    line = await watching(moderator)
    case = await sync_to_async(waiting)()
    alarm = await Alarm.objects.acreate(case=case, kind="urgent", next_at=timezone.now())
    await Asked.objects.acreate(alarm=alarm, person=moderator)
    await line.wait_for("watch.alarm", holds="I have it", seconds=15)

    await Case.objects.aupdate(decided_at=timezone.now())
    news = await line.wait_for("watch.alarm", seconds=15)
    while news["html"]:
        news = await line.wait_for("watch.alarm", seconds=15)


async def test_a_page_that_comes_later_is_greeted_with_what_stands(moderator):
    await sync_to_async(lambda: raise_alarm(case=waiting()))()

    line = await watching(moderator)

    assert "I have it" in line.heard[-1]["html"]


async def test_a_line_that_says_anything_else_is_not_answered(moderator):
    line = await watching(moderator)

    await line.tell(say={"body": "Hello."})
    await line.tell(since=0)

    assert (await line.wait_for("caught_up"))["html"] == ""


@pytest.mark.parametrize("kind", ["coordinator", "administrator", "facilitator", None])
async def test_nobody_else_has_a_line(kind):
    user = await sync_to_async(cast.make_staff)(kind) if kind else await sync_to_async(cast.make_user)()
    client = Client()
    await sync_to_async(client.force_login)(user)

    assert not await Line(client, path="/ws/watch/").open()
    assert not await Line(Client(), path="/ws/watch/").open()


async def test_without_the_duty_nothing_more_is_brought(moderator):
    line = await watching(moderator)
    await sync_to_async(lambda: raise_alarm(case=waiting()))()
    await line.wait_for("watch.alarm", holds="I have it")
    await moderator.roles.aupdate(ended_at=timezone.now())

    await line.tell(since=0)

    assert (await line.wait_for("caught_up"))["html"] == ""
