"""Two hubs that stand for two processes, and the channel layer between them."""

import asyncio
import shutil
import socket
import subprocess
import time

import pytest
from channels.layers import InMemoryChannelLayer
from redis.asyncio import from_url

from community.live import envelopes
from community.live import layer as layer_module
from community.live.envelopes import ECHO, FRESH_SECONDS, RedisLayer
from community.live.frames import Frame
from community.live.publishing import failures, send
from tests.community.live.world import ROOM, enter, open_hub, until


@pytest.fixture(params=["memory", "redis"])
async def layers(request):
    """A layer for each process."""
    if request.param == "memory":
        yield [InMemoryChannelLayer()] * 2
        return
    port = free_port()
    server = start_redis(port)
    layers = [redis_layer(port), redis_layer(port)]
    yield layers
    for layer in layers:
        await layer.flush()
    server.terminate()
    server.wait()


def redis_layer(port, key="k"):
    return RedisLayer(hosts=[f"redis://127.0.0.1:{port}/0"], symmetric_encryption_keys=[key])


@pytest.fixture
async def two(ledger, layers):
    names = ("east", "west")
    hubs = [open_hub(ledger, layer=layer, origin=name) for layer, name in zip(layers, names, strict=True)]
    yield hubs
    for hub in hubs:
        await hub.stop()


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def start_redis(port):
    program = shutil.which("redis-server")
    if not program:
        pytest.fail("redis-server is not on this machine; the whole gate installs it")
    server = subprocess.Popen([program, "--port", str(port), "--save", ""], stdout=subprocess.DEVNULL)
    for _ in range(100):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return server
        time.sleep(0.02)
    return server


async def test_news_reaches_the_other_process_once_and_in_order(two, ledger):
    east, west = two
    wren, robin = await enter(east), await enter(west, "robin")

    for number in range(200):
        two[number % 2].announce(ledger.change(str(number)))
    await until(lambda: wren.revision == robin.revision == 200)

    for page in (wren, robin):
        assert page.transcript == ledger.transcript()
        assert page.doubles == page.holes == 0


async def test_unnumbered_news_reaches_everyone_once(two):
    east, west = two
    wren, robin = await enter(east), await enter(west, "robin")

    east.announce(Frame.of(f"room.{ROOM}", {"type": "room.state", "html": "open"}))
    await until(lambda: robin.of("room.state"))
    await asyncio.sleep(0.05)

    assert len(wren.of("room.state")) == len(robin.of("room.state")) == 1


async def test_an_order_to_leave_reaches_the_process_where_the_person_is(two):
    east, west = two
    robin = await enter(west, "robin")

    east.announce(Frame.of("user.robin", {"type": "leave", "reason": "removed", "room": ROOM}))
    await until(lambda: robin.closed, seconds=1)

    assert robin.closed == 4403


async def test_each_process_knows_who_is_in_the_other(two):
    east, west = two
    wren = await enter(east)
    robin = await enter(west, "robin")

    await until(lambda: len(east.presence.here(ROOM)) == len(west.presence.here(ROOM)) == 2)
    await west.leave(robin)
    await until(lambda: wren.of("room.here")[-1]["here"] == [{"id": "wren"}])

    assert wren.of("room.here")[-1]["here"] == [{"id": "wren"}]


async def test_news_of_a_room_without_members_here_stops_at_the_door(two, ledger):
    east, west = two
    wren = await enter(east)
    await enter(west, "robin", room_id="other")

    east.announce(ledger.change("a", "one"))
    east.announce(Frame.of("user.robin", {"type": "message.held"}))
    await until(lambda: west.told_at)

    assert wren.revision == 1
    assert set(west.told_at) == {"user.robin"}
    assert ROOM not in west.rooms


async def test_what_waits_goes_as_one_message_and_a_long_one_in_parts(two, ledger, monkeypatch):
    east, west = two
    wren, robin = await enter(east), await enter(west, "robin")
    batches = []

    async def sending(layer, origin, news):
        changes = [piece for piece in news if piece["type"] != "live.here"]  # who is where is told in between
        if changes:
            batches.append(len(changes))
        await send(layer, origin, news)

    monkeypatch.setattr(layer_module, "send", sending)
    monkeypatch.setattr(layer_module, "BATCH_CHARACTERS", 30_000)
    for number in range(10):
        east.announce(ledger.change(str(number), "x" * 10_000))
    await until(lambda: robin.revision == 10)

    assert batches[:3] == [3, 3, 3]
    assert robin.transcript == wren.transcript == ledger.transcript()


async def test_a_bad_piece_of_news_keeps_no_other_back(two, ledger):
    east, west = two
    robin = await enter(west, "robin")
    before = failures["hearing"]

    east.link.tell({"type": "of a later version"})
    east.announce(Frame.of(f"room.{ROOM}", {"type": "room.state", "html": "open"}))
    await until(lambda: robin.of("room.state"))

    assert failures["hearing"] == before + 1


def test_what_lies_on_redis_is_sealed_and_nobody_opens_their_own():
    east, west, stranger = redis_layer(0), redis_layer(0), redis_layer(0, key="another")
    message = {"type": "live.batch", "news": ["words of somebody"]}

    unreadable = failures["unreadable"]
    sent = east.serialize(message)

    assert b"words" not in sent
    assert b"live" not in sent
    assert west.deserialize(sent) == message
    assert east.deserialize(sent) == ECHO
    assert stranger.deserialize(sent) == ECHO
    assert failures["unreadable"] == unreadable + 1


def test_what_was_heard_once_is_not_heard_again(monkeypatch):
    east, west = redis_layer(0), redis_layer(0)
    message = {"type": "live.batch", "news": ["a hand goes up"]}
    first, second = east.serialize(message), east.serialize(message)

    assert [west.deserialize(sent) for sent in (first, second)] == [message, message]
    assert west.deserialize(first) == ECHO
    assert west.deserialize(b"another sender.." + first[16:]) == ECHO
    assert east.deserialize(b"another sender.." + first[16:]) == ECHO


def test_what_was_sealed_a_while_ago_is_no_news_and_is_forgotten(monkeypatch):
    east, west, late = redis_layer(0), redis_layer(0), redis_layer(0)
    now = time.time()
    sent = east.serialize({"type": "live.batch", "news": []})
    west.deserialize(sent)

    monkeypatch.setattr(envelopes.time, "time", lambda: now + FRESH_SECONDS + 1)
    assert late.deserialize(sent) == ECHO
    assert west.deserialize(sent) == ECHO
    west.deserialize(late.serialize({"type": "live.batch", "news": []}))

    assert len(west.heard) == 1


@pytest.fixture
async def redis():
    """A Redis and somebody at it who has no key."""
    server = start_redis(port := free_port())
    async with from_url(f"redis://127.0.0.1:{port}/0") as redis:
        redis.port = port
        yield redis
    server.terminate()
    server.wait()


@pytest.fixture
async def pair(ledger, redis):
    """Two processes at that Redis."""
    layers = {name: redis_layer(redis.port) for name in ("east", "west")}
    hubs = [open_hub(ledger, layer=layer, origin=name) for name, layer in layers.items()]
    yield hubs
    for hub in hubs:
        await hub.stop()
    for layer in layers.values():
        await layer.flush()


@pytest.mark.parametrize("junk", [b"", b"x", b"junk of somebody without the key"])
async def test_junk_makes_nobody_wait(pair, redis, junk):
    east, west = pair
    robin = await enter(west, "robin")

    for _turn in range(50):
        for channel in await redis.pubsub_channels("*"):
            await redis.publish(channel, junk)
    east.announce(Frame.of(f"room.{ROOM}", {"type": "room.state", "html": "open"}))
    await until(lambda: robin.of("room.state"), seconds=1)

    assert robin.of("room.state")
    assert failures["unreadable"] >= 50


async def test_what_was_caught_on_the_way_cannot_be_told_again(pair, redis):
    east, west = pair
    robin = await enter(west, "robin")
    spy = redis.pubsub()
    await spy.psubscribe("*")
    for html in ("a hand is up", "no hand is up"):
        east.announce(Frame.of(f"room.{ROOM}", {"type": "room.scene", "html": html}))
    await until(lambda: len(robin.of("room.scene")) == 2)
    caught = []
    while event := await spy.get_message(timeout=0.1):
        caught += [event] if event["type"] == "pmessage" else []

    for event in caught:
        await redis.publish(event["channel"], event["data"])
    east.announce(Frame.of(f"room.{ROOM}", {"type": "room.state", "html": "after that"}))
    await until(lambda: robin.of("room.state"))

    assert caught
    assert [facts["html"] for facts in robin.of("room.scene")] == ["a hand is up", "no hand is up"]
    await spy.aclose()


async def test_a_layer_that_is_down_costs_delay_and_no_words(ledger):
    nowhere = RedisLayer(hosts=["redis://127.0.0.1:1/0"])
    hubs = [open_hub(ledger, layer=nowhere, origin=name) for name in ("east", "west")]
    before = failures["layer"]
    wren, robin = await enter(hubs[0]), await enter(hubs[1], "robin")

    for number in range(5):
        hubs[0].announce(ledger.change(str(number)))
    assert wren.revision == 5
    await until(lambda: robin.revision == 5)

    assert robin.transcript == ledger.transcript()
    assert failures["layer"] > before
    for hub in hubs:
        await hub.stop()


async def test_a_room_left_and_entered_again_at_once_is_still_told(two, ledger):
    east, west = two
    robin = await enter(west, "robin")
    for _ in range(5):
        wren = await enter(east)
        await east.leave(wren)
    wren = await enter(east)
    await asyncio.sleep(0.05)

    west.announce(Frame.of(f"room.{ROOM}", {"type": "room.state", "html": "open"}))
    await until(lambda: wren.of("room.state"))

    assert len(robin.of("room.state")) == 1
