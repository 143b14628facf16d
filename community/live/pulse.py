"""What the hub does by the clock: compare counters, beat for staff, heartbeats, presence."""

import asyncio

from community.live.frames import Frame, encode
from community.live.mending import watch
from community.live.publishing import note_failure
from community.live.threads import reads

TOLD_KEPT_SECONDS = 60


async def run(hub):
    """Tick until cancelled. Every part may fail without ending the others."""
    beat_at = announce_at = hub.now()
    while True:
        await asyncio.sleep(hub.pace.tick)
        now = hub.now()
        if now >= beat_at:
            beat_at = now + hub.pace.beat
            await beat(hub, staffed_rooms(hub), looks=False)
        await look(hub, list(hub.rooms))
        is_time_to_announce = now >= announce_at
        if is_time_to_announce:
            announce_at = now + hub.pace.presence_every
        try:
            _heartbeats(hub)
            _forget(hub)
            hub.presence.expire()
            for room_id in list(hub.rooms) if is_time_to_announce else ():
                hub.presence.announce(room_id)
        except Exception as error:
            note_failure("pulse", error)


async def look(hub, room_ids):
    """One query for all these rooms: who is behind is mended, what else has changed is told.

    This finds what the layer has lost, the last news of a quiet room above all, since no later
    number would show that gap.
    """
    if not room_ids:
        return
    try:
        counters = await reads.call(hub.source.counters, room_ids)
        for room_id, counter in counters.items():
            room = hub.rooms.get(room_id)
            if room is None or room.last is None:
                continue
            room.expect(counter.revision)  # it may be on its way: a gap's grace comes first
            watch(hub, room)
            await _tell_changes(hub, room, counter.signature)
    except Exception as error:
        note_failure("tick", error)


async def _tell_changes(hub, room, signature):
    before = room.signature
    if signature == before:
        return
    for audience, facts in await reads.call(hub.source.changed, room.id, before, signature):
        hub.deliver(Frame.of(audience, facts))
    if room.signature == before:  # and only now: had the reading failed, the next tick would try again
        room.signature = signature


def staffed_rooms(hub):
    return list({member.room_id for member in hub.members.values() if member.seat.staff})


async def beat(hub, room_ids, *, looks=True):
    """Report the staff whose sockets are here, so that their rooms stay staffed.

    An empty set for a room says that the last one here has left gracefully. By the clock the source is asked also
    when no staff are here: it may have something to do just because nobody is.
    """
    present = {room_id: set() for room_id in room_ids}
    for member in hub.members.values():
        if member.seat.staff and member.room_id in present:
            present[member.room_id].add(member.seat.user_id)
    if looks and not present:
        return
    try:
        await reads.call(hub.source.beat, present)
    except Exception as error:
        note_failure("beat", error)
    if looks:
        await look(hub, room_ids)


def _heartbeats(hub):
    """Tell each room's pages where the counter stands, so that they can see they are behind."""
    now = hub.now()
    for room in list(hub.rooms.values()):  # a broken socket may be the room's last, and end it
        if room.last is not None and now >= room.heartbeat_at:
            room.schedule_heartbeat(now, hub.pace.heartbeat)
            facts = {"type": "heartbeat", "revision": room.last}
            hub.fan_out(Frame(room.audience, "heartbeat", encode(facts)))  # told, not numbered


def _forget(hub):
    """Let go of what only those who have just come could need."""
    now = hub.now()
    for room in hub.rooms.values():
        room.ring.forget(now)
    old = [audience for audience, when in hub.told_at.items() if when < now - TOLD_KEPT_SECONDS]
    for audience in old:
        del hub.told_at[audience]
