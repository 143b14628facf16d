"""Bringing a page, or a whole room here, up to date from the database."""

import dataclasses

from community.live import source
from community.live.frames import Frame, caught_up
from community.live.members import NOT_FOUND, TRY_AGAIN
from community.live.publishing import note_failure
from community.live.threads import reads

READS_AT_MOST = 5
RETRY_SECONDS = 2.0


class NoGreeting:
    """What a joining page may be told beside the transcript: nothing. Also the list of what a greeting answers."""

    is_ready = True  # whether something is at hand at all

    def at_hand(self, signature):
        """Facts for the caught_up frame without asking the database; None: ask it.

        `signature` is the last one heard of the room; facts of another one are not for now.
        """
        return {}

    def read(self):
        """The same facts from the database, on a thread."""
        return {}


async def replay(hub, member, since, greeting=None):
    """Send one member all it has missed in one frame, without a hole; True when it is live.

    News is kept back while the database is read. What was told to the room before that is in the
    reading, for it was committed before; what is told during it is flushed after, unless the
    reading had it already. When the ring has all of it, nothing is read, and the page stands where
    every other page of the room here does.
    """
    greeting = greeting or NoGreeting()
    member.hold()
    for _ in range(READS_AT_MOST):
        if not await _told_from_ring(hub, member, since, greeting):
            reading = await _read(hub, member, since, greeting)
            if reading is None or member.is_gone:
                return False
            _tell_reading(hub, member, reading)
        if member.is_gone:
            return False
        if not member.is_lossy:
            member.release()
            return not member.is_gone
        since = member.seen
        member.hold()
    hub.dismiss(member, "busy", TRY_AGAIN)
    return False


async def _told_from_ring(hub, member, since, greeting):
    """Bring the page up to date from what is here; False when the database has to be asked.

    Of many who come to a room at once one asks, and the others wait for that.
    """
    for is_first_try in (True, False):
        room = hub.rooms[member.room_id]
        pieces = room.ring.since(since, member.seat.chapter, hub.now())
        facts = None if pieces is None else greeting.at_hand(room.signature)
        if facts is not None:
            _send_caught_up(hub, member, room.ring.top, pieces, facts)
            return True
        if pieces is not None or room.filling is None or not is_first_try:
            return False
        await room.filling.wait()
        if member.is_gone:
            return True
    return False


async def _read(hub, member, since, greeting):
    """One visit to the database; a second one if what was at hand is no longer true by then."""
    room = hub.rooms[member.room_id]
    room.begin_reading()
    reading = facts = None
    ask = None if greeting.is_ready else greeting.read
    try:
        reading = await reads.call(source.read, hub.source, member.room_id, since, ask)
        if reading is not None and ask is None:
            facts = greeting.at_hand(reading.counter.signature)
            facts = await reads.call(greeting.read) if facts is None else facts
    except Exception as error:
        note_failure("replay", error)
        hub.dismiss(member, "busy", TRY_AGAIN)
        return None
    finally:
        room.end_reading(reading, hub.now())
    if reading is None:
        hub.dismiss(member, "gone", NOT_FOUND)
        return None
    if hub.rooms.get(room.id) is room:
        _begin_news(hub, room, reading)
    return reading if facts is None else dataclasses.replace(reading, extras=facts)


def _begin_news(hub, room, reading):
    """The first reading in a room sets where its news begins."""
    if room.last is None:
        room.signature = reading.counter.signature
        room.schedule_heartbeat(hub.now(), hub.pace.heartbeat)
    hub.tell_room(room, room.start(reading.top))
    watch(hub, room)


def _tell_reading(hub, member, reading):
    if reading.pieces is not None:
        _send_caught_up(hub, member, reading.top, reading.pieces, reading.extras)
        return
    member.seen = reading.top
    frame = Frame.of("", {"type": "reload"})
    member.push(frame.event, frame.size)


def _send_caught_up(hub, member, revision, pieces, facts):
    member.seen = revision
    here = hub.presence.here(member.room_id)
    frame = Frame("", "caught_up", caught_up(revision, pieces, here=here, **facts))
    member.push(frame.event, frame.size)


def watch(hub, room, delay=None):
    """Give a gap a moment to close by itself, then mend it."""
    if room.is_behind and room.timer is None and not room.is_mending:
        room.timer = hub.loop.call_later(delay or hub.pace.gap, _begin, hub, room)


def _begin(hub, room):
    room.timer = None
    if room.is_behind and hub.rooms.get(room.id) is room:
        room.is_mending = True
        hub.in_background(_mend(hub, room))


async def _mend(hub, room):
    """Read what the room here has missed, once for all its sockets."""
    known, delay = room.expected, None
    hub.counts["repairs"] += 1
    try:
        reading = await reads.call(source.read, hub.source, room.id, room.last)
        if reading is not None and hub.rooms.get(room.id) is room:
            hub.tell_room(room, room.mend(reading, known))
    except Exception as error:
        note_failure("repair", error)
        delay = RETRY_SECONDS
    finally:
        room.is_mending = False
    if hub.rooms.get(room.id) is room:
        watch(hub, room, delay)
