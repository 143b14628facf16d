"""What goes the short way is what the server itself would have written, and only while it would."""

import asyncio
from types import SimpleNamespace

import pytest
from uvicorn.config import Config
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from uvicorn.server import ServerState
from websockets.protocol import State

from community.live.members import Member
from community.live.wire import Event, protocol_of, write
from tests.community.live.world import seat

TEXTS = [
    "",
    "x",
    "y" * 125,
    "z" * 126,
    "å" * 63,
    "ö" * 40_000,
    "ä" * 32_767,
    "a" * 65_535,
    "b" * 65_536,
    "😀",
]


class Transport:
    """Keeps what is written."""

    def __init__(self):
        self.written = []

    def write(self, sent):
        self.written.append(bytes(sent))

    def is_closing(self):
        return False


async def _nothing(scope, receive, send):
    pass


@pytest.fixture
async def protocol():
    config = Config(_nothing, ws_per_message_deflate=False, log_level="critical")
    config.load()
    protocol = WebSocketsSansIOProtocol(config, ServerState(), {}, asyncio.get_running_loop())
    protocol.transport = Transport()
    protocol.handshake_complete, protocol.conn.state = True, State.OPEN
    return protocol


async def test_the_bytes_are_those_of_the_server(protocol):
    for text in TEXTS:
        await protocol.send(Event(text))
    by_server, protocol.transport.written = protocol.transport.written, []

    assert all(write(protocol_of(protocol.send), Event(text)) for text in TEXTS)
    assert protocol.transport.written == by_server


async def test_they_are_made_once_for_all(protocol):
    event = Event("words")
    assert write(protocol, event)
    assert write(protocol, event)
    first, second = protocol.transport.written
    assert first == second
    assert event.bytes == first


@pytest.mark.parametrize(
    "change",
    [
        lambda protocol: protocol.writable.clear(),
        lambda protocol: setattr(protocol, "handshake_complete", False),
        lambda protocol: setattr(protocol, "close_sent", True),
        lambda protocol: setattr(protocol, "disconnected", True),
        lambda protocol: setattr(protocol.conn, "state", State.CLOSING),
    ],
)
async def test_a_line_that_is_not_open_or_full_goes_the_ordinary_way(protocol, change):
    change(protocol)
    assert write(protocol, Event("words")) is False
    assert protocol.transport.written == []


async def test_a_member_whose_buffer_is_full_waits_as_ever(protocol):
    sent = SimpleNamespace(wire=protocol_of(protocol.send), send_event=protocol.send)
    member = Member(sent, seat(), (), None)
    member.push(Event("one"), 3)
    protocol.writable.clear()
    member.push(Event("two"), 3)
    member.push(Event("three"), 5)
    assert len(protocol.transport.written) == 1
    assert member.drain is not None

    protocol.writable.set()
    await member.drain

    assert [words[2:] for words in protocol.transport.written] == [b"one", b"two", b"three"]


async def test_another_server_or_compression_is_left_alone(protocol):
    protocol.config.ws_per_message_deflate = True
    assert protocol_of(protocol.send) is None
    assert protocol_of(_nothing) is None
