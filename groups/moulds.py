"""Moulds: what is said is written by the template once, and filled with the next words after that.

A piece of the transcript takes the template a third of a millisecond, and plain words differ in a few places only:
what, when, who. So one is rendered with stand-ins for these, and cut there. The template stays the one place of the
markup: a mould is proved against it when it is made, and where they differ it is not used. One serves all people of
one part in all groups of a language: two hundred rooms that come back at once need eleven thousand pieces.
"""

import copy
import re
import secrets
import uuid
from datetime import UTC, datetime
from functools import lru_cache

from django.utils import translation
from django.utils.html import escape
from django.utils.safestring import SafeString

from community.templatetags.look import mark, when
from community.text import plain
from groups.models import Message

LONG_AGO = datetime(1987, 3, 9, 21, 47, 58, tzinfo=UTC)  # no message is from then
KINDS = ("time", "day", "date", "moment")
VARYING = {"id", "body", "position", "revision", "said_at", "client_id"}
SEEN_NOWHERE = {"room_id", "author_id", "meeting_id", "found"}
SAME = [
    field.attname for field in Message._meta.concrete_fields if field.attname not in VARYING | SEEN_NOWHERE
]


class Mould:
    """A piece cut at its varying places."""

    def __init__(self, render, stand_in):
        """`render(message)` writes a piece by its template."""
        self.render = render
        facts = stand_in, stand_in.author, stand_in.room.group
        places = {slot.text(*facts): slot for slot in SLOTS}
        cuts = re.split(f"({'|'.join(map(re.escape, places))})", render(stand_in))
        self.parts = [places.get(part, part) for part in cuts if part]
        self.slots = {}  # slot -> where it stands
        for at, part in enumerate(self.parts):
            if isinstance(part, Slot):
                self.slots.setdefault(part, []).append(at)

    def fill(self, message):
        """The same piece with this message in it. A place that would stay empty may be another piece altogether."""
        parts, author, group = self.parts.copy(), message.author, message.room.group
        for slot, places in self.slots.items():
            if not (text := slot.text(message, author, group)):
                return self.render(message)
            for at in places:
                parts[at] = text
        return SafeString("".join(parts))


class NoMould:
    """Where a mould would not do: the template writes every piece."""

    def __init__(self, render):
        self.fill = render


class Slot:
    """One varying place, and what is written there for a message: safe text, always."""

    def __init__(self, text):
        self.text = text


def _when(moment, kind, group):
    return _written(moment.replace(microsecond=0), kind, group.time_zone, group.language)


@lru_cache(maxsize=4000)  # the seconds of a full hour
def _written(moment, kind, zone, language):
    with translation.override(language):
        return when(moment, kind, zone)


_marked = lru_cache(maxsize=256)(lambda alias, is_staff: mark(alias, staff=is_staff))
_escaped = lru_cache(maxsize=256)(escape)

SLOTS = [
    Slot(lambda message, author, group: str(message.pk)),
    Slot(lambda message, author, group: str(message.revision)),
    Slot(lambda message, author, group: plain(message.body)),
    Slot(lambda message, author, group: str(author.pk)),
    Slot(lambda message, author, group: _escaped(author.alias)),
    Slot(lambda message, author, group: _marked(author.alias, author.is_staff)),
    *(Slot(lambda message, author, group, kind=kind: _when(message.said_at, kind, group)) for kind in KINDS),
]


def stand_in_for(message):
    """The same message with an author, words, numbers and a time that stand in no other piece."""
    stand_in = copy.copy(message)
    stand_in.author = copy.copy(message.author)
    stand_in.author.pk = uuid.UUID(bytes=secrets.token_bytes(16))
    stand_in.author.alias = secrets.token_hex(8)
    stand_in.pk = uuid.UUID(bytes=secrets.token_bytes(16))
    stand_in.body = secrets.token_hex(8)
    stand_in.position = stand_in.revision = 10**11 + secrets.randbelow(10**11)
    stand_in.said_at = LONG_AGO
    return stand_in


def key_of(message):
    """What shows of the message, its author and its group and does not vary from one to the next."""
    group, known = message.room.group, message.__dict__
    return (message.author.part, group.language, group.time_zone, *[known.get(name) for name in SAME])


def is_plain(message):
    """Just said, by somebody who is here, and nothing but words: what nearly every piece is when it is written."""
    return (
        message.state == Message.State.SHOWN
        and message.author_id is not None
        and message.reply_to_id is None
        and not message.card
        and not message.has_changed
    )


def make(message, render):
    """A mould for messages like this one; where its fillings would not be what the template writes, NoMould."""
    stand_in = stand_in_for(message)
    mould = Mould(render, stand_in)
    return mould if mould.fill(message) == render(message) else NoMould(render)
