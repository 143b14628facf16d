"""The consumer every live page's socket builds on: it parses and carries, and knows no domain."""

import asyncio
import json
import random
import time

from channels.exceptions import StopConsumer
from channels.generic.websocket import AsyncWebsocketConsumer
from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _

from community.live.frames import PEOPLE, encode
from community.live.hub import hub_here
from community.live.members import NOT_FOUND, SESSION_ENDED, TOO_MANY, TOO_QUIET, TRY_AGAIN
from community.live.publishing import note_failure
from community.live.threads import actions

BYTES_AT_MOST = 16 * 1024
FIRST_WORD_SECONDS = 10.0
RECHECK_SECONDS = 300.0
GLANCE_SECONDS = 10.0
GRACEFUL = (1000, 1001)  # closed by the page, rather than lost

UNREADABLE = _("This could not be read, so nothing was sent.")
TOO_LONG = _("This is too long to send. Nothing was sent.")
TOO_FAST = _("That was very fast. Wait a moment, then send it again.")
NOT_YET = _("The room is still opening. Send it again in a moment.")
BROKEN = _("This could not be sent just now. Send it again in a moment.")


class Allowance:
    """So many frames at once, and so many a second after that."""

    def __init__(self, burst, per_second):
        self.burst = burst
        self.per_second = per_second
        self.left = float(burst)
        self.counted_at = time.monotonic()

    def take(self):
        now = time.monotonic()
        self.left = min(self.burst, self.left + (now - self.counted_at) * self.per_second)
        self.counted_at = now
        if self.left < 1:
            return False
        self.left -= 1
        return True


class LiveConsumer(AsyncWebsocketConsumer):
    """One person's open door to one room. Subclasses say who may sit and carry out what is asked.

    The client's first frame is {"since": revision}; the same later on means "I have missed some".
    """

    # No such layer: no channel and no receiving task per socket, the hub alone listens.
    channel_layer_alias = "the hub listens instead"

    hub = None
    place = None  # the Seat, once found
    has_entered = False
    recheck = None

    # --- For subclasses, all synchronous and on a thread of their own -----------------------------
    def seat(self):
        """The Seat this person has here now, or None; asked again every five minutes."""
        raise NotImplementedError

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
    async def connect(self):
        self.hub = hub_here()
        await self.hub.link.follow(PEOPLE)  # so that an order to leave is heard from here on
        self.as_of = self.hub.now()
        self.place = await actions.call(self.seat)
        if self.place is None:
            await self.close(NOT_FOUND)
            return
        self.allowance = self.make_allowance()
        if crowded := self.hub.arrive(self, self.place.user_id):
            crowded.make_way()
        await self.accept()
        self.recheck = self.hub.in_background(self._watch_seat())

    def make_way(self):
        """Close this silent socket: the person has opened too many."""
        self.place = None
        self.hub.in_background(self.close(TOO_MANY))

    async def _enter(self, since):
        def greeting():
            with self._language():
                return self.greeting(since)

        if self.has_entered:
            await self.hub.catch_up(self, since, greeting=greeting)
            return
        self.has_entered = True
        await self.hub.join(self, self.place, since=since, greeting=greeting, as_of=self.as_of)

    # --- Hearing ----------------------------------------------------------------------------------
    async def receive(self, text_data=None, bytes_data=None):
        if self.place is None or (self.has_entered and not self.hub.is_live(self)):
            return  # told to leave; what it says now is not heard
        content, trouble = _parse(text_data)
        if not self.allowance.take():
            trouble = TOO_FAST
        if trouble is None and "since" in content:
            await self._enter(content["since"])
        elif trouble is None and self.has_entered:
            await self._carry(content)
        else:
            with self._language():
                refusal = _refusal(content, trouble or NOT_YET)
            await self.reply(refusal)

    async def _carry(self, content):
        replies = await actions.call(self._carry_out, content)
        for facts in replies if isinstance(replies, list) else [replies] if replies else []:
            await self.reply(facts)

    def _carry_out(self, content):
        with self._language():
            try:
                return self.carry_out(content)
            except (PermissionDenied, ValidationError) as refusal:
                return _refusal(content, _wording(refusal))
            except Exception as error:  # the socket stays open, and the words stay in the composer
                note_failure("carry_out", error)
                return _refusal(content, BROKEN)

    def _language(self):
        return translation.override(self.place.language or translation.get_language())

    async def reply(self, facts):
        """Answer this socket alone; after an order to leave, nothing more."""
        if self.has_entered:
            self.hub.whisper(self, facts)
        else:
            await self.send(text_data=encode(facts))

    # --- Staying ----------------------------------------------------------------------------------
    async def _watch_seat(self):
        """Close a socket that never speaks, and ask again whether this person still has the seat."""
        await asyncio.sleep(FIRST_WORD_SECONDS)
        if not self.has_entered:
            await self.close(TOO_QUIET)
            return
        while self.hub.is_live(self):
            await self._until_recheck()
            try:
                seat = await actions.call(self.seat)
            except Exception as error:  # the database is away; a seat is not lost by that
                note_failure("recheck", error)
                continue
            if seat is None:
                self._dismiss("seat", NOT_FOUND)
            elif seat.audiences != self.place.audiences:  # another part now: come back and take it
                self._dismiss("busy", TRY_AGAIN)
            elif seat.expires and seat.expires <= timezone.now():
                self._dismiss("session", SESSION_ENDED)
            else:
                self.place = seat

    async def _until_recheck(self):
        """Five minutes, or until the session ends by itself, or until the layer may have lost an order."""
        asked_at = self.hub.now()
        due = asked_at + RECHECK_SECONDS * _jitter()
        if self.place.expires:
            left = (self.place.expires - timezone.now()).total_seconds() + 0.5
            due = min(due, asked_at + max(1.0, left))
        left = due - asked_at
        while left > 0 and not self.hub.link.has_failed_since(asked_at):
            await asyncio.sleep(min(left, GLANCE_SECONDS * _jitter()))
            left = due - self.hub.now()

    def _dismiss(self, reason, code):
        if member := self.hub.members.get(self):
            self.hub.dismiss(member, reason, code)

    async def disconnect(self, code):
        if self.recheck:
            self.recheck.cancel()
        if self.hub:
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


def _parse(text):
    """A client's frame and what is wrong with it, one of them empty."""
    if text is None:
        return {}, UNREADABLE
    if len(text) > BYTES_AT_MOST or len(text.encode()) > BYTES_AT_MOST:
        return {}, TOO_LONG
    try:
        content = json.loads(text)
    except (ValueError, RecursionError):
        return {}, UNREADABLE
    if not isinstance(content, dict) or ("since" in content and not _is_revision(content["since"])):
        return {}, UNREADABLE
    return content, None


def _is_revision(number):
    return isinstance(number, int) and not isinstance(number, bool) and 0 <= number < 2**63


def _refusal(content, reason):
    facts = {"type": "refused", "reason": str(reason)}
    for part in (content, *content.values()):
        if isinstance(part, dict) and isinstance(part.get("client_id"), str):
            return facts | {"client_id": part["client_id"][:64]}
    return facts


def _wording(refusal):
    if isinstance(refusal, ValidationError):
        return " ".join(refusal.messages)
    return str(refusal) or BROKEN


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
