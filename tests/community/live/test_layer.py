"""Two hubs that stand for two processes, and the channel layer between them."""

import asyncio
import shutil
import socket
import subprocess
import time

import pytest
from channels.layers import InMemoryChannelLayer
from channels_redis.pubsub import RedisPubSubChannelLayer

from community.live.frames import Frame
from community.live.publishing import failures
from tests.community.live.world import ROOM, enter, open_hub, until


@pytest.fixture(params=["memory", "redis"])
async def layer(request):
    if request.param == "memory":
        yield InMemoryChannelLayer()
        return
    port = free_port()
    server = start_redis(port)
    layer = RedisPubSubChannelLayer(hosts=[f"redis://127.0.0.1:{port}/0"], symmetric_encryption_keys=["k"])
    yield layer
    await layer.flush()
    server.terminate()
    server.wait()


@pytest.fixture
async def two(ledger, layer):
    hubs = [open_hub(ledger, layer=layer, origin=name) for name in ("east", "west")]
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
        pytest.skip("redis-server is not on this machine")
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


async def test_only_rooms_with_members_here_are_followed(two):
    east, _ = two
    wren = await enter(east)
    assert east.link.followed == {"people", f"room.{ROOM}"}

    await east.leave(wren)
    await until(lambda: east.link.followed == {"people"})

    assert east.link.followed == {"people"}


async def test_a_layer_that_is_down_costs_delay_and_no_words(ledger):
    nowhere = RedisPubSubChannelLayer(hosts=["redis://127.0.0.1:1/0"])
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


async def test_a_room_left_and_entered_again_at_once_is_still_followed(two, ledger):
    east, west = two
    robin = await enter(west, "robin")
    for _ in range(5):
        wren = await enter(east)
        await east.leave(wren)
    wren = await enter(east)
    await asyncio.sleep(0.05)

    west.announce(Frame.of(f"room.{ROOM}", {"type": "room.state", "html": "open"}))
    await until(lambda: wren.of("room.state"))

    assert f"room.{ROOM}" in east.link.followed
    assert len(robin.of("room.state")) == 1
