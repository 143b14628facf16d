"""The hub: one per process and event loop, and the only thing that touches sockets.

A socket here is any object with `send_event(event)` (a coroutine function for one ASGI event),
`close(code)` (a coroutine function) and `abort()` (drops the line at once).
"""

import asyncio
import json
import sys
from collections import Counter, deque
from dataclasses import dataclass

from channels.layers import get_channel_layer
from django.conf import settings

from community.live import mending, pulse, source
from community.live.doorstep import Doorstep
from community.live.frames import PROCESS, Frame, encode, room_audience, room_of
from community.live.layer import LayerLink, NoLink
from community.live.members import NOT_A_MEMBER, SESSION_ENDED, TOO_MANY, Member
from community.live.presence import Presence
from community.live.publishing import note_failure, running
from community.live.rechecks import Rechecks
from community.live.rooms import Room

FAREWELL_SECONDS = 0.8
ORDERS_KEPT_SECONDS = 60


@dataclass(frozen=True)
class Pace:
    """How often and how long, in seconds."""

    gap: float = 0.25
    tick: float = 2.0
    heartbeat: float = 20.0
    beat: float = 10.0
    sweep: float = 1.0
    presence: float = 0.3
    presence_every: float = 10.0
    presence_expires: float = 25.0


def hub_here():
    """The hub of this process and event loop, started at its first use."""
    loop = asyncio.get_running_loop()
    if loop not in running:
        Hub(rooms=source.load(), layer=get_channel_layer()).start()
    return running[loop]


class Hub:
    """Who is where, and who is told what."""

    def __init__(self, *, rooms, layer=None, pace=None, origin=PROCESS):
        self.source = rooms
        self.pace = pace or Pace()
        self.origin = origin
        self.loop = asyncio.get_running_loop()
        self.link = LayerLink(layer, self.heard, origin) if layer else NoLink()
        self.presence = Presence(self)
        self.rooms = {}
        self.members = {}  # socket -> Member
        self.audiences = {}  # audience -> {Member: None}; a dict, to keep the order of coming
        self.people = {}  # user id -> [Member], oldest first
        self.doorstep = Doorstep()
        self.rechecks = Rechecks(self)
        self.told_at = {}  # audience -> when it was last told something without a number
        self.orders = deque()  # recent orders to leave: (when, audience, room or None)
        self.counts = Counter()
        self.tasks = set()
        self.inbox = deque()  # what publish() has handed over
        self.is_called = False

    # --- Life -----------------------------------------------------------------------------------
    def start(self):
        """Begin to tick, and let publish() find this hub."""
        # While the loop writes to sockets, a database thread that comes back from a system call
        # waits for the interpreter up to this long, each time; 5 ms by default. At 0.5 ms a room
        # of 200 passed 12 to 47 % more messages.
        sys.setswitchinterval(0.0005)
        running[self.loop] = self
        for work in [*self.link.start(), pulse.run(self), self.rechecks.run()]:
            self.in_background(work)
        return self

    async def stop(self):
        """Stop ticking and let go of all sockets without closing them."""
        if running.get(self.loop) is self:
            del running[self.loop]
        for member in list(self.members.values()):
            self._forget(member)
        self.link.stop()
        tasks = [task for task in self.tasks if task is not asyncio.current_task()]
        for _twice in range(2):  # a library may swallow a cancellation once
            for task in tasks:
                task.cancel()
            if tasks:
                await asyncio.wait(tasks, timeout=1)

    def now(self):
        return self.loop.time()

    def in_background(self, work):
        task = self.loop.create_task(work)
        self.tasks.add(task)
        task.add_done_callback(self.tasks.discard)
        return task

    # --- Coming and going -------------------------------------------------------------------------
    def arrive(self, socket, user_id):
        """A socket is about to be let in; returns another of this person's that has to make way, or None."""
        return self.doorstep.arrive(socket, user_id, len(self.people.get(user_id, ())))

    async def join(self, socket, seat, *, since=0, greeting=None, as_of=None):
        """Let a socket in; True once it is live.

        `since` is the revision its page shows. `greeting` (mending.NoGreeting says what it answers)
        gives further facts for the caught_up frame. `as_of` is hub.now() from before the seat was
        asked for: an order to leave given since then counts.
        """
        member = self._admit(socket, seat)
        if order := self._order_since(as_of, member):
            self.dismiss(member, *order)
            return False
        await self.link.ready()  # orders to leave are heard before the first word is
        if seat.staff:
            await pulse.beat(self, [seat.room_id])
        if not await mending.replay(self, member, since, greeting):
            return False
        self.presence.changed(seat.room_id)
        return True

    async def catch_up(self, socket, since, *, greeting=None):
        """Bring a socket that has noticed a gap up to date again."""
        member = self.members.get(socket)
        if member and member.pending is None:
            await mending.replay(self, member, since, greeting)

    async def leave(self, socket, *, is_graceful=False):
        """Forget a socket that has closed; staff who leave gracefully are reported at once."""
        member = self.members.get(socket)
        if member is None:
            return
        self._forget(member)
        if member.seat.staff and is_graceful:
            await pulse.beat(self, [member.room_id])

    def is_live(self, socket):
        """Whether the hub still knows this socket: not after an order to leave."""
        return socket in self.members

    def whisper(self, socket, facts):
        """Tell one socket something, past whatever it is waiting for; nothing once it has left."""
        if member := self.members.get(socket):
            frame = Frame.of("", facts)
            member.push(frame.event, frame.size)

    def dismiss(self, member, reason, code):
        """Close a socket: it hears why, and from now on nothing else."""
        self._forget(member)
        self.counts["dismissed"] += 1
        self.in_background(_farewell(member.socket, reason, code))

    def _admit(self, socket, seat):
        audiences = dict.fromkeys((sys.intern(room_audience(seat.room_id)), *seat.audiences))
        self.doorstep.leave(socket, seat.user_id)
        member = Member(socket, seat, tuple(audiences), self._give_up)
        member.hold()
        self.members[socket] = member
        self.rooms.setdefault(seat.room_id, Room(seat.room_id))
        for audience in audiences:
            self.audiences.setdefault(audience, {})[member] = None
        own = self.people.setdefault(seat.user_id, [])
        own.append(member)
        if len(own) > settings.LIVE_SOCKETS_PER_PERSON:
            self.dismiss(own[0], "too_many", TOO_MANY)
        return member

    def _forget(self, member):
        if self.members.pop(member.socket, None) is None:
            return
        member.stop()
        for audience in member.audiences:
            _remove(self.audiences, audience, member)
        own = self.people[member.seat.user_id]
        own.remove(member)
        if not own:
            del self.people[member.seat.user_id]
        if member.audiences[0] in self.audiences:
            self.presence.changed(member.room_id)
        else:
            self._close_room(self.rooms.pop(member.room_id))

    def _close_room(self, room):
        if room.timer:
            room.timer.cancel()
        self.presence.forget(room.id)

    def _give_up(self, member):
        """A socket that does not read, or is broken: drop the line, its client comes back."""
        if not member.is_gone:
            self.counts["aborted"] += 1
            self._forget(member)
            member.socket.abort()

    # --- Telling ----------------------------------------------------------------------------------
    def hand(self, frame):
        """From any thread: news to announce, in this order. The loop is woken once for all that waits."""
        self.inbox.append(frame)
        if not self.is_called:
            self.is_called = True
            self.loop.call_soon_threadsafe(self._take_in)

    def _take_in(self):
        self.is_called = False  # first: whatever is handed over from here on calls again
        while self.inbox:
            self.announce(self.inbox.popleft())

    def announce(self, frame):
        """News from this process: our own sockets first, then the other processes."""
        try:
            self.deliver(frame)
            self.link.tell(frame.hint())
        except Exception as error:
            note_failure("announce", error)

    def heard(self, message):
        """News from another process, by way of the layer; of rooms without members here it is for others."""
        if message["type"] == "live.here":
            self.presence.heard(message)
        elif (room_id := room_of(message["audience"])) is None or room_id in self.rooms:
            self.deliver(Frame.from_hint(message))

    def deliver(self, frame):
        """Tell our own sockets: numbered news in order, all else at once."""
        if frame.news == "leave":
            self._carry_out_order(frame)
        elif frame.revision is None:
            self.told_at[frame.audience] = self.now()
            self.fan_out(frame)
        elif room := self.rooms.get(room_of(frame.audience)):
            self.tell_room(room, room.take(frame))
            mending.watch(self, room)

    def tell_room(self, room, due):
        """Tell a room's members what is due, in order; the ring has it first, for those who come next."""
        for frame in due:
            room.ring.add(frame)
            self.fan_out(frame)

    def has_told_since(self, when, audiences):
        """Whether one of these was told something since then that a page on its way in has not heard."""
        return any(self.told_at.get(audience, float("-inf")) >= when for audience in audiences)

    def fan_out(self, frame):
        for member in tuple(self.audiences.get(frame.audience, ())):
            member.hear(frame)

    # --- Orders to leave --------------------------------------------------------------------------
    def _carry_out_order(self, frame):
        order = json.loads(frame.text)
        now, room_id = self.now(), order.get("room")
        while self.orders and self.orders[0][0] < now - ORDERS_KEPT_SECONDS:
            self.orders.popleft()
        self.orders.append((now, frame.audience, room_id, order.get("reason")))
        for member in tuple(self.audiences.get(frame.audience, ())):
            if room_id in (None, member.room_id):
                self.dismiss(member, order.get("reason"), _code(room_id))

    def _order_since(self, as_of, member):
        """The order to leave, if one was given while this socket was still on its way in."""
        for when, audience, room_id, reason in self.orders if as_of is not None else ():
            if when >= as_of and audience in member.audiences and room_id in (None, member.room_id):
                return reason, _code(room_id)
        return None


def _code(room_id):
    return SESSION_ENDED if room_id is None else NOT_A_MEMBER


def _remove(groups, name, member):
    group = groups[name]
    group.pop(member, None)
    if not group:
        del groups[name]


async def _farewell(socket, reason, code):
    """Say why and close; a socket that takes neither in time is cut off."""
    event = {"type": "websocket.send", "text": encode({"type": "leave", "reason": reason})}
    try:
        async with asyncio.timeout(FAREWELL_SECONDS):
            await socket.send_event(event)
            await socket.close(code)
    except Exception:
        socket.abort()
