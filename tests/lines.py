"""Live lines for tests: a real socket into the whole application, with the cookies of a signed-in client."""

import json
import time
import uuid

from channels.testing import WebsocketCommunicator
from django.conf import settings

from community.asgi import application


class Line:
    """One open page's socket."""

    def __init__(self, client, room=None, path=None):
        cookies = "; ".join(f"{name}={morsel.value}" for name, morsel in client.cookies.items())
        headers = [
            (b"cookie", cookies.encode()),
            (b"origin", settings.SITE_URL.encode()),
            (b"host", b"localhost"),
        ]
        self.socket = WebsocketCommunicator(application, path or f"/ws/rooms/{room.pk}/", headers=headers)
        self.heard = []

    async def open(self, since=0):
        """Connect and catch up; False when the door stays shut."""
        is_open, _code = await self.socket.connect(timeout=5)
        if is_open:
            await self.tell(since=since)
            await self.wait_for("caught_up")
        return is_open

    async def tell(self, **content):
        await self.socket.send_to(text_data=json.dumps(content))

    async def say(self, body, client_id=None):
        """Say something and wait for the answer: accepted or refused."""
        await self.tell(say={"client_id": str(client_id or uuid.uuid4()), "body": body})
        return await self.wait_for("accepted", "refused")

    async def wait_for(self, *news, seconds=5, holds=""):
        """The next frame of one of these kinds that holds those words; what is heard on the way stays in `heard`."""
        until = time.monotonic() + seconds
        while True:
            event = await self.socket.receive_output(timeout=max(until - time.monotonic(), 0.01))
            if event["type"] == "websocket.close":
                raise ConnectionError(f"closed with {event.get('code')}")
            facts = json.loads(event["text"])
            self.heard.append(facts)
            if facts["type"] in news and holds in event["text"]:
                return facts

    async def closes_within(self, seconds):
        """Whether the server ends this line in time; frames on the way are kept."""
        started = time.monotonic()
        try:
            await self.wait_for("nothing is called this", seconds=seconds)
        except ConnectionError:
            return time.monotonic() - started < seconds
        except TimeoutError:
            return False

    async def close(self):
        await self.socket.disconnect()

    def has_heard(self, words):
        return words in json.dumps(self.heard, ensure_ascii=False)
