"""A frame: one piece of news, encoded once, on its way to an audience.

Audiences are `room.<id>` (numbered by the room's counter), `room.<id>.staff`, `user.<id>` and
`session.<digest>`. Their names are made by the server only; no client ever chooses one.
"""

import json
import uuid

from django.core.serializers.json import DjangoJSONEncoder

PROCESS = uuid.uuid4().hex  # tells our own echoes from other processes' news in the channel layer
PEOPLE = "people"  # the one topic for user.* and session.*: every process follows it


def encode(facts):
    """Compact JSON; takes UUIDs, dates and lazy translations as they are."""
    return json.dumps(facts, cls=DjangoJSONEncoder, ensure_ascii=False, separators=(",", ":"))


def room_audience(room_id):
    """The audience of everyone in a room."""
    return f"room.{room_id}"


def room_of(audience):
    """The room an audience name belongs to, staff audience included; None for people."""
    kind, _, rest = audience.partition(".")
    return rest.partition(".")[0] if kind == "room" else None


def topic_of(audience):
    """The layer topic that carries an audience: one per room, and one for all people."""
    room_id = room_of(audience)
    return PEOPLE if room_id is None else room_audience(room_id)


class Frame:
    """Encoded news. `event` is the ASGI message itself, shared by every socket it goes to."""

    __slots__ = ("audience", "event", "news", "revision", "size")

    rows = None  # only a Bundle has rows

    def __init__(self, audience, news, text, revision=None):
        self.audience = audience
        self.news = news
        self.revision = revision if audience.count(".") == 1 and audience.startswith("room.") else None
        self.event = {"type": "websocket.send", "text": text}
        self.size = len(text)

    @classmethod
    def of(cls, audience, facts):
        """A frame from its facts; numbered when they carry a revision and go to a whole room."""
        return cls(audience, facts["type"], encode(facts), facts.get("revision"))

    @property
    def text(self):
        return self.event["text"]

    def hint(self, origin):
        """The same news as a channel layer message."""
        return {
            "type": "live.news",
            "origin": origin,
            "audience": self.audience,
            "news": self.news,
            "revision": self.revision,
            "text": self.text,
        }

    @classmethod
    def from_hint(cls, hint):
        return cls(hint["audience"], hint["news"], hint["text"], hint["revision"])


class Bundle(Frame):
    """What a repair found, as one frame: all that changed after one revision, up to another.

    It carries the counter from `after` to `revision` in one step, because numbers in between may
    have no row of their own any more (see rooms.py), and a client must not take that for a gap.
    """

    __slots__ = ("after", "rows")

    def __init__(self, audience, after, upto, rows):
        facts = {"type": "reload"} if rows is None else caught_up(upto, rows)
        super().__init__(audience, facts["type"], encode(facts), upto)
        self.after = after
        self.rows = rows

    def since(self, revision):
        """The same bundle for someone who already has everything up to that revision."""
        if revision <= self.after or self.rows is None:
            return self
        return Bundle(self.audience, revision, self.revision, later_than(revision, self.rows))


def later_than(revision, rows):
    return [row for row in rows if row[0] > revision]


def caught_up(revision, rows, **extras):
    """The facts that bring a page from wherever it was to that revision."""
    return {"type": "caught_up", "revision": revision, "news": [facts for _, facts in rows], **extras}
