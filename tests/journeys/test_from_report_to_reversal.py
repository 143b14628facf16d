"""Reported, decided, told why, objected to, reversed by somebody else, undone everywhere; and a notice from outside
that gets its answer. All through pages and sockets."""

import re

import pytest
from asgiref.sync import sync_to_async
from django.core import mail
from django.core.cache import cache
from django.test import Client

from community.audit.models import Entry
from groups.letters import post
from groups.models import Membership, Message
from moderation.models import Appeal, Case, Decision, Sanction
from tests import cast
from tests.lines import Line

pytestmark = pytest.mark.django_db(transaction=True)
UNKIND = "You are all fools."


async def in_thread(call, *args, **kwargs):
    return await sync_to_async(call)(*args, **kwargs)


def browser_of(user):
    browser = Client()
    browser.force_login(user)
    return browser


@pytest.fixture
def other_desk():
    """Another moderator's browser."""
    return browser_of(cast.make_staff("moderator", display_name="Petra"))


@pytest.fixture
def desk(moderator):
    return browser_of(moderator)


@pytest.fixture(autouse=True)
def _limits_start_anew():
    cache.clear()


# --- From a report to a reversal --------------------------------------------------------------
async def test_what_was_wrong_is_undone_everywhere(group, meeting, member, other_member, desk, other_desk):
    phone, laptop = [await in_thread(browser_of, seat.user) for seat in (member, other_member)]
    kuura, halla = Line(phone, group.room), Line(laptop, group.room)
    for line in (kuura, halla):
        assert await line.open()
    said = await kuura.say(UNKIND)
    await halla.wait_for("message.said", holds=UNKIND)

    await in_thread(reports, laptop, said["id"])
    await in_thread(decides_to_mute, desk)
    await is_silent_and_hidden(kuura, halla, laptop, group)
    await in_thread(reads_why_and_objects, phone)
    await in_thread(the_first_one_is_refused, desk)
    await in_thread(somebody_else_reverses, other_desk)

    await in_thread(reads_that_it_is_undone, phone)
    assert UNKIND in (await halla.wait_for("message.changed"))["html"]
    assert (await kuura.say("I am back."))["state"] == "shown"
    await halla.wait_for("message.said", holds="I am back.")
    await in_thread(nothing_is_left_of_it, group, member, laptop)
    for line in (kuura, halla):
        await line.close()


def reports(laptop, message):
    """Two presses, a receipt, and the case waits."""
    done = laptop.post(f"/messages/{message}/report/", {"kind": "unkind"}, follow=True)
    assert "A moderator will look at it." in done.text
    assert "It waits in the moderators’ list." in laptop.get("/my-notices/").text


def decides_to_mute(desk):
    """The moderator's part: listening only for a week, and the words are hidden."""
    case = Case.objects.get()
    facts = {"measure": "mute", "days": "7", "takes_words": "on", "rule": "kind"}
    answer = desk.post(f"/moderation/cases/{case.pk}/decide/", facts, follow=True)
    assert answer.status_code == 200
    assert Decision.objects.get().measure == "mute"


async def is_silent_and_hidden(kuura, halla, laptop, group):
    gone = await halla.wait_for("message.changed")
    assert UNKIND not in gone["html"]
    refused = await kuura.say("May I not speak?")
    assert refused["type"] == "refused"
    assert UNKIND not in (await in_thread(laptop.get, f"/rooms/{group.room.pk}/")).text
    assert "we acted" in (await in_thread(laptop.get, "/my-notices/")).text


def reads_why_and_objects(phone):
    """Led from the refusal to the reason, and from there to the form."""
    room = phone.get(f"/rooms/{Message.objects.first().room_id}/").text
    assert "Why, and how to object" in room
    decision = Decision.objects.get()
    assert f"/decisions/{decision.pk}/" in phone.get("/decisions/").text
    page = phone.get(f"/decisions/{decision.pk}/").text
    assert "Be kind, also when you disagree" in page
    assert "Oskari" not in page
    assert "Halla" not in page
    done = phone.post(f"/decisions/{decision.pk}/", {"words": "I meant myself, too."}, follow=True)
    assert "Your objection has come in." in done.text


def the_first_one_is_refused(desk):
    appeal = Appeal.objects.get()
    facts = {"outcome": "upheld", "answer": "I stand by it."}
    assert desk.post(f"/appeals/{appeal.pk}/", facts).status_code == 403
    assert "Somebody else looks at it anew." in desk.get(f"/appeals/{appeal.pk}/").text


def somebody_else_reverses(other_desk):
    """With the sealed evidence before them, though the words are hidden."""
    appeal = Appeal.objects.get()
    assert f"/appeals/{appeal.pk}/" in other_desk.get("/appeals/").text
    assert UNKIND in other_desk.get(f"/appeals/{appeal.pk}/").text
    facts = {"outcome": "reversed", "answer": "You spoke of yourself as well. I am sorry."}
    assert other_desk.post(f"/appeals/{appeal.pk}/", facts).status_code == 302


def reads_that_it_is_undone(phone):
    page = phone.get(f"/decisions/{Decision.objects.get().pk}/").text
    assert "You were right: the decision is undone" in page
    assert "You spoke of yourself as well." in page
    assert "Undone" in phone.get("/decisions/").text


def nothing_is_left_of_it(group, member, laptop):
    """The words, the seat, the sanction, the pages of others; and all of it is written down."""
    assert UNKIND in laptop.get(f"/rooms/{group.room.pk}/").text
    assert not Sanction.objects.current().exists()
    assert not Membership.objects.get(pk=member.pk).is_muted
    written = set(Entry.objects.values_list("action", flat=True))
    assert {
        "report.made",
        "case.decided",
        "appeal.made",
        "appeal.looked",
        "appeal.decided",
        "decision.undone",
    } <= written


# --- A notice from outside, and its answer -------------------------------------------------------
def test_somebody_outside_tells_us_and_gets_an_answer(meeting, member, desk):
    said = cast.words(member, "I know where he lives: the house at the end.")
    visitor = Client()
    assert "/notice/" in visitor.get("/").text
    sent = {
        "kind": "exposed",
        "place": f"A friend showed me http://127.0.0.1:8000/messages/{said.pk}/",
        "explanation": "It says where my brother lives.",
        "name": "Aila Virta",
        "email": "aila@example.org",
        "good_faith": "on",
    }
    receipt = visitor.post("/notice/", sent, follow=True)
    code = re.search(r"[A-Z2-9]{4}(?:-[A-Z2-9]{4}){2}", receipt.text)[0]
    assert "We are still looking at it." in visitor.post("/notice/answer/", {"code": code}).text

    case = Case.objects.get()
    assert (case.kind, case.priority) == ("notice", Case.Priority.HOUR)
    assert str(case.pk) in desk.get("/moderation/queue/").text
    page = desk.get(f"/moderation/cases/{case.pk}/").text
    assert "It says where my brother lives." in page
    desk.post(f"/moderation/cases/{case.pk}/decide/", {"measure": "hide", "rule": "private"})

    answer = visitor.post("/notice/answer/", {"code": code}).text
    assert "We looked at it, and we acted." in answer
    assert "article 21" in answer
    assert "the house at the end" not in answer
    post.submit(int).result()
    assert [letter.to for letter in mail.outbox] == [["aila@example.org"]] * 2
    assert not any("brother" in letter.body or code in letter.body for letter in mail.outbox)
    assert Message.objects.get(pk=said.pk).state == "hidden"
    told = browser_of(member.user).get(f"/decisions/{Decision.objects.get().pk}/").text
    assert "Somebody asked us to look." in told
    assert "Aila" not in told


def test_a_notice_that_finds_nothing_is_answered_too(desk):
    visitor = Client()
    sent = {"kind": "other", "place": "Somewhere.", "explanation": "I do not like it.", "good_faith": "on"}
    sent |= {"name": "Aila Virta", "email": "aila@example.org"}
    code = re.search(r"[A-Z2-9]{4}(?:-[A-Z2-9]{4}){2}", visitor.post("/notice/", sent, follow=True).text)[0]

    desk.post(f"/moderation/cases/{Case.objects.get().pk}/decide/", {"measure": "none", "rule": "kind"})

    answer = visitor.post("/notice/answer/", {"code": code}).text
    assert "found nothing against the law or our house rules" in answer
    assert "If you do not agree" in answer
