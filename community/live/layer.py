"""The channel layer as this process uses it: a hint to other processes, never waited for.

One topic for the whole house, and one message for all that waits: a publication, its sealing and its way back cost
more than everything else that happens to a word. Whoever hears it takes what is of their rooms; processes are few.
Whatever the layer loses is repaired from the database, so a failure is counted and that is all.
"""

import asyncio

from community.live.publishing import LAYER_SECONDS, TOPIC, failures, note_failure, send

OUTBOX_AT_MOST = 1000
BATCH_CHARACTERS = 256 * 1024  # one more piece of news may go over it
SPACING_SECONDS = 0.01  # between two messages; the first after a rest goes at once
RETRY_SECONDS = 1.0


class NoLink:
    """One process alone: everyone is here already."""

    def start(self):
        return []

    def stop(self):
        pass

    def tell(self, news):
        pass

    async def drained(self):
        pass

    async def ready(self):
        pass

    def has_failed_since(self, when):
        return False


class LayerLink:
    """Sends from one task, hears in another."""

    def __init__(self, layer, heard, origin):
        self.layer = layer
        self.heard = heard
        self.origin = origin
        self.outbox = asyncio.Queue(OUTBOX_AT_MOST)
        self.channel = None
        self.is_hearing = False
        self.is_tried = asyncio.Event()  # heard, or failed: nobody waits any longer
        self.is_stopped = False
        self.failed_at = float("-inf")

    def start(self):
        return [self._listen(), self._send()]

    def stop(self):
        """End after the step in hand: cancelling alone is not enough, since asyncio.wait_for, which
        redis-py waits with, may swallow a cancellation in Python 3.11."""
        self.is_stopped = True

    def tell(self, news):
        """Queue news for the other processes; dropped, and counted, when the queue is full."""
        try:
            self.outbox.put_nowait(news)
        except asyncio.QueueFull:
            failures["layer"] += 1

    async def drained(self):
        """Once everything has been sent, or lost."""
        await self.outbox.join()

    async def ready(self):
        """Once others are heard, waiting briefly; a layer that is down holds nobody up."""
        if self.is_tried.is_set():
            return
        try:
            async with asyncio.timeout(LAYER_SECONDS):
                await self.is_tried.wait()
        except TimeoutError:
            failures["layer"] += 1

    def has_failed_since(self, when):
        """Whether news of other processes may have been lost since then, orders to leave among it."""
        return self.failed_at >= when

    async def _listen(self):
        while not self.is_stopped:
            try:
                if not self.is_hearing:
                    await self._begin_to_hear()
                message = await self.layer.receive(self.channel)
            except Exception as error:
                self._fail(error)
                await asyncio.sleep(RETRY_SECONDS)
                continue
            self._take_in(message)

    async def _begin_to_hear(self):
        async with asyncio.timeout(LAYER_SECONDS):
            self.channel = self.channel or await self.layer.new_channel("hub.")
            await self.layer.group_add(TOPIC, self.channel)
        self.is_hearing = True
        self.is_tried.set()

    def _take_in(self, message):
        """One piece of news of another version must not end the listening, nor keep the others back."""
        if message.get("origin") == self.origin:
            return
        for news in message.get("news", ()):
            try:
                self.heard(news)
            except Exception as error:
                note_failure("hearing", error)

    def _fail(self, error):
        """Count it; whoever is joining goes on without the layer."""
        note_failure("layer", error)
        self.failed_at = asyncio.get_running_loop().time()
        self.is_tried.set()

    async def _send(self):
        while not self.is_stopped:
            news = [await self.outbox.get()]
            size = _size(news[0])
            while size < BATCH_CHARACTERS and not self.outbox.empty():
                news.append(self.outbox.get_nowait())
                size += _size(news[-1])
            try:
                await send(self.layer, self.origin, news)
            except Exception as error:
                note_failure("layer", error)
                self.failed_at = asyncio.get_running_loop().time()
            for _piece in news:
                self.outbox.task_done()
            if size < BATCH_CHARACTERS:  # else there is more
                await asyncio.sleep(SPACING_SECONDS)


def _size(news):
    return len(news.get("text", ""))
