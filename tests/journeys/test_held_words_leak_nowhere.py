"""Held words reach their author, whoever leads the room and, in a case, whoever moderates. Every other way out of the
house is tried here: pages, exports, open sockets and those that catch up, mail, the log, the audit and the disk."""

import json
import logging
import uuid

import pytest
from asgiref.sync import sync_to_async
from django.core import mail
from django.db import connection
from django.test import Client
from django.urls import reverse

from community.audit.models import Entry
from community.screening import Finding, content_held
from groups.actions.message import say
from groups.letters import post
from groups.models import Message
from moderation.actions.appeal import appeal, decide_appeal
from moderation.actions.decision import decide
from moderation.models import Case
from moderation.transparency import figures_of
from tests import cast
from tests.access import table
from tests.access.forms import forms
from tests.access.world import BEFORE, World
from tests.journeys.test_words_at_rest import disk
from tests.lines import Line
from tests.test_access import visit

HELD = "the seventh ladder of the lighthouse"
SHOWN = "An ordinary evening."
SCREENER = "tests.journeys.test_held_words_leak_nowhere.hold_the_lighthouse"


def hold_the_lighthouse(text, *, author, place):
    """A screener for this story: the most serious there is."""
    return [Finding(rule="risk.en.story", level=5, holds=True)] if "lighthouse" in text else []


async def in_thread(call, *args, **kwargs):
    return await sync_to_async(call)(*args, **kwargs)


def browser_of(user):
    browser = Client()
    browser.force_login(user)
    return browser


# --- Open sockets, and those that catch up ------------------------------------------------
@pytest.mark.django_db(transaction=True)
async def test_no_other_socket_ever_hears_them(
    settings, group, meeting, member, other_member, facilitator, moderator
):
    settings.SCREENERS = [SCREENER]
    author, other, leader = [
        Line(await in_thread(browser_of, seat.user), group.room)
        for seat in (member, other_member, facilitator)
    ]
    watch_browser = await in_thread(browser_of, moderator)
    watch = Line(watch_browser, path="/ws/watch/")
    for line in (author, other, leader, watch):
        assert await line.open()

    held = await author.say(f"I stand on {HELD}.")
    assert held["state"] == "held"
    assert (
        "panel" in (await leader.wait_for("staff.scene", holds=HELD))["parts"]
    )  # they reach whom they should
    late = Line(await in_thread(browser_of, other_member.user), group.room)
    assert await late.open(since=0)
    await everybody_hears_the_next(author, other, late)
    await watch.wait_for("watch.alarm")
    case = await Case.objects.aget()
    await in_thread(decide, case=case, actor=moderator, measure="return", rule="kind")
    await everybody_hears_the_next(author, other, late)

    for line in (other, late, watch):
        assert not line.has_heard("lighthouse")
        assert not line.has_heard(held["id"])
        assert not line.has_heard("Staff have been called")  # nor why they are held, or that they are
    assert leader.has_heard(HELD)
    assert author.has_heard(HELD)
    for line in (author, other, leader, late, watch):
        await line.close()


async def everybody_hears_the_next(author, *others):
    """Frames are in order, so whoever has heard what was said later has heard all there was to hear before."""
    words = f"{SHOWN} {uuid.uuid4()}"
    assert (await author.say(words))["state"] == "shown"
    for line in others:
        await line.wait_for("message.said", holds=words)


@pytest.mark.django_db(transaction=True)
async def test_once_they_are_let_through_everybody_hears_them(
    settings, group, meeting, member, other_member, moderator
):
    settings.SCREENERS = [SCREENER]
    author, other = [
        Line(await in_thread(browser_of, seat.user), group.room) for seat in (member, other_member)
    ]
    for line in (author, other):
        assert await line.open()
    await author.say(f"I stand on {HELD}.")

    await in_thread(decide, case=await Case.objects.aget(), actor=moderator, measure="release", rule="kind")

    assert HELD in (await other.wait_for("message.said"))["html"]  # so the lines above would have heard them
    for line in (author, other):
        await line.close()


# --- Every page and every export, in every role ----------------------------------------------
MAY_READ = {"mem", "fac"}  # who wrote them, and who leads the room
ON_WATCH = ("mod", "saf")  # in a case, where each look is written down
WORDS = ("Words that are held.", "Words that are returned.")


@pytest.fixture
def world(db):
    """Everybody and everything of the access table, with a case about the held words and one about those given back."""
    world = World()
    world.sent, world.client = forms(world), Client()
    findings = (Finding(rule="risk.en.story", level=5, holds=True),)
    for message in Message.objects.filter(state__in=Message.WAITING):
        content_held.send(Message, content=message, findings=findings)
    return world


def tells(answer):
    """Whether any of the words stand anywhere in an answer, its headers included."""
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    told = body.decode(errors="replace") + str(dict(answer.headers))
    return any(words in told or json.dumps(words)[1:-1] in told for words in WORDS)


def rows_for(role):
    """Our addresses that give this role something to read, and all those of the words themselves."""
    for row in table.rows():
        about_them = row.thing in {"held", "returned"}
        gives = (row.method, row.cells[role]) == ("GET", "200") and ":" in row.name
        if row.method in {"GET", "POST"} and (about_them or gives):
            yield row


def path_of(world, row):
    return row.name if row.name.startswith("/") else reverse(row.name, args=world.things.get(row.thing, ()))


def shown_to(world, roles):
    """Where the words stand for one of these roles."""
    for role in roles:
        for row in rows_for(role):
            path, before = path_of(world, row), BEFORE.get(row.thing)
            if tells(visit(world, role, row.method, path, world.sent.get(row.name), before)):
                yield f"{role}: {row}"


def test_no_page_and_no_export_shows_them_to_others(world):
    others = ("vis", "oth", "pau", "pee", "no2", "ofa", "ref", "coo", "adm", "lef")

    assert list(shown_to(world, others)) == []


def test_whoever_moderates_reads_them_in_their_case_alone(world):
    assert list(shown_to(world, ON_WATCH)) == []

    case = Case.objects.get(message__state="held")
    world.client.cookies["sid"] = world.sessions["mod"]
    assert tells(world.client.get(reverse("moderation:case", args=[case.pk])))
    assert Entry.objects.filter(action="case.looked", actor_id=world.people["mod"].pk).count() == 1


def test_their_author_and_whoever_leads_read_them(world):
    for role in MAY_READ:
        room = visit(world, role, "GET", reverse("groups:room", args=[world.group.room.pk]))
        assert tells(room), role  # so the pages above would have told


# --- Mail, the log, the audit, what is taken out of the house, the disk ----------------------------
@pytest.fixture
def decided(settings, group, meeting, member, moderator, another_moderator, caplog):
    """Held, somebody called, given back with a reason, objected to, and undone."""
    caplog.set_level(logging.DEBUG)
    settings.SCREENERS = [SCREENER]
    for user in (moderator, another_moderator):
        type(user).objects.filter(pk=user.pk).update(email=f"{user.display_name.lower()}@example.org")
    say(room=group.room, author=member, body=f"I stand on {HELD}.", client_id=uuid.uuid4())
    decision = decide(case=Case.objects.get(), actor=moderator, measure="return", rule="no_methods")
    objection = appeal(decision=decision, actor=member.user, words="Nobody was told how.")
    for user in (moderator, another_moderator):
        browser_of(user).get(reverse("moderation:appeal", args=[objection.pk]))
    decide_appeal(appeal=objection, actor=another_moderator, outcome="upheld", answer="It says where.")
    post.submit(int).result()
    return objection


@pytest.fixture
def another_moderator(db):
    return cast.make_staff("moderator", display_name="Petra")


@pytest.mark.django_db(transaction=True)
def test_no_mail_holds_them(decided):
    for letter in mail.outbox:
        assert "lighthouse" not in f"{letter.subject} {letter.body} {letter.extra_headers}"


@pytest.mark.django_db(transaction=True)
def test_the_log_does_not_hold_them(decided, caplog, capfd):
    records = caplog.get_records("setup") + caplog.get_records("call")
    told = "\n".join(repr(record.__dict__) for record in records) + capfd.readouterr().err

    assert "screening.found" in told  # we did look at the right log
    assert "lighthouse" not in told
    assert "Nobody was told how." not in told


@pytest.mark.django_db(transaction=True)
def test_the_audit_does_not_hold_them(decided):
    entries = list(Entry.objects.all())

    assert {"case.decided", "appeal.made", "appeal.looked", "appeal.decided"} <= {
        entry.action for entry in entries
    }
    for entry in entries:
        assert "lighthouse" not in f"{entry.facts_json} {entry.reason} {entry.subject_id}"


@pytest.mark.django_db(transaction=True)
def test_nothing_taken_out_of_the_house_holds_them(decided, coordinator):
    safeguarding = cast.make_staff("safeguarding", username="riitta")
    taken = 0
    for user in (coordinator, safeguarding):
        browser = browser_of(user)
        for name in ("statements", "transparency_csv", "transparency", "audit_export"):
            for answer in (
                browser.get(reverse(f"moderation:{name}")),
                browser.post(reverse(f"moderation:{name}")),
            ):
                body = b"".join(answer.streaming_content) if answer.streaming else answer.content
                taken += answer.status_code == 200
                assert b"lighthouse" not in body
    assert taken >= 6
    assert "lighthouse" not in repr(figures_of(decided.made_at.year))


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(
    connection.vendor != "sqlite", reason="reads the SQLite file; the vault searches both disks"
)
def test_the_disk_holds_them_sealed_only(decided):
    found = disk()

    assert b"moderation_case" in found  # we did look at the right file
    for words in (HELD, "Nobody was told how.", "It says where."):
        assert words.encode() not in found
