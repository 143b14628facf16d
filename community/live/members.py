"""One open socket, as the hub sees it: never waited for, never allowed to pile up."""

import asyncio
from collections import deque

from community.live.wire import write

# What a closing socket tells its page.
SESSION_ENDED, NOT_A_MEMBER, NOT_FOUND, TOO_QUIET, TOO_MANY = 4401, 4403, 4404, 4408, 4429
TRY_AGAIN, TOO_LOUD = 1013, 1008  # these two may come back

FRAMES_AT_MOST = 256
BYTES_AT_MOST = 1 << 20


class Member:
    """A socket with a seat. `seen` is the room's revision this page has been brought to.

    While `pending` is a list the page is being brought up to date: news is kept back until then.
    """

    __slots__ = (
        "audiences",
        "drain",
        "give_up",
        "is_gone",
        "is_lossy",
        "pending",
        "queue",
        "queued",
        "room_id",
        "seat",
        "seen",
        "socket",
        "wire",
    )

    def __init__(self, socket, seat, audiences, give_up):
        self.socket = socket
        self.seat = seat
        self.audiences = audiences
        self.room_id = seat.room_id
        self.seen = 0
        self.wire = getattr(
            socket, "wire", None
        )  # the server’s protocol, where it may be written to (wire.py)
        self.pending = None
        self.is_lossy = False
        self.queue = None
        self.queued = 0
        self.drain = None
        self.is_gone = False
        self.give_up = give_up  # called with this member when its socket is stuck or broken

    def hear(self, frame):
        """Take news of an audience: keep it while pending, drop what this page has, else push."""
        if self.pending is not None:
            return self._keep(frame)
        revision = frame.revision
        if revision is not None:
            if revision <= self.seen:
                return None
            if frame.rows is not None:
                frame = frame.since(self.seen)
            self.seen = revision
        return self.push(frame.event, frame.size)

    def hold(self):
        """Keep news back from now on."""
        self.pending = []
        self.is_lossy = False

    def _keep(self, frame):
        if len(self.pending) < FRAMES_AT_MOST:
            self.pending.append(frame)
        else:  # a storm during a slow read: read again rather than keep more
            self.is_lossy = True

    def release(self):
        """Send what was kept back, and be live."""
        kept, self.pending = self.pending, None
        for frame in kept:
            self.hear(frame)

    def push(self, event, size):
        """Write to the socket without waiting for it.

        The first step of send() is run by hand: unless the transport's buffer is full it is also
        the last, and costs neither task nor queue (measured: 8 microseconds against 65 to 130). Under
        our own server even that is not needed (wire.py).
        """
        if self.is_gone:
            return
        if self.drain is not None:
            self.queue.append((event, size))
            self.queued += size
            if len(self.queue) > FRAMES_AT_MOST or self.queued > BYTES_AT_MOST:
                self.give_up(self)
            return
        try:
            if self.wire is not None and write(self.wire, event):
                return
            sending = self.socket.send_event(event)
            waited_for = sending.send(None)
        except StopIteration:
            return
        except Exception:
            self.give_up(self)
            return
        self.queue = deque()
        self.drain = asyncio.ensure_future(self._drain(_Rest(sending, waited_for)))

    async def _drain(self, rest):
        """Finish the send that had to wait, then the queue behind it."""
        try:
            await rest
            while self.queue:
                event, size = self.queue.popleft()
                self.queued -= size
                await self.socket.send_event(event)
        except Exception:
            self.give_up(self)
        finally:
            self.drain = None
            self.queue = None
            self.queued = 0

    def stop(self):
        """Send nothing more, not even what is queued."""
        self.is_gone = True
        self.pending = None
        if self.drain is not None:
            self.drain.cancel()


class _Rest:
    """The rest of a coroutine whose first step has been run by hand."""

    def __init__(self, coroutine, waited_for):
        self.coroutine = coroutine
        self.waited_for = waited_for

    def __await__(self):
        waited_for = self.waited_for
        while True:
            try:
                answer = yield waited_for
            except BaseException as error:  # cancellation too belongs to the coroutine
                step, argument = self.coroutine.throw, error
            else:
                step, argument = self.coroutine.send, answer
            try:
                waited_for = step(argument)
            except StopIteration as end:
                return end.value
