"""What a page is told beside the transcript: found at the door, as long as it is still true when it is told."""

import asyncio
import json

import pytest
from channels.testing import WebsocketCommunicator

from community.live import consumer as doors
from community.live.consumer import LiveConsumer
from community.live.frames import Frame
from tests.community.live.world import ROOM, Ledger, enter, open_hub, seat, until


class Door(LiveConsumer):
    """It finds facts with the seat, and others when it is asked later."""

    def seat(self):
        return self.scope.get("seat")

    def arrive(self):
        return self.seat(), {"state": "at the door"}

    def greeting(self, since):
        return {"state": "read later"}


@pytest.fixture
async def hub():
    hub = open_hub(Ledger())
    yield hub
    await hub.stop()


async def knock(place):
    line = WebsocketCommunicator(Door.as_asgi(), f"/ws/rooms/{ROOM}/")
    line.scope["seat"] = place
    assert (await line.connect())[0]
    return line


async def hear(line, kind="caught_up"):
    while True:
        facts = json.loads(await line.receive_from(timeout=3))
        if facts["type"] == kind:
            return facts


async def greeted(line):
    await line.send_json_to({"since": 0})
    return (await hear(line))["state"]


async def test_what_was_found_at_the_door_is_told_without_reading_again(hub):
    line = await knock(seat(signature="quiet"))

    assert await greeted(line) == "at the door"
    assert hub.source.reads == []
    await line.disconnect()


async def test_of_many_at_once_one_reads(hub):
    hub.source.change("a", "one")
    lines = [await knock(seat(f"bird{number}", signature="quiet")) for number in range(9)]

    assert set(await asyncio.gather(*map(greeted, lines))) == {"at the door"}
    assert hub.source.reads == [(ROOM, 0)]
    for line in lines:
        await line.disconnect()


@pytest.mark.parametrize("others_are_here", [True, False])
async def test_a_room_that_has_changed_since_is_read_again(hub, others_are_here):
    if others_are_here:
        await enter(hub, "robin")
    line = await knock(seat(signature="as it was"))

    assert await greeted(line) == "read later"
    await line.disconnect()


@pytest.mark.parametrize("audience", ["user.wren", f"room.{ROOM}"])
async def test_what_was_told_on_the_way_in_is_not_lost(hub, audience):
    await enter(hub, "robin")
    line = await knock(seat(signature="quiet"))

    hub.deliver(Frame.of(audience, {"type": "own.scene"}))

    assert await greeted(line) == "read later"
    await line.disconnect()


async def test_a_page_that_asks_again_is_told_how_it_is_by_then(hub):
    line = await knock(seat(signature="quiet"))
    await greeted(line)

    assert await greeted(line) == "read later"
    await line.disconnect()


async def test_ones_own_parts_that_were_lost_on_the_way_are_told_at_the_next_look(hub, monkeypatch):
    monkeypatch.setattr(doors, "RECHECK_SECONDS", 0.02)
    line = await knock(seat(signature="quiet", own=b"no call"))
    await greeted(line)

    line.scope["seat"] = seat(signature="quiet", own=b"somebody has your call")

    assert (await hear(line))["state"] == "read later"
    await line.disconnect()


async def test_a_failing_layer_makes_every_seat_be_looked_at_soon(hub, monkeypatch):
    monkeypatch.setattr("community.live.rechecks.GLANCE_SECONDS", 0.02)
    monkeypatch.setattr(hub.link, "has_failed_since", lambda when: True)
    line = await knock(seat(signature="quiet", own=b"before"))
    await greeted(line)

    line.scope["seat"] = seat(signature="quiet", own=b"after")

    assert (await hear(line))["state"] == "read later"
    await line.disconnect()


async def test_a_change_that_could_not_be_read_is_told_by_a_later_tick(hub, monkeypatch):
    wren = await enter(hub)
    tries = []

    def changed(room_id, before, after):
        tries.append(after)
        if len(tries) == 1:
            raise OSError("the database is away")
        return [(f"room.{ROOM}", {"type": "room.scene", "html": after})]

    monkeypatch.setattr(hub.source, "changed", changed)
    hub.source.signatures[ROOM] = "open"
    await until(lambda: wren.of("room.scene"))

    assert tries == ["open", "open"]
    await asyncio.sleep(0.12)
    assert len(wren.of("room.scene")) == 1


async def test_a_line_that_breaks_at_a_heartbeat_does_not_end_the_ticking(monkeypatch):
    ledger = Ledger("oak", "elm")
    hub = open_hub(ledger)
    broken, wren = await enter(hub, room_id="oak"), await enter(hub, "robin", room_id="elm")

    async def fail(event):
        raise ConnectionResetError

    broken.send_event = fail
    for room in hub.rooms.values():
        room.heartbeat_at = 0
    await until(lambda: wren.of("heartbeat"))
    ledger.change("lost", room_id="elm")
    await until(lambda: wren.revision == 1)

    assert not hub.is_live(broken)
    await hub.stop()
