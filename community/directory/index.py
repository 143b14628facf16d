"""What search asks of listings, kept in memory: for each fact the listings that have it, a bit for every one.

A listing never changes: `actions.listing.relist` makes another. So one question tells whether any came or went, and
those alone are read. Every process has its own, some 73 MB with 30,000 services.
"""

import math
from collections import defaultdict, namedtuple
from functools import lru_cache
from itertools import compress
from sys import intern
from threading import Lock
from time import monotonic

from django.db.models import Count, Max, Sum

from community.directory.models import ListedPlace, Listing
from community.directory.timetable import Timetable

READ_AT_ONCE = 2000
CHECKED_EACH = 1  # seconds
WORN = 2  # read anew as soon as so many times as many have been as there are
COLUMNS = (
    *("pk", "service", "is_active", "name", "areas", "languages", "terms", "is_free", "referral_needed"),
    *("is_online", "is_accessible", "age_subject", "minimum_age", "below_age", "from_pregnancy_week"),
    *("hours", "zone", "fresh_until", "card__hours"),
)
ONE = ord("1")
MARKS = bytes.maketrans(b"01", b"\x00\x01")

# One listing. `timetables`: None where it has no card.
Listed = namedtuple("Listed", "service name points timetables")
Point = namedtuple("Point", "pk name latitude longitude")


class Index:
    """Listings by number (their place in `listed`), and `having`: {fact: {value: bits of those that have it}}.

    Numbers are not used again: only those in `active` are to be found. It may be read while a thread refreshes it.
    """

    def __init__(self):
        self.newest = self.state = None
        self.checked = -math.inf
        self.numbers, self.listed, self.in_order, self.by_name = {}, [], [], []
        self.active, self.having = 0, defaultdict(dict)

    def refresh(self, newest):
        """Take in what came, leave out what went."""
        state = Listing.objects.aggregate(Count("pk"), Sum("pk"))
        if state != self.state:
            self._follow(set(Listing.objects.order_by().values_list("pk", flat=True)))
        self.newest, self.state, self.checked = newest, state, monotonic()

    def _follow(self, there):
        """Be the index of the listings with these keys; as it was, should the database fail."""
        gone = {number for pk, number in self.numbers.items() if pk not in there}
        new, read = sorted(there - self.numbers.keys()), {}
        active = self.active & ~bits_of(gone)
        for first in range(0, len(new), READ_AT_ONCE):
            active |= self._read(set(new[first : first + READ_AT_ONCE]), read)
        order = [line for line in self.in_order if line[-1] not in gone]
        order += ((one.name, one.points[0].pk, at) for at in read.values() if (one := self.listed[at]).points)
        self.in_order = sorted(order)
        self.by_name = [number for *_name, number in self.in_order]
        self.numbers = {pk: number for pk, number in self.numbers.items() if pk in there} | read
        self.active = active

    def _read(self, keys, read):
        """Read these listings and give them numbers (in `read`); returns the bits of those that are active."""
        points, having, first = defaultdict(list), defaultdict(list), len(self.listed)
        known = ListedPlace.objects.filter(listing__gte=min(keys), listing__lte=max(keys)).order_by("pk")
        for listing, *told in known.values_list("listing", *Point._fields):
            points[listing].append(Point(*told)._replace(name=intern(told[1])))
        rows = Listing.objects.filter(pk__range=(min(keys), max(keys))).order_by("pk")
        for row in rows.values_list(*COLUMNS, named=True):
            if row.pk in keys:
                read[row.pk] = number = len(self.listed)
                one = Listed(row.service, row.name, tuple(points[row.pk]), _timetables(row.card__hours))
                self.listed.append(one)
                for told in {*_facts(row, one.points)}:
                    having[told].append(number - first)
        found = defaultdict(int)
        for (fact, value), numbers in having.items():
            bits = bits_of(numbers)
            for each in _open_hours(*value) if fact == "open" else (value,):
                found[fact, each] |= bits
        for (fact, value), bits in found.items():
            self.having[fact][value] = self.having[fact].get(value, 0) | bits << first
        return found["is_active", True] << first

    def having_any(self, fact, values):
        """The bits of those of which one of these values is told."""
        found = 0
        for value in values:
            found |= self.having[fact].get(value, 0)
        return found

    def values_of(self, fact):
        """All that is told of this fact, by whichever listing."""
        return list(self.having[fact])

    def named(self, bits):
        """The numbers whose bits are set, by name."""
        by_name = self.by_name
        marks = marks_of(bits).ljust(len(self.listed), b"\x00")
        return compress(by_name, map(marks.__getitem__, by_name))


def _timetables(hours):
    """Many services have the same hours: each is held once."""
    return None if hours is None else tuple(map(_timetable, hours.splitlines()))


_timetable = lru_cache(maxsize=10_000)(Timetable)


def _facts(row, points):
    yield "is_active", row.is_active
    for fact, told in (("area", row.areas), ("language", row.languages), ("term", row.terms)):
        yield from ((fact, intern(one)) for one in told.strip("|").split("|"))
    for fact in ("is_free", "referral_needed", "is_online", "is_accessible", "fresh_until"):
        yield fact, getattr(row, fact)
    yield "ages", (row.age_subject, row.minimum_age, row.below_age)
    yield "opens_to_pregnancy", row.from_pregnancy_week is not None
    if row.zone and row.hours:
        yield "open", (row.zone, row.hours)
        yield "zone", row.zone
    for point in points:
        yield "has_place", point.latitude is not None
        if point.latitude is not None:
            yield "latitude", math.floor(point.latitude)
            yield "longitude", math.floor(point.longitude)


def _open_hours(zone, hours):
    """(clock, hour of the week) for each hour in which it may be open."""
    return [(zone, hour) for hour, sign in enumerate(hours) if sign == "1"]


def bits_of(numbers):
    """A bit for each of these numbers."""
    signs = bytearray(b"0") * (max(numbers, default=0) + 1)
    for number in numbers:
        signs[-1 - number] = ONE
    return int(signs, 2)


def marks_of(bits):
    """A byte for each number, 1 where its bit is set."""
    return bin(bits)[:1:-1].encode().translate(MARKS)


def numbers_of(bits):
    """The numbers whose bits are set, in order."""
    marks = marks_of(bits)
    return list(compress(range(len(marks)), marks))


# --- The one of this process ---------------------------------------------------------
_index, _lock = Index(), Lock()


def current():
    """The index of what is listed now. Takes one question where nothing has changed.

    What is listed is known at once by its number; what went without being listed anew, within `CHECKED_EACH` seconds.
    """
    global _index
    newest = Listing.objects.aggregate(Max("pk"))["pk__max"]
    with _lock:
        if _index.newest != newest or monotonic() > _index.checked + CHECKED_EACH:
            if len(_index.listed) > WORN * max(len(_index.numbers), READ_AT_ONCE):
                _index = Index()
            _index.refresh(newest)
        return _index
