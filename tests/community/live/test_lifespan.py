"""The end of a server: words that wait are kept and told first, and nothing holds it up for long."""

import asyncio
import json
import socket
import threading

import uvicorn
from channels.routing import ProtocolTypeRouter

from community.live import lifespan as end
from community.live.consumer import LiveConsumer
from community.live.frames import Frame
from community.live.publishing import running
from community.live.together import together_at
from tests.community.live.test_slow_reader import HANDSHAKE
from tests.community.live.world import ROOM, Ledger, open_hub, seat, until


class Book:
    """Keeps words once it may, a batch after another."""

    def __init__(self):
        self.kept = []
        self.asked = threading.Event()
        self.may_go_on = threading.Event()

    def __call__(self, words):
        self.asked.set()
        assert self.may_go_on.wait(5)
        self.kept += words
        return [{"type": "accepted", "body": word} for word in words]


class Layer:
    """A channel layer that remembers what it was given."""

    def __init__(self):
        self.sent = []

    async def new_channel(self, prefix):
        return prefix

    async def group_add(self, group, channel):
        pass

    async def receive(self, channel):
        await asyncio.Event().wait()

    async def group_send(self, group, message):
        await asyncio.sleep(0.02)
        self.sent += message["news"]


book = Book()


class Door(LiveConsumer):
    """Whoever comes in may say something, which waits for the book."""

    def seat(self):
        return seat("wren")

    async def carry(self, content):
        return await together_at(self.hub, book).ask(content["say"])


def framed(facts):
    word = json.dumps(facts).encode()
    return bytes([0x81, 0x80 | len(word)]) + b"\0\0\0\0" + word


async def ended():
    """The lifespan's answer to the end of the server."""
    heard = asyncio.Queue()
    told = []
    for kind in ("startup", "shutdown"):
        heard.put_nowait({"type": f"lifespan.{kind}"})

    async def send(message):
        told.append(message["type"])

    async with asyncio.timeout(5):
        await end.lifespan({"type": "lifespan"}, heard.get, send)
    return told


async def test_words_that_wait_are_kept_before_the_server_is_gone():
    hub = open_hub(Ledger())
    door = socket.create_server(("127.0.0.1", 0))
    app = ProtocolTypeRouter({"websocket": Door.as_asgi(), "lifespan": end.lifespan})
    config = uvicorn.Config(app, ws="websockets-sansio", ws_per_message_deflate=False, log_level="error")
    server = uvicorn.Server(config)
    serving = asyncio.create_task(server.serve(sockets=[door]))
    await until(lambda: server.started)
    reader, writer = await asyncio.open_connection(*door.getsockname())
    writer.write(HANDSHAKE.encode())
    await reader.readuntil(b"\r\n\r\n")
    writer.write(framed({"since": 0}))
    await until(lambda: hub.members)
    writer.write(framed({"say": "one"}) + framed({"say": "two"}))
    await asyncio.get_running_loop().run_in_executor(None, book.asked.wait, 5)

    server.should_exit = True
    await asyncio.sleep(0.2)
    assert not serving.done()
    book.may_go_on.set()
    await serving

    assert book.kept[0] == "one"
    assert hub.loop not in running
    writer.close()


async def test_what_was_told_last_still_goes_to_the_other_processes():
    layer = Layer()
    hub = open_hub(Ledger(), layer=layer)
    await hub.link.ready()

    for number in range(3):
        hub.announce(Frame.of(f"room.{ROOM}", {"type": "room.state", "html": str(number)}))

    assert await ended() == ["lifespan.startup.complete", "lifespan.shutdown.complete"]
    assert [json.loads(news["text"])["html"] for news in layer.sent] == ["0", "1", "2"]
    assert not hub.tasks


async def test_a_layer_that_does_not_answer_holds_nothing_up(monkeypatch):
    monkeypatch.setattr(end, "TELLING_SECONDS", 0.05)
    layer = Layer()
    monkeypatch.setattr(layer, "group_send", lambda *_: asyncio.Event().wait())
    hub = open_hub(Ledger(), layer=layer)
    await hub.link.ready()
    hub.announce(Frame.of(f"room.{ROOM}", {"type": "room.state", "html": "lost"}))

    assert (await ended())[-1] == "lifespan.shutdown.complete"
    assert hub.loop not in running


async def test_where_no_hub_has_run_there_is_nothing_to_end():
    assert await ended() == ["lifespan.startup.complete", "lifespan.shutdown.complete"]
