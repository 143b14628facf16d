"""Speaking on the live line: what is said at the same moment is written together, and each line hears of its own."""

import asyncio
import threading
import time
import uuid

import pytest
from asgiref.sync import sync_to_async
from django.db import OperationalError
from django.test import Client
from django.utils import timezone

from community.accounts.limits import SEEN, SessionStore
from community.live import together
from community.screening import Finding
from groups import consumers
from groups.models import Membership, Message, Room
from tests import cast
from tests.lines import Line

pytestmark = pytest.mark.django_db(transaction=True)


async def line_of(seat):
    """An open line of somebody's page."""
    client = Client()
    await sync_to_async(client.force_login)(seat.user)
    line = Line(client, seat.group.room)
    line.session_key = client.session.session_key
    assert await line.open()
    return line


async def test_words_are_answered_with_their_place_and_reach_the_others(meeting, member, other_member):
    speaking, listening = await line_of(member), await line_of(other_member)
    client_id = uuid.uuid4()

    answer = await speaking.say("We baked.", client_id)

    message = await Message.objects.aget()
    assert answer == {
        "type": "accepted",
        "client_id": str(client_id),
        "id": str(message.pk),
        "state": "shown",
        "html": answer["html"],
        "position": 1,
        "revision": 1,
    }
    said = await listening.wait_for("message.said")
    assert said["html"] == answer["html"]
    assert "We baked." in said["html"]


async def test_one_who_is_refused_at_the_same_moment_hears_why_and_the_others_are_heard(
    meeting, member, other_member
):
    one, other = await line_of(member), await line_of(other_member)
    muted = Membership.objects.filter(pk=other_member.pk)
    await muted.aupdate(muted_until=timezone.now() + timezone.timedelta(minutes=5))

    accepted, refused = await asyncio.gather(one.say("kind words"), other.say("more words"))

    assert accepted["type"] == "accepted"
    assert refused["type"] == "refused"
    assert "listen for a while" in refused["reason"]


async def test_what_is_sent_again_after_the_line_broke_is_there_once(meeting, member):
    client_id = uuid.uuid4()
    first = await (await line_of(member)).say("once", client_id)

    again = await (await line_of(member)).say("once", client_id)

    assert (again["id"], again["position"]) == (first["id"], 1)
    assert await Message.objects.acount() == 1


async def test_other_words_under_an_id_in_use_are_said_and_answered_by_that_id(meeting, member):
    client_id = uuid.uuid4()
    line = await line_of(member)
    first = await line.say("once", client_id)

    other = await line.say("something else", client_id)

    assert (other["type"], other["client_id"], other["position"]) == ("accepted", str(client_id), 2)
    assert "something else" in other["html"]
    assert other["id"] != first["id"]


async def test_held_words_are_answered_with_the_words_and_no_place(meeting, member):
    await Room.objects.aupdate(mode=Room.Mode.READ_FIRST)

    answer = await (await line_of(member)).say("May I say this?")

    assert (answer["state"], answer["position"]) == ("held", None)
    assert "May I say this?" in answer["html"]


HALF = {
    "body": "a\ud800",
    "client_id": "6f9619ff-8b86-4011-b42d-00c04fc964ff",
}  # half a sign, as JSON can spell it


@pytest.mark.parametrize(
    "said",
    [
        None,
        "words",
        {"body": ""},
        {"body": "x", "client_id": "not an id"},
        HALF,
        {"body": "", "client_id": "\ud800"},
    ],
)
async def test_what_cannot_be_read_is_refused_and_the_line_stays_open(meeting, member, said):
    line = await line_of(member)
    await line.tell(say=said)

    assert (await line.wait_for("accepted", "refused"))["type"] == "refused"
    assert (await line.say("now with words"))["type"] == "accepted"


asked_on = []


def hold_what_is_loud(text, *, author, place):
    asked_on.append((threading.current_thread().name, author.alias, place.group_id))
    return [Finding(rule="test.loud", level=2, holds=text.isupper())]


async def test_screeners_are_asked_apart_from_the_one_who_writes(settings, meeting, member):
    settings.SCREENERS = [f"{__name__}.hold_what_is_loud"]
    asked_on.clear()
    line = await line_of(member)

    assert (await line.say("LOUD"))["state"] == "held"
    assert (await line.say("quiet"))["state"] == "shown"

    assert {facts[1:] for facts in asked_on} == {(member.alias, member.group_id)}
    assert not any(together.writer.name in name for name, *_facts in asked_on)


async def test_a_very_fast_writer_is_asked_to_wait_on_all_lines_together(settings, meeting, member):
    settings.SAY_PACE = {"member": (2, 3.0)}
    one, other = await line_of(member), await line_of(member)

    answers = [await one.say("one"), await other.say("two"), await one.say("three")]

    assert [answer["type"] for answer in answers] == ["accepted", "accepted", "refused"]
    assert "Wait 3 seconds" in answers[2]["reason"]


async def test_when_the_database_is_away_the_words_stay_and_go_through_later(meeting, member, monkeypatch):
    line = await line_of(member)
    say_together, is_away = consumers.say_together, [True]

    def perhaps(*, sayings):
        if is_away:
            raise OperationalError("the connection is lost")
        return say_together(sayings=sayings)

    monkeypatch.setattr(consumers, "say_together", perhaps)
    monkeypatch.setattr(together, "_answers", lambda: not is_away)
    client_id = uuid.uuid4()

    refused = await line.say("Are you there?", client_id)
    is_away.clear()
    accepted = await line.say("Are you there?", client_id)

    assert refused["reason"] == "This could not be sent just now. Send it again in a moment."
    assert refused["client_id"] == str(client_id)
    assert accepted["type"] == "accepted"


async def test_speaking_puts_the_end_of_the_session_off(meeting, member):
    client = Client()
    await sync_to_async(client.force_login)(member.user)
    session = SessionStore(client.session.session_key)
    long_ago = int(time.time()) - 600

    def say_nothing_for_ten_minutes():
        session[SEEN] = long_ago
        session.save()

    await sync_to_async(say_nothing_for_ten_minutes)()
    line = Line(client, member.group.room)
    assert await line.open()

    await line.say("I am still here.")

    assert await sync_to_async(lambda: SessionStore(session.session_key)[SEEN])() > long_ago


async def test_a_seat_that_is_gone_says_nothing(meeting, member, other_member):
    line = await line_of(member)
    await Membership.objects.filter(pk=member.pk).aupdate(left_at=timezone.now())

    refused = await line.say("One more thing")

    assert "members of the group" in refused["reason"]
    assert not await Message.objects.aexists()


async def test_everybody_in_two_groups_may_speak_at_once(meeting, member, other_member):
    def another_group():
        group = cast.make_group(name="Tuesday group")
        leader = cast.lead(cast.make_staff("facilitator"), group)
        cast.make_meeting(group)
        cast.attend(leader.user, group)
        return cast.seat(cast.make_user(), group, alias="Kivi")

    elsewhere = await sync_to_async(another_group)()
    lines = [await line_of(seat) for seat in (member, other_member, elsewhere)]

    answers = [await asyncio.gather(*(line.say("all at once") for line in lines)) for _turn in range(3)]

    for turn, (one, other, apart) in enumerate(answers):
        assert sorted([one["position"], other["position"]]) == [2 * turn + 1, 2 * turn + 2]
        assert apart["position"] == turn + 1
