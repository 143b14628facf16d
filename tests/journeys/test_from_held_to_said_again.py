"""Held by the screening, decided in two presses, told why, said another way; and a sanction that ends by itself."""

import re

import pytest
from asgiref.sync import sync_to_async
from django.test import Client
from django.utils import timezone

from community.audit.models import Entry
from groups.models import Membership, Message
from moderation.models import Case, Decision, Sanction
from tests.lines import Line

pytestmark = pytest.mark.django_db(transaction=True)
NUMBER = "Ring me on 040 123 4567 tonight."


async def in_thread(call, *args, **kwargs):
    return await sync_to_async(call)(*args, **kwargs)


def browser_of(user):
    browser = Client()
    browser.force_login(user)
    return browser


async def test_held_words_come_back_with_a_reason_and_are_said_another_way(
    settings, group, meeting, member, other_member, moderator
):
    settings.SCREENERS = ["moderation.screeners.identifiers.screen"]
    phone, laptop, desk = [
        await in_thread(browser_of, user) for user in (member.user, other_member.user, moderator)
    ]
    kuura, halla = Line(phone, group.room), Line(laptop, group.room)
    for line in (kuura, halla):
        assert await line.open()

    assert (await kuura.say(NUMBER))["state"] == "held"
    case = await in_thread(stands_in_the_queue, desk)
    await in_thread(is_given_back_in_two_presses, desk, case)

    own = await kuura.wait_for("message.own", holds="What is said here stays here")
    assert NUMBER in own["html"]
    await in_thread(reads_why, phone, group)
    assert (await kuura.say("Shall we talk more here on Thursday?"))["state"] == "shown"
    await halla.wait_for("message.said", holds="here on Thursday")
    assert "040 123" not in (await in_thread(laptop.get, f"/rooms/{group.room.pk}/")).text
    for line in (kuura, halla):
        await line.close()


def stands_in_the_queue(desk):
    page = desk.get("/moderation/queue/").text
    case = Case.objects.get()
    assert str(case.pk) in page
    assert "040 123" not in page
    assert case.priority == Case.Priority.HOUR
    return case


def is_given_back_in_two_presses(desk, case):
    """Take it; give it back. The rule and the letter are there already."""
    page = desk.post(f"/moderation/cases/{case.pk}/claim/", follow=True).text
    assert NUMBER in page
    assert re.search(r'name="rule" value="private"[^>]* checked', page)
    done = desk.post(
        f"/moderation/cases/{case.pk}/decide/", {"rule": "private", "measure": "return"}, follow=True
    )
    assert "Decided: Give the words back · " in done.text
    assert Message.objects.get().state == "returned"


def reads_why(phone, group):
    room = phone.get(f"/rooms/{group.room.pk}/").text
    assert NUMBER in room
    assert "What is said here stays here" in room
    decision = Decision.objects.get()
    letter = phone.get(f"/decisions/{decision.pk}/").text
    assert "can write them another way" in letter
    assert "An automatic check pointed to it. A person decided." in letter


async def test_a_sanction_ends_by_itself(group, meeting, member, other_member, moderator):
    phone, laptop, desk = [
        await in_thread(browser_of, user) for user in (member.user, other_member.user, moderator)
    ]
    kuura = Line(phone, group.room)
    assert await kuura.open()
    said = await kuura.say("You are all fools.")

    await in_thread(laptop.post, f"/messages/{said['id']}/report/", {"kind": "unkind"})
    await in_thread(decides, desk)
    refused = await kuura.say("May I not speak?")
    assert "A moderator has decided" in refused["reason"]
    await in_thread(the_day_passes)

    assert (await kuura.say("I am back."))["state"] == "shown"
    await kuura.close()
    actions = [action async for action in Entry.objects.values_list("action", flat=True)]
    assert {"report.made", "case.decided", "seat.muted"} <= set(actions)
    assert "seat.unmuted" not in actions


def decides(desk):
    case = Case.objects.get()
    facts = {"measure": "mute", "days": "1", "rule": "kind"}
    desk.post(f"/moderation/cases/{case.pk}/decide/", facts)
    assert Sanction.objects.current().get().kind == "mute"


def the_day_passes():
    """Nothing is done to end it: only the clock goes on."""
    now = timezone.now()
    Membership.objects.filter(listens_until__isnull=False).update(listens_until=now)
    Sanction.objects.update(starts_at=now - timezone.timedelta(days=1), ends_at=now)
    assert not Sanction.objects.current().exists()
