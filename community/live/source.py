"""Where the hub learns about rooms: the class named in settings.LIVE_SOURCE."""

from dataclasses import dataclass
from typing import NamedTuple

from django.conf import settings
from django.utils.module_loading import import_string

from community.live.frames import SIGNS_AT_MOST, pieces_of, signs_in

ROWS_AT_MOST = 300  # further behind than this, a page reloads instead


class Counter(NamedTuple):
    """A room's counter, a signature of whatever else its pages show, and what its words belong to just now.

    `chapter`: whoever comes in another one is not told the words of this one (ring.py); "" while there is none.
    """

    revision: int
    signature: str
    chapter: str = ""


class NoRooms:
    """The source when none is set. Also the list of what a source answers; all of it synchronous."""

    def counters(self, room_ids):
        """{room_id: Counter} in one query; a room that is gone is left out."""
        return {}

    def frames_since(self, room_id, revision, limit):
        """[(revision, facts)] of the rows stamped later, oldest first; None when more than `limit`."""
        return []

    def reading(self, room_id, revision, limit):
        """Both of one room, the counter read first: (Counter, rows); None when the room is gone."""
        counter = self.counters([room_id]).get(room_id)
        if counter is None:
            return None
        return counter, self.frames_since(room_id, revision, limit) if counter.revision > revision else []

    def changed(self, room_id, before, after):
        """[(audience, facts)] to tell when the signature differs."""
        return []

    def beat(self, present):
        """{room_id: {user_id}}: the staff whose sockets are here; an empty set when the last one left."""


def load():
    path = getattr(settings, "LIVE_SOURCE", None)
    return import_string(path)() if path else NoRooms()


@dataclass(frozen=True)
class Reading:
    """A room as the database shows it: counter first, then what changed after a revision, encoded."""

    counter: Counter
    since: int
    pieces: list | None
    extras: dict

    @property
    def top(self):
        """The revision this reading is complete up to. Why this is right is told in rooms.py."""
        newest = self.pieces[-1].revision if self.pieces else 0
        return max(self.counter.revision, newest)

    @property
    def chapter(self):
        return self.counter.chapter


def read(source, room_id, since, greeting=None):
    """One visit to the database for one page or one repair; None when the room is gone."""
    found = source.reading(room_id, since, ROWS_AT_MOST)
    if found is None:
        return None
    counter, rows = found
    pieces = None if rows is None else pieces_of(rows)
    if pieces and signs_in(pieces) > SIGNS_AT_MOST:
        pieces = None
    return Reading(counter, since, pieces, greeting() if greeting else {})
