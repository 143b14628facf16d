"""A frame: one piece of news, encoded once, on its way to an audience.

Audiences are `room.<id>` (numbered by the room's counter), `room.<id>.staff`, `user.<id>` and
`session.<digest>`. Their names are made by the server only; no client ever chooses one.
"""

import uuid
from typing import NamedTuple

from django.core.serializers.json import DjangoJSONEncoder

from community.live.wire import Event

# Of what one page has missed, in one frame: at most a megabyte as UTF-8. Beyond that the page loads anew, which costs
# a phone in a tunnel far less; and many readers of WebSockets refuse larger messages.
SIGNS_AT_MOST = 1 << 18

PROCESS = uuid.uuid4().hex  # tells our own echoes from other processes' news in the channel layer

_encoder = DjangoJSONEncoder(ensure_ascii=False, separators=(",", ":"))


class Encoded(str):
    """JSON that is ready to stand in a frame: made once, sent to many."""

    __slots__ = ()


def encode(facts):
    """Compact JSON; takes UUIDs, dates and lazy translations as they are, and what is encoded already."""
    return facts if isinstance(facts, Encoded) else _encoder.encode(facts)


def encode_all(facts):
    """As encode(), for a dict whose values may be encoded already."""
    return "{" + ",".join(f"{_encoder.encode(name)}:{encode(fact)}" for name, fact in facts.items()) + "}"


def room_audience(room_id):
    """The audience of everyone in a room."""
    return f"room.{room_id}"


def room_of(audience):
    """The room an audience name belongs to, staff audience included; None for people."""
    kind, _, rest = audience.partition(".")
    return rest.partition(".")[0] if kind == "room" else None


class Frame:
    """Encoded news. `event` is the ASGI message itself, shared by every socket it goes to."""

    __slots__ = ("audience", "event", "key", "news", "revision", "size")

    rows = None  # only a Bundle has rows

    def __init__(self, audience, news, text, revision=None, key=None):
        self.audience = audience
        self.news = news
        self.revision = revision if audience.count(".") == 1 and audience.startswith("room.") else None
        self.key = key  # what a later change of the same thing replaces
        self.event = Event(text)
        self.size = len(text)

    @classmethod
    def of(cls, audience, facts):
        """A frame from its facts; numbered when they carry a revision and go to a whole room."""
        return cls(audience, facts["type"], encode(facts), facts.get("revision"), facts.get("id"))

    @property
    def text(self):
        return self.event["text"]

    def hint(self):
        """The same news for other processes (layer.py carries it)."""
        return {
            "type": "live.news",
            "audience": self.audience,
            "news": self.news,
            "revision": self.revision,
            "key": self.key,
            "text": self.text,
        }

    @classmethod
    def from_hint(cls, hint):
        return cls(hint["audience"], hint["news"], hint["text"], hint["revision"], hint.get("key"))

    def pieces(self):
        """What this frame changes, for the ring."""
        return [Piece(self.revision, self.key, self.text)]


class Piece(NamedTuple):
    """One change of a room's transcript, encoded; a later one of the same key takes its place."""

    revision: int
    key: str | None
    text: str


def pieces_of(rows):
    """Rows of a reading as pieces."""
    return [Piece(revision, facts.get("id"), encode(facts)) for revision, facts in rows]


def signs_in(pieces):
    """How long their words are together."""
    return sum(len(piece.text) for piece in pieces)


class Bundle(Frame):
    """What a repair found, as one frame: all that changed after one revision, up to another.

    It carries the counter from `after` to `revision` in one step, because numbers in between may
    have no row of their own any more (see rooms.py), and a client must not take that for a gap.
    """

    __slots__ = ("after", "rows")

    def __init__(self, audience, after, upto, rows):
        """`rows` are pieces; None when there are too many, and pages load anew."""
        text = encode({"type": "reload"}) if rows is None else caught_up(upto, rows)
        super().__init__(audience, "reload" if rows is None else "caught_up", text, upto)
        self.after = after
        self.rows = rows

    def since(self, revision):
        """The same bundle for someone who already has everything up to that revision."""
        if revision <= self.after or self.rows is None:
            return self
        return Bundle(self.audience, revision, self.revision, later_than(revision, self.rows))

    def pieces(self):
        return self.rows


def later_than(revision, rows):
    return [row for row in rows if row[0] > revision]


def caught_up(revision, pieces, **extras):
    """The text that brings a page from wherever it was to that revision; pieces are not encoded again."""
    news = Encoded("[" + ",".join(piece.text for piece in pieces) + "]")
    return encode_all({"type": "caught_up", "revision": revision, "news": news, **extras})
