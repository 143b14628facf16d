"""The last changes of a room, encoded, so that whoever comes or comes back is brought up to date without the database.

What it must never do.
- Skip: it holds every change after `floor` up to `top`, or it holds nothing. A number that does not follow empties it.
- Repeat: of one thing only the latest change is in it, as in a reading.
- Tell what was said before somebody came. Words travel only while their meeting is on (`Message.objects.since`).
  A reading is of a `chapter`, here the meeting that was on; it and what follows it is told to seats that were
  looked up during the same chapter, and to nobody else. While no chapter is on it stays without any change: what
  would be told next may belong to a chapter this ring does not know.
"""

from community.live.frames import SIGNS_AT_MOST

AT_MOST = 100
KEPT_SECONDS = 60  # after it was last read from: no longer than an unwrapped key


class Ring:
    """Plain state: no sockets, no clock, no database."""

    def __init__(self):
        self.late = None  # what is told while a reading is on its way
        self.readings = 0
        self.empty()

    def empty(self):
        self.chapter = ""
        self.floor = self.top = None
        self.pieces = {}
        self.signs = 0
        self.used_at = float("-inf")

    def begin(self):
        """A reading is on its way: what is told meanwhile comes after it."""
        self.readings += 1
        if self.late is None:
            self.late = []

    def end(self, reading, now):
        """Take in what was read, unless what is here reaches further back; None: the reading failed."""
        self.readings -= 1
        if reading is not None and reading.pieces is not None and not self._serves(reading):
            self._fill(reading, now)
            for frame in self.late:
                self._follow(frame)
        if not self.readings:
            self.late = None

    def add(self, frame):
        """Numbered news, in the order in which the room is told it."""
        if self.late is not None:
            self.late.append(frame)
            if len(self.late) > AT_MOST:  # a storm during a slow read: it will not follow, and so be empty
                del self.late[0]
        self._follow(frame)

    def since(self, revision, chapter, now):
        """What has changed after that revision, oldest first, for a seat of that chapter; None: ask the database."""
        if self.top is None or chapter != self.chapter or not self.floor <= revision <= self.top:
            return None
        self.used_at = now
        return [piece for piece in self.pieces.values() if piece.revision > revision]

    def forget(self, now):
        """Keep no words that nobody has asked for lately."""
        if now - self.used_at > KEPT_SECONDS:
            self.empty()

    def _serves(self, reading):
        return self.top is not None and self.chapter == reading.chapter and self.floor <= reading.since

    def _fill(self, reading, now):
        self.empty()
        if reading.pieces and not reading.chapter:
            return
        self.chapter, self.floor, self.top = reading.chapter, reading.since, reading.top
        self.used_at = now
        for piece in reading.pieces:
            self._put(piece)

    def _follow(self, frame):
        if self.top is None or frame.revision <= self.top:
            return
        pieces = frame.pieces()
        before = frame.revision - 1 if frame.rows is None else frame.after
        if pieces is None or before > self.top or not self.chapter:
            self.empty()
            return
        for piece in pieces:
            if piece.revision > self.top:
                self._put(piece)
        self.top = frame.revision

    def _put(self, piece):
        key = piece.key or piece.revision
        self._drop(key)
        self.pieces[key] = piece
        self.signs += len(piece.text)
        while len(self.pieces) > AT_MOST or self.signs > SIGNS_AT_MOST:
            self.floor = self._drop(next(iter(self.pieces))).revision

    def _drop(self, key):
        piece = self.pieces.pop(key, None)
        self.signs -= len(piece.text) if piece else 0
        return piece
