"""The order of one room's news. Plain state: no sockets, no clock, no database.

The rule. `last` is the revision everything has been told up to.
- Next (`last + 1`): out, with all that was held and now follows. Told already (`<= last`): dropped,
  which also drops our own echo. Later: held, until the missing one arrives or a repair reads it.
- A repair reads the room's counter first and then, in one query, the rows stamped after `last`.
  A row carries its *latest* revision only, and a step may have no row at all (a change of mode),
  so the rows alone do not tell how far they reach; waiting for every number would wait for ever.
  The counter does tell: the room's row is locked until commit, so commits happen in counter order,
  and the rows, read after the counter, show every change up to it. They may show later ones too;
  if a row says 12, all up to 12 was committed before it. So `last` moves to the larger of counter
  and newest row, and all of it goes out as one bundle, which clients do not search for gaps.
- Only what follows without a hole goes out after a repair; anything else stays held for the next.
- The baseline is the counter read at the first join; until then everything is held.
- All that is due is told by `Hub.tell_room`: the ring keeps it, in the order in which the members hear it.
"""

import asyncio
import random

from community.live.frames import Bundle, later_than, room_audience
from community.live.ring import Ring

HELD_AT_MOST = 256


class Room:
    """One room with members here, and how far its news has been told."""

    def __init__(self, room_id):
        self.id = room_id
        self.audience = room_audience(room_id)
        self.last = None  # unknown until the first reading
        self.expected = 0  # the furthest revision known to exist
        self.held = {}
        self.signature = None
        self.timer = None  # set while a gap is given time to close by itself
        self.is_mending = False
        self.heartbeat_at = None
        self.ring = Ring()
        self.filling = None  # set when the reading that fills the ring is done

    @property
    def is_behind(self):
        return self.last is not None and self.expected > self.last

    def take(self, frame):
        """Accept a numbered frame; return those that are now due, in order."""
        self.expect(frame.revision)
        if self.last is not None and frame.revision <= self.last:
            return []
        if len(self.held) < HELD_AT_MOST:
            self.held[frame.revision] = frame  # beyond that a repair will read it
        return self._flush()

    def expect(self, revision):
        self.expected = max(self.expected, revision)

    def start(self, revision):
        """Set the baseline, if this is the first reading; return what is due."""
        if self.last is None:
            self.last = revision
        return self._flush()

    def mend(self, reading, known):
        """Take in a repair, begun when `known` was the furthest number heard of; return what is due."""
        due = []
        if reading.top > self.last:
            pieces = None if reading.pieces is None else later_than(self.last, reading.pieces)
            due.append(Bundle(self.audience, self.last, reading.top, pieces))
            self.last = reading.top
        due += self._flush()
        if self.last < known:  # numbers the database has never heard of: do not wait for them
            self.held = {number: frame for number, frame in self.held.items() if number > known}
            self.expected = max(self.held, default=self.last)
        return due

    def begin_reading(self):
        """A page's reading is on its way; the ring will have it, and others may wait for that."""
        self.ring.begin()
        if self.filling is None:
            self.filling = asyncio.Event()

    def end_reading(self, reading, now):
        self.ring.end(reading, now)
        if self.filling is not None and not self.ring.readings:
            self.filling.set()
            self.filling = None

    def schedule_heartbeat(self, now, every):
        """Jittered, so that a thousand rooms opened at six do not beat together."""
        self.heartbeat_at = now + every * random.uniform(0.8, 1.2)  # noqa: S311 (no secret)

    def _flush(self):
        if self.last is None:
            return []
        due = []
        while (frame := self.held.pop(self.last + 1, None)) is not None:
            due.append(frame)
            self.last = frame.revision
        if self.held:
            self.held = {number: frame for number, frame in self.held.items() if number > self.last}
        return due
