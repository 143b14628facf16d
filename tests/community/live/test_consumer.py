"""The consumer every page's socket builds on, spoken to through Channels' own communicator."""

import json
from datetime import timedelta

import pytest
from channels.testing import WebsocketCommunicator
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone, translation

from community.live import consumer as doors
from community.live.consumer import Allowance, LiveConsumer
from community.live.frames import Frame
from community.live.members import TOO_MANY
from community.logs import JsonFormatter
from tests.community.live.world import ROOM, Ledger, open_hub, seat


class Door(LiveConsumer):
    """A room with one rule for each way an answer may go."""

    def seat(self):
        return self.scope.get("seat")

    def greeting(self, since):
        return {"state": f"since {since} in {translation.get_language()}"}

    def carry_out(self, content):
        body = content["say"]["body"]
        if body == "not allowed":
            raise PermissionDenied("Not now.")
        if body == "too empty":
            raise ValidationError(["Write something.", "Then send it."])
        if body == "broken":
            raise LookupError(body)
        return {"type": "accepted", "body": body}


@pytest.fixture
async def hub():
    hub = open_hub(Ledger())
    yield hub
    await hub.stop()


def say(body):
    return {"say": {"client_id": "c1", "body": body}}


async def knock(place, door=Door):
    line = WebsocketCommunicator(door.as_asgi(), f"/ws/rooms/{ROOM}/")
    line.scope["seat"] = place
    connected, code = await line.connect()
    return line, connected, code


@pytest.fixture
async def line(hub):
    line, _, _ = await knock(seat(language="fi"))
    yield line
    await line.disconnect()


async def hear(line):
    return json.loads(await line.receive_from())


async def test_without_a_seat_the_door_stays_closed(hub):
    _, connected, code = await knock(None)

    assert (connected, code) == (False, 4404)


async def test_the_first_word_says_since_when_and_gets_the_rest(line, hub):
    await line.send_json_to({"since": 0})

    assert await hear(line) == {
        "type": "caught_up",
        "revision": 0,
        "news": [],
        "here": [{"id": "wren"}],
        "state": "since 0 in fi",
    }
    assert len(hub.members) == 1


async def test_words_are_carried_and_answered_to_the_sender_alone(line, hub):
    await line.send_json_to({"since": 0})
    await hear(line)

    await line.send_json_to(say("hello"))

    assert await hear(line) == {"type": "accepted", "body": "hello"}


@pytest.mark.parametrize(
    ("body", "reason"),
    [("not allowed", "Not now."), ("too empty", "Write something. Then send it."), ("broken", doors.BROKEN)],
)
async def test_a_refusal_says_why_and_the_line_stays(line, body, reason, caplog):
    await line.send_json_to({"since": 0})
    await hear(line)

    await line.send_json_to(say(body))
    refusal = await hear(line)
    await line.send_json_to(say("hello"))

    assert refusal["type"] == "refused"
    assert refusal["client_id"] == "c1"
    if body != "broken":
        assert refusal["reason"] == reason
    assert (await hear(line))["type"] == "accepted"
    assert not any(body in JsonFormatter().format(record) for record in caplog.records)


@pytest.mark.parametrize(
    "text", ["{", "[]", "7", '{"since": "x"}', '{"since": -1}', '{"since": true}', "x" * 17_000, "[" * 9_000]
)
async def test_what_cannot_be_read_is_refused(line, text):
    await line.send_to(text_data=text)

    assert (await hear(line))["type"] == "refused"


async def test_bytes_are_refused(line):
    await line.send_to(bytes_data=b"\x00")

    assert (await hear(line))["type"] == "refused"


async def test_words_before_the_first_word_are_refused(line):
    await line.send_json_to(say("hello"))

    assert (await hear(line))["type"] == "refused"


async def test_the_same_word_again_brings_what_was_missed(line, hub):
    await line.send_json_to({"since": 0})
    await hear(line)
    hub.announce(hub.source.change("a", "one"))
    await hear(line)

    await line.send_json_to({"since": 0})

    assert [news["id"] for news in (await hear(line))["news"]] == ["a"]


async def test_too_many_words_at_once_are_refused(hub):
    class Slow(Door):
        def make_allowance(self):
            return Allowance(burst=2, per_second=0.001)

    line, _, _ = await knock(seat(), Slow)
    await line.send_json_to({"since": 0})
    await hear(line)

    for _ in range(2):
        await line.send_json_to(say("hello"))

    assert [(await hear(line))["type"] for _ in range(2)] == ["accepted", "refused"]
    await line.disconnect()


async def test_after_an_order_to_leave_nothing_more_is_heard_or_carried(line, hub):
    await line.send_json_to({"since": 0})
    await hear(line)

    hub.announce(Frame.of("user.wren", {"type": "leave", "reason": "removed", "room": ROOM}))
    await line.send_json_to(say("one more thing"))

    assert await hear(line) == {"type": "leave", "reason": "removed"}
    assert await line.receive_output() == {"type": "websocket.close", "code": 4403}
    assert await line.receive_nothing()


async def test_closing_leaves_the_hub(hub):
    line, _, _ = await knock(seat())
    await line.send_json_to({"since": 0})
    await hear(line)

    await line.disconnect()

    assert hub.members == {}


async def test_a_silent_line_is_closed(hub, monkeypatch):
    monkeypatch.setattr(doors, "FIRST_WORD_SECONDS", 0.02)
    line, _, _ = await knock(seat())

    assert (await line.receive_output())["code"] == 4408
    await line.disconnect()


async def test_a_seat_that_is_lost_later_closes_the_line(hub, monkeypatch):
    monkeypatch.setattr(doors, "RECHECK_SECONDS", 0.02)
    line, _, _ = await knock(seat())
    await line.send_json_to({"since": 0})
    await hear(line)

    del line.scope["seat"]
    heard = await hear(line)
    while heard["type"] == "room.here":
        heard = await hear(line)

    assert heard == {"type": "leave", "reason": "seat"}
    assert (await line.receive_output())["code"] == 4404


async def test_a_seat_of_another_kind_makes_the_page_come_back(hub, monkeypatch):
    monkeypatch.setattr(doors, "RECHECK_SECONDS", 0.02)
    line, _, _ = await knock(seat(label={}))
    await line.send_json_to({"since": 0})
    await hear(line)

    line.scope["seat"] = seat(audiences=("user.wren", f"room.{ROOM}.staff"), staff=True, label={})

    assert await hear(line) == {"type": "leave", "reason": "busy"}
    assert (await line.receive_output())["code"] == 1013


async def test_a_session_that_has_ended_closes_the_line(hub):
    line, _, _ = await knock(seat(expires=timezone.now() + timedelta(seconds=0.1), label={}))
    await line.send_json_to({"since": 0})
    await hear(line)

    assert json.loads(await line.receive_from(timeout=3)) == {"type": "leave", "reason": "session"}
    assert (await line.receive_output())["code"] == 4401


async def test_silent_lines_count_and_the_oldest_makes_way(hub, settings):
    settings.LIVE_SOCKETS_PER_PERSON = 2
    lines = [(await knock(seat()))[0] for _turn in range(5)]

    for line in lines[:3]:
        assert (await line.receive_output())["code"] == TOO_MANY
    await lines[0].send_json_to({"since": 0})
    for line in lines[3:]:
        await line.send_json_to({"since": 0})
        assert (await hear(line))["type"] == "caught_up"

    assert len(hub.members) == 2
    assert hub.doorstep.standing == {}
    for line in lines:
        await line.disconnect()


async def test_a_silent_line_that_goes_is_no_longer_counted(hub, settings):
    settings.LIVE_SOCKETS_PER_PERSON = 2
    for _turn in range(5):
        line, connected, _code = await knock(seat())
        assert connected
        await line.disconnect()

    assert hub.doorstep.standing == {}


async def test_one_person_does_not_crowd_out_another(hub, settings):
    settings.LIVE_SOCKETS_PER_PERSON = 1
    first, _, _ = await knock(seat("wren"))
    second, _, _ = await knock(seat("robin"))

    await first.send_json_to({"since": 0})
    assert (await hear(first))["type"] == "caught_up"
    await first.disconnect()
    await second.disconnect()
