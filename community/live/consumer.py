"""The consumer every live page's socket builds on: it parses and carries, and knows no domain."""

import contextlib
import random

from channels.exceptions import StopConsumer
from channels.generic.websocket import AsyncWebsocketConsumer
from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _

from community.live.allowance import Allowance
from community.live.asked import parse, refusal
from community.live.frames import encode, room_audience
from community.live.hub import hub_here
from community.live.members import NOT_FOUND, SESSION_ENDED, TOO_LOUD, TOO_MANY, TOO_QUIET, TRY_AGAIN
from community.live.publishing import note_failure
from community.live.threads import actions
from community.live.wire import protocol_of

FIRST_WORD_SECONDS = 30.0  # from when it was let in: in a crowd the first word itself waits for us
OVER_AT_MOST = 100  # frames over the allowance, less those within it, before the line is closed
SLOW_SECONDS = 1  # after which a page may send again what came too fast
RECHECK_SECONDS = 250.0  # give or take a fifth: five minutes at the most
GRACEFUL = (1000, 1001)  # closed by the page, rather than lost

TOO_FAST = _("That was very fast. Wait a moment, then send it again.")
NOT_YET = _("The room is still opening. Send it again in a moment.")
BROKEN = _("This could not be sent just now. Send it again in a moment.")


class LiveConsumer(AsyncWebsocketConsumer):
    """One person's open door to one room. Subclasses say who may sit and carry out what is asked.

    The client's first frame is {"since": revision}; the same later on means "I have missed some".
    """

    # No such layer: no channel and no receiving task per socket, the hub alone listens.
    channel_layer_alias = "the hub listens instead"

    hub = None
    wire = None  # the short way to this socket, where there is one
    place = None  # the Seat, once found
    ready = None  # facts for the first caught_up frame, found together with the seat
    has_entered = False

    # --- For subclasses, all synchronous and on a thread of their own -----------------------------
    def seat(self):
        """The Seat this person has here now, or None; asked again every five minutes."""
        raise NotImplementedError

    def arrive(self):
        """The Seat, and what `greeting` would say of it now if that is at hand, else None. One visit."""
        return self.seat(), None

    def carry_out(self, content):
        """Carry a client's frame to an action; return the reply (facts), a list of them, or None.

        PermissionDenied and ValidationError become {"type": "refused", "reason": …}.
        """
        raise NotImplementedError

    def greeting(self, since):
        """Further facts for the caught_up frame: the room's state, this person's held words."""
        return {}

    def make_allowance(self):
        """How many frames this socket may send: LIVE_ALLOWANCE, (at once, per second)."""
        return Allowance(*settings.LIVE_ALLOWANCE)

    # --- Coming -----------------------------------------------------------------------------------
    async def __call__(self, scope, receive, send):
        """Serve the socket in the server's own task: Channels would start another for every event it waits for."""
        self.scope, self.base_send, self.wire = scope, send, protocol_of(send)
        with contextlib.suppress(StopConsumer):
            while True:
                await self.dispatch(await receive())

    async def come(self):
        """`arrive` on a thread; a subclass may ask a `Together` for the many who come at once."""
        return await actions.call(self.arrive)

    async def connect(self):
        self.hub = hub_here()
        await self.hub.link.ready()  # so that an order to leave is heard from here on
        self.as_of = self.hub.now()
        self.place, self.ready = await self.come()
        if self.place is None:
            await self.close(NOT_FOUND)
            return
        self.allowance = self.make_allowance()
        if crowded := self.hub.arrive(self, self.place.user_id):
            crowded.make_way()
        await self.accept()
        if isinstance(headers := self.scope.get("headers"), list):
            headers.clear()  # the cookies are read; nobody asks again, and an open line would keep them all
        self.hub.rechecks.expect(self, self.hub.now(), FIRST_WORD_SECONDS)

    def make_way(self):
        """Close this silent socket: the person has opened too many."""
        self.place = None
        self.hub.in_background(self.close(TOO_MANY))

    async def _enter(self, since):
        greeting = Greeting(self, since)
        if self.has_entered:
            await self.hub.catch_up(self, since, greeting=greeting)
            return
        self.has_entered = True
        self._expect_recheck(self.as_of)
        await self.hub.join(self, self.place, since=since, greeting=greeting, as_of=self.as_of)
        self.ready = None

    # --- Hearing ----------------------------------------------------------------------------------
    async def receive(self, text_data=None, bytes_data=None):
        if self.place is None or (self.has_entered and not self.hub.is_live(self)):
            return  # told to leave; what it says now is not heard
        if not self.allowance.take():  # first of all: what is over it costs no reading
            await self._slow_down()
            return
        content, trouble = parse(text_data)
        if trouble is None and "since" in content:
            await self._enter(content["since"])
        elif trouble is None and self.has_entered:
            await self._carry(content)
        else:
            with self._language():
                facts = refusal(content, trouble or NOT_YET)
            await self.reply(facts)

    async def _slow_down(self):
        """Refuse what was not even read; the page sends it again by itself. Close a line that goes on and on."""
        if self.allowance.over <= OVER_AT_MOST:
            with self._language():
                facts = refusal({}, TOO_FAST, SLOW_SECONDS)
            await self.reply(facts)
        elif member := self.hub.members.get(self):
            self.hub.dismiss(member, "busy", TOO_LOUD)
        else:
            self.place = None
            await self.close(TOO_LOUD)

    async def _carry(self, content):
        try:
            replies = await self.carry(content)
        except Exception as error:  # the socket stays open, and the words stay in the composer
            with self._language():
                replies = refusal(content, _wording(error), getattr(error, "seconds", None))
        for facts in replies if isinstance(replies, list) else [replies] if replies else []:
            await self.reply(facts)

    async def carry(self, content):
        """Carry a frame on a thread of its own; a subclass may ask a `Together` for what many do at once."""
        return await actions.call(self._carry_out, content)

    def _carry_out(self, content):
        with self._language():
            return self.carry_out(content)

    def _language(self):
        return translation.override(self.place.language or translation.get_language())

    async def reply(self, facts):
        """Answer this socket alone; after an order to leave, nothing more."""
        if self.has_entered:
            self.hub.whisper(self, facts)
        else:
            await self.send(text_data=encode(facts))

    # --- Staying ----------------------------------------------------------------------------------
    async def look_again(self):
        """Close a socket that never spoke; of another, ask again whether this person still has the seat."""
        if not self.has_entered:
            self.hub.in_background(self.close(TOO_QUIET))
        elif self.hub.is_live(self):
            asked_at = self.hub.now()
            try:
                self._take_seat(await actions.call(self.seat))
            except Exception as error:  # the database is away; a seat is not lost by that
                note_failure("recheck", error)
            if self.hub.is_live(self):
                self._expect_recheck(asked_at)

    def _take_seat(self, seat):
        before, member = self.place, self.hub.members.get(self)
        if member is None:
            return
        if seat is None:
            self.hub.dismiss(member, "seat", NOT_FOUND)
        elif seat.audiences != before.audiences:  # another part now: come back and take it
            self.hub.dismiss(member, "busy", TRY_AGAIN)
        elif seat.expires and seat.expires <= timezone.now():
            self.hub.dismiss(member, "session", SESSION_ENDED)
        else:
            self.place = member.seat = seat
            if seat.own != before.own:  # told meanwhile, or lost with the layer: tell it anew
                self.hub.in_background(self._enter(member.seen))

    def _expect_recheck(self, asked_at):
        """After five minutes, or when the session ends by itself."""
        seconds = RECHECK_SECONDS * _jitter()
        if self.place.expires:
            left = (self.place.expires - timezone.now()).total_seconds() + 0.5
            seconds = min(seconds, max(1.0, left))
        self.hub.rechecks.expect(self, asked_at, seconds)

    async def disconnect(self, code):
        if self.hub:
            self.hub.rechecks.forget(self)
            if self.place:
                self.hub.doorstep.leave(self, self.place.user_id)
            await self.hub.leave(self, is_graceful=code in GRACEFUL)

    # --- What the hub needs of a socket -----------------------------------------------------------
    def send_event(self, event):
        return self.base_send(event)

    def abort(self):
        """Drop the line without a closing frame, which a full buffer would never let through."""
        transport = _transport_under(self.base_send)
        if transport is not None:
            transport.abort()
        else:
            self.hub.in_background(self.close(TRY_AGAIN))

    # --- Without a thread hop per event: Channels cleans up database connections at every one, on
    # --- the thread all consumers share; ours are given back where they are used (threads.py).
    async def dispatch(self, message):
        await getattr(self, message["type"].replace(".", "_"))(message)

    async def websocket_disconnect(self, message):
        await self.disconnect(message["code"])
        raise StopConsumer


class Greeting:
    """What one socket's caught_up frame says beside the transcript (mending.py asks)."""

    def __init__(self, consumer, since):
        self.consumer = consumer
        self.since = since

    @property
    def is_ready(self):
        return self.consumer.ready is not None

    def at_hand(self, signature):
        """What was found with the seat, as long as the room stands as it did then and nobody was told otherwise."""
        door = self.consumer
        if door.ready is None or door.place.signature != signature:
            return None
        told = door.hub.has_told_since(door.as_of, (room_audience(door.place.room_id), *door.place.audiences))
        return None if told else door.ready

    def read(self):
        with self.consumer._language():
            return self.consumer.greeting(self.since)


def _wording(error):
    if isinstance(error, ValidationError):
        return " ".join(error.messages)
    if isinstance(error, PermissionDenied):
        return str(error) or BROKEN
    note_failure("carry_out", error)
    return BROKEN


def _jitter():
    return random.uniform(0.8, 1.2)  # noqa: S311 (spreads load, no secret)


def _transport_under(send):
    """The server's transport: uvicorn gives a method of its protocol, Channels may wrap it."""
    for _step in range(5):
        owner = getattr(send, "__self__", None)
        if transport := getattr(owner, "transport", None):
            return transport
        send = getattr(owner, "real_send", None)
    return None
