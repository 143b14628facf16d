"""publish(): how an action tells open pages what has happened."""

import asyncio
import functools
import logging
import time
from collections import Counter

from asgiref.sync import async_to_sync
from channels.layers import get_channel_layer
from django.db import transaction

from community.live.frames import PROCESS, Frame

log = logging.getLogger("community.live")

running = {}  # event loop -> the hub that works on it; one in operation, several in tests
failures = Counter()  # what went wrong while telling, by kind

TOPIC = "live"  # the one topic of the channel layer, for news of all rooms and people
LAYER_SECONDS = 1.0
REST_SECONDS = 5.0  # after a failure, how long a process without a hub leaves the layer alone
LOG_SECONDS = 5.0
_rested_until = 0.0
_logged_at = {}


def publish(audience, news, *, html=None, revision=None, **facts):
    """Tell an audience something, once the transaction around this call has committed.

    Call it from ordinary synchronous code. Several calls in one transaction arrive in their order.
    A revision numbers the news in `room.<id>`: exactly one frame per step of the room's counter.
    `publish("user.<id>", "leave", reason=…, room=<id or None>)` closes that person's sockets.
    Nothing here ever fails the action: what is lost is repaired from the database.
    """
    told = {"revision": revision, "html": html}
    try:
        facts = {"type": news} | {key: fact for key, fact in told.items() if fact is not None} | facts
        frame = Frame.of(audience, facts)
        transaction.on_commit(functools.partial(_hand_over, frame), robust=True)
    except Exception as error:
        note_failure("publish", error)


def note_failure(kind, error):
    """Count what went wrong, and log it: at most one line per kind every few seconds.

    The log keeps an error's type and place and never its text, which may quote private words.
    """
    failures[kind] += 1
    now = time.monotonic()
    if now - _logged_at.get(kind, -LOG_SECONDS) >= LOG_SECONDS:
        _logged_at[kind] = now
        facts = {"kind": kind, "times": failures[kind]}
        log.warning("live.failed", extra={"facts": facts}, exc_info=error)


def _hand_over(frame):
    """Give a frame to the hub of this process, or else to the other processes."""
    handed = False
    for loop, hub in list(running.items()):
        try:
            hub.hand(frame)
            handed = True
        except RuntimeError:  # that loop is closed; its sockets went with it
            running.pop(loop, None)
    if not handed:
        _send_through_layer(frame)


def _send_through_layer(frame):
    """From a process without open sockets: a command, or a server before its first visitor."""
    global _rested_until
    layer = get_channel_layer()
    if layer is None or time.monotonic() < _rested_until:
        return
    try:
        async_to_sync(send)(layer, PROCESS, [frame.hint()])
    except Exception as error:
        _rested_until = time.monotonic() + REST_SECONDS
        note_failure("layer", error)


async def send(layer, origin, news):
    """Give news to the other processes, in one message."""
    async with asyncio.timeout(LAYER_SECONDS):
        await layer.group_send(TOPIC, {"type": "live.batch", "origin": origin, "news": news})
