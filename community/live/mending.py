"""Bringing a page, or a whole room here, up to date from the database."""

from community.live import source
from community.live.frames import Frame, caught_up
from community.live.members import NOT_FOUND, TRY_AGAIN
from community.live.publishing import note_failure
from community.live.threads import reads

READS_AT_MOST = 5
RETRY_SECONDS = 2.0


async def replay(hub, member, since, greeting=None):
    """Send one member all it has missed in one frame, without a hole; True when it is live.

    News is kept back while the database is read. What was told to the room before that is in the
    reading, for it was committed before; what is told during it is flushed after, unless the
    reading had it already.
    """
    member.hold()
    for _ in range(READS_AT_MOST):
        reading = await _read(hub, member, since, greeting)
        if reading is None or member.is_gone:
            return False
        _tell_reading(hub, member, reading)
        if member.is_gone:
            return False
        if not member.is_lossy:
            member.release()
            return not member.is_gone
        since = reading.top
        member.hold()
    hub.dismiss(member, "busy", TRY_AGAIN)
    return False


async def _read(hub, member, since, greeting):
    try:
        reading = await reads.call(source.read, hub.source, member.room_id, since, greeting)
    except Exception as error:
        note_failure("replay", error)
        hub.dismiss(member, "busy", TRY_AGAIN)
        return None
    if reading is None:
        hub.dismiss(member, "gone", NOT_FOUND)
    return reading


def _tell_reading(hub, member, reading):
    """Send the reading; the first one in a room also sets where its news begins."""
    if room := hub.rooms.get(member.room_id):
        if room.last is None:
            room.signature = reading.counter.signature
            room.schedule_heartbeat(hub.now(), hub.pace.heartbeat)
        for due in room.start(reading.top):
            hub.fan_out(due)
        watch(hub, room)
    facts = {"type": "reload"}
    if reading.rows is not None:
        here = hub.presence.here(member.room_id)
        facts = caught_up(reading.top, reading.rows, here=here) | reading.extras
    member.seen = reading.top
    frame = Frame.of("", facts)
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
            for due in room.mend(reading, known):
                hub.fan_out(due)
    except Exception as error:
        note_failure("repair", error)
        delay = RETRY_SECONDS
    finally:
        room.is_mending = False
    if hub.rooms.get(room.id) is room:
        watch(hub, room, delay)
