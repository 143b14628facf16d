"""A real server and a real socket that stops reading: the line is cut, and nobody else waits."""

import asyncio
import json
import socket

import pytest
import uvicorn

from community.live.consumer import LiveConsumer
from tests.community.live.world import ROOM, Ledger, enter, open_hub, seat, until

HANDSHAKE = (
    "GET / HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n"
)


class Door(LiveConsumer):
    """Lets everybody in."""

    def seat(self):
        return seat("sleeper")

    def carry_out(self, content):
        return None


@pytest.fixture
async def served():
    """The hub, and the port of a uvicorn that serves it on the same loop."""
    hub = open_hub(Ledger())
    door = socket.create_server(("127.0.0.1", 0))
    config = uvicorn.Config(
        Door.as_asgi(),
        ws="websockets-sansio",
        ws_per_message_deflate=False,
        lifespan="off",
        log_level="error",
    )
    server = uvicorn.Server(config)
    serving = asyncio.create_task(server.serve(sockets=[door]))
    await until(lambda: server.started)
    yield hub, door.getsockname()[1]
    server.should_exit = server.force_exit = True
    await serving
    await hub.stop()


async def asleep(port):
    """A client that says its first word and then reads nothing, with a small buffer of its own."""
    sock = socket.socket()
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    sock.setblocking(False)
    loop = asyncio.get_running_loop()
    await loop.sock_connect(sock, ("127.0.0.1", port))
    await loop.sock_sendall(sock, HANDSHAKE.encode())
    await loop.sock_recv(sock, 1024)
    word = json.dumps({"since": 0}).encode()
    await loop.sock_sendall(sock, bytes([0x81, 0x80 | len(word)]) + b"\0\0\0\0" + word)
    return sock


async def test_a_client_that_stops_reading_is_cut_off(served):
    hub, port = served
    wren = await enter(hub)
    sleeper = await asleep(port)
    await until(lambda: len(hub.members) == 2)

    for number in range(2000):
        hub.announce(hub.source.change(str(number), "x" * 4000))
        if number % 50 == 0:
            await asyncio.sleep(0)
    await until(lambda: len(hub.members) == 1)

    assert hub.counts["aborted"] == 1
    assert len(wren.of("message")) == 2000
    assert hub.audiences[f"room.{ROOM}"]
    sleeper.close()
