"""What the house holds of one person, asked of every app: to hand it over, and to let it go.

Each app that knows something of people has a `Holding`, named in the setting OWN_DATA as screeners are in SCREENERS:
so this can ask what lies above it. The rights behind it are GDPR art. 15 to 17 and 20.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from operator import attrgetter
from uuid import UUID

from django.conf import settings
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _

OTHERS = _("[someone else’s words]")  # what somebody else said is not handed out (GDPR art. 15(4))
SOMEONE = _("[someone]")  # and neither is the name somebody else goes by
ENDING = r"\w{0,4}"  # “Hallalle”: names take endings


@dataclass(frozen=True)
class Section:
    """One kind of thing: `columns` gives each name in a row its label. `rows` is read once, and may be long."""

    key: str
    title: str
    columns: dict
    rows: Iterable[dict]


def listing(key, title, objects, **columns):
    """A section of these objects. Each column is (its label, an attribute or method by name, or a function)."""
    asked = {name: _named(how) if isinstance(how, str) else how for name, (_label, how) in columns.items()}
    rows = ({name: ask(one) for name, ask in asked.items()} for one in objects)
    return Section(key, title, {name: label for name, (label, _how) in columns.items()}, rows)


def _named(name):
    found = attrgetter(name)

    def ask(one):
        value = found(one)
        return value() if callable(value) else value

    return ask


@dataclass(frozen=True)
class Stay:
    """What is not erased: what, why, and until when."""

    what: str
    why: str
    until: str


@dataclass(frozen=True)
class Withheld:
    """What is not handed out, and why: said, never left out in silence (GDPR art. 12(4))."""

    what: str
    why: str


@dataclass(frozen=True)
class Place:
    """A group in which the person wrote, by the id of their seat in it."""

    pk: UUID
    name: str
    since: datetime
    until: datetime | None


class Holding:
    """What one app holds of people. `place`: the id of a seat when only what was written there is meant.

    `goes` names the kinds of things that are erased, `stays` those that are not, both by key: receipts keep the keys.
    `tables`: those whose rows held words, for the database to forget the old rows too.
    """

    goes: dict = {}
    stays: dict = {}
    tables: tuple = ()

    def export(self, person):
        """Sections of plain rows, without a word of anybody else."""
        return ()

    def withheld(self, person):
        """What is kept from the copy, the same sentences for everybody."""
        return ()

    def places(self, person):
        """Where the person wrote."""
        return ()

    def counts(self, person, place=None):
        """How many there are of each kind in `goes`."""
        return {}

    def kept(self, person, place=None):
        """The keys of `stays` that hold for this person."""
        return ()

    def hide(self, person):
        """Take all of it out of everybody’s sight, in a few statements: `erase` follows. Safe to repeat."""

    def erase(self, person, place=None, before=None):
        """Let it go, in short transactions. Safe to repeat. `before`: of a place, what was written later stays."""

    def needs(self, person):
        """Whether a law asks that somebody can still be found behind what is kept."""
        return False

    def forget(self, person):
        """Cut what still leads to the person. Only once nobody `needs` them."""


def holdings():
    """One of each class in OWN_DATA, in that order."""
    return [import_string(name)() for name in settings.OWN_DATA]


def sections(person):
    """All that is handed out, beginning with who the person is."""
    return [section for holding in reversed(holdings()) for section in holding.export(person)]


def withheld(person):
    return [thing for holding in holdings() for thing in holding.withheld(person)]


def places(person):
    return [place for holding in holdings() for place in holding.places(person)]


def place_of(person, pk):
    """One of the person's places, or None."""
    return next((place for place in places(person) if place.pk == pk), None)


def counts(person, place=None):
    """What would go, by kind, without what there is none of."""
    found = {}
    for holding in holdings():
        found |= {key: count for key, count in holding.counts(person, place).items() if count}
    return found


def kept(person, place=None):
    """The keys of what would stay."""
    return [key for holding in holdings() for key in holding.kept(person, place)]


def gone_in_words(counts):
    """The same in the reader's language: [(what, how many)]."""
    names = _of_all("goes")
    return [(names[key], count) for key, count in counts.items() if key in names]


def kept_in_words(keys):
    known = _of_all("stays")
    return [known[key] for key in keys if key in known]


def tables():
    return sorted({table for holding in holdings() for table in holding.tables})


def _of_all(name):
    found = {}
    for holding in holdings():
        found |= getattr(holding, name)
    return found


def without_names(words, aliases):
    """The person's own words with the names of others left out, and lines that quote somebody too."""
    if aliases:
        names = "|".join(map(re.escape, sorted(aliases, key=len, reverse=True)))
        words = re.sub(rf"\b(?:{names}){ENDING}\b", str(SOMEONE), words)
    return re.sub(r"(?m)^[ \t]*>.*(?:\n[ \t]*>.*)*", str(OTHERS), words)
