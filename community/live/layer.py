"""The channel layer as this process uses it: a hint to other processes, never waited for.

One channel per process, one subscription per room with members here. Whatever it loses is
repaired from the database, so a failure is counted and that is all.
"""

import asyncio

from community.live.publishing import LAYER_SECONDS, failures, note_failure

OUTBOX_AT_MOST = 1000
RETRY_SECONDS = 1.0


class NoLink:
    """One process alone: everyone is here already."""

    def start(self):
        return []

    def stop(self):
        pass

    def tell(self, topic, message):
        pass

    async def follow(self, topic):
        pass

    def has_failed_since(self, when):
        return False

    def unfollow(self, topic):
        pass


class LayerLink:
    """Keeps the subscriptions that are wanted, sends from one task, hears in another."""

    def __init__(self, layer, heard):
        self.layer = layer
        self.heard = heard
        self.outbox = asyncio.Queue(OUTBOX_AT_MOST)
        self.wanted = set()
        self.followed = set()
        self.channel = None
        self.is_failing = False
        self.is_stopped = False
        self.is_stale = asyncio.Event()  # wanted and followed differ
        self.waiting = {}  # topic -> what those wait for who have just joined it
        self.failed_at = float("-inf")

    def start(self):
        return [self._listen(), self._subscribe(), self._send()]

    def stop(self):
        """End after the step in hand: cancelling alone is not enough, since asyncio.wait_for, which
        redis-py waits with, may swallow a cancellation in Python 3.11."""
        self.is_stopped = True

    def tell(self, topic, message):
        """Queue a message for the other processes; dropped, and counted, when the queue is full."""
        try:
            self.outbox.put_nowait((topic, message))
        except asyncio.QueueFull:
            failures["layer"] += 1

    async def follow(self, topic):
        """Subscribe, waiting briefly; a layer that is down holds nobody up."""
        self.wanted.add(topic)
        if topic in self.followed:
            return
        self.is_stale.set()
        if not self.is_failing:
            try:
                async with asyncio.timeout(LAYER_SECONDS):
                    await self.waiting.setdefault(topic, asyncio.Event()).wait()
            except TimeoutError:
                failures["layer"] += 1

    def has_failed_since(self, when):
        """Whether news of other processes may have been lost since then, orders to leave among it."""
        return self.failed_at >= when

    def unfollow(self, topic):
        self.wanted.discard(topic)
        self.is_stale.set()

    async def _listen(self):
        while not self.is_stopped:
            try:
                if self.channel is None:
                    self.channel = await self.layer.new_channel("hub.")
                    self.is_stale.set()
                message = await self.layer.receive(self.channel)
            except Exception as error:
                self._fail(error)
                await asyncio.sleep(RETRY_SECONDS)
                continue
            try:
                self.heard(message)
            except Exception as error:  # a message of another version must not end the listening
                note_failure("hearing", error)

    async def _subscribe(self):
        while not self.is_stopped:
            await self.is_stale.wait()
            self.is_stale.clear()
            if self.channel is None:
                continue  # marked stale again as soon as there is one
            try:
                await self._reconcile()
                self.is_failing = False
            except Exception as error:
                self._fail(error)
                await asyncio.sleep(RETRY_SECONDS)
                self.is_stale.set()

    async def _reconcile(self):
        """Bring subscriptions in line; wanted may change while this waits."""
        while self.wanted != self.followed:
            for topic in self.wanted - self.followed:
                async with asyncio.timeout(LAYER_SECONDS):
                    await self.layer.group_add(topic, self.channel)
                self.followed.add(topic)
                self._tell_waiting(topic)
            for topic in self.followed - self.wanted:
                if topic not in self.wanted:  # nor again in the meantime
                    self.followed.discard(topic)
                    async with asyncio.timeout(LAYER_SECONDS):
                        await self.layer.group_discard(topic, self.channel)

    def _tell_waiting(self, *topics):
        for topic in topics:
            if event := self.waiting.pop(topic, None):
                event.set()

    def _fail(self, error):
        """Count it; whoever is joining goes on without the layer."""
        note_failure("layer", error)
        self.failed_at = asyncio.get_running_loop().time()
        self.is_failing = True
        self._tell_waiting(*self.waiting)

    async def _send(self):
        while not self.is_stopped:
            topic, message = await self.outbox.get()
            try:
                async with asyncio.timeout(LAYER_SECONDS):
                    await self.layer.group_send(topic, message)
            except Exception as error:
                note_failure("layer", error)
                self.failed_at = asyncio.get_running_loop().time()
