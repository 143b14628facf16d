"""Finds services: by words, place, language, age, kind, price, way in, and what is open now.

Asks the index of listings in memory; the database only whether that is of now, and which listings have the words.
"""

import math
from dataclasses import dataclass, field, replace
from heapq import nsmallest
from itertools import chain, islice
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import timezone

from community.directory import index
from community.directory.areas import WHOLE_COUNTRIES, areas_for
from community.directory.asking import listings_with
from community.directory.index import bits_of, numbers_of
from community.directory.places import KM_PER_DEGREE, Place
from community.directory.told import told_timetables

BY_PHONE_KM = 30  # where what has no place stands among what has one
NEARER, EVERYWHERE = (20, 100), math.inf  # kilometres looked around first
# Whose age is asked for, and the ages that say nothing about them.
OTHERS = {"child": ("parent",), "parent": ("child",)}
MOST_ASKED = 300  # services whose hours are looked at, one by one
POINTS_EACH = 3  # some services have several: so more points are looked at than services are asked for


@dataclass(frozen=True)
class Wish:
    """What somebody looks for. Everything but the words narrows the list; what nobody told us does not.

    `any_word`: one of the words is enough.
    `age` in years of `whose` (child, parent, person; empty: anybody’s). `pregnancy_week`: a child not born yet.
    """

    words: str = ""
    any_word: bool = False
    place: Place | None = None
    languages: tuple[str, ...] = ()
    terms: tuple[str, ...] = ()
    whose: str = ""
    age: float | None = None
    pregnancy_week: int | None = None
    free: bool = False
    without_referral: bool = False
    online: bool = False
    on_site: bool = False
    accessible: bool = False
    open_now: bool = False

    def without(self, name):
        """The same without one of its parts."""
        return replace(self, **{name: Wish.__dataclass_fields__[name].default})

    @property
    def narrowing(self):
        """The names of the parts that narrow."""
        return [
            name
            for name in self.__dataclass_fields__
            if name not in ("whose", "any_word") and getattr(self, name) not in ("", None, (), False)
        ]


@dataclass(frozen=True)
class Hit:
    """One service in a list: its id, how far away (kilometres; None by telephone, on the web or unknown), and where."""

    service_id: object
    km: float | None
    place: str


@dataclass
class Found:
    """What was found. `elsewhere`: services for people of other places; `meant`: words read for misspelt ones."""

    total: int
    hits: list[Hit] = field(default_factory=list)
    elsewhere: int = 0
    meant: tuple[str, ...] = ()


def find(wish: Wish, *, first=0, count=20, now=None) -> Found:
    """The services that fit, checked ones before stale ones; among these the nearest first.

    Where an age or a week is asked for, what is made for it stands before what says nothing of ages.

    `open_now` looks at the nearest `MOST_ASKED` that may be open, one by one.
    """
    now = now or timezone.now()
    listings = index.current()
    fitting, meant = _fitting(listings, wish, now)
    here = fitting & _is_for(listings, wish.place)
    total, rows = here.bit_count(), []
    elsewhere = fitting.bit_count() - total
    if wish.open_now and total:
        found = _open(listings, _nearest(listings, here, wish, MOST_ASKED, now), now)
        total, rows = len(found), found[first : first + count]
    elif total and count:
        rows = _nearest(listings, here, wish, first + count, now)[first:]
    return Found(total, [_hit(listings, row, wish) for row in rows], elsewhere, meant)


def elsewhere(wish: Wish, *, most, now=None):
    """Ids of services that would fit, but are for people of other places; at most so many."""
    listings = index.current()
    fitting, _meant = _fitting(listings, wish, now or timezone.now())
    others = numbers_of(fitting & ~_is_for(listings, wish.place))
    return [listings.listed[number].service for number in others[:most]]


def counts_without(wish: Wish):
    """How many there would be without each thing asked for, those that help, the most first."""
    found = ((name, find(wish.without(name), count=0).total) for name in wish.narrowing)
    return sorted(((name, total) for name, total in found if total), key=lambda pair: -pair[1])


# --- What fits, as bits of the index -----------------------------------------------
def _fitting(listings, wish, now):
    found, meant = listings.active & _of_age(listings, wish), ()
    if wish.words.strip():
        keys, meant = listings_with(wish.words, wish.any_word)
        if keys is not None:
            numbers = map(listings.numbers.get, keys)
            found &= bits_of([number for number in numbers if number is not None])
    for fact, values in _asked(wish):
        found &= listings.having_any(fact, values)
    if wish.open_now:
        found &= _may_be_open(listings, now)
    return found, meant


def _asked(wish):
    """(fact, the values of which one is enough) for each thing that narrows by itself."""
    if wish.languages:
        yield "language", wish.languages
    if wish.terms:
        yield "term", wish.terms
    if wish.free:
        yield "is_free", (True,)
    if wish.without_referral:
        yield "referral_needed", (False,)
    if wish.online:
        yield "is_online", (True,)
    if wish.on_site:
        yield "has_place", (True,)
    if wish.accessible:
        yield "is_accessible", (True,)


def _of_age(listings, wish):
    """Ages are of a child where a child is not born yet; services without ages fit everybody."""
    if wish.pregnancy_week is not None:
        without_ages = [told for told in listings.values_of("ages") if told[1:] == (None, None)]
        return listings.having_any("opens_to_pregnancy", (True,)) | listings.having_any("ages", without_ages)
    if wish.age is None:
        return listings.active
    fitting = [told for told in listings.values_of("ages") if _is_of_age(*told, wish)]
    return listings.having_any("ages", fitting)


def _is_of_age(subject, minimum, below, wish):
    if subject in OTHERS.get(wish.whose, ()):
        return True
    return (minimum is None or minimum <= wish.age) and (below is None or below > wish.age)


def _may_be_open(listings, now):
    hours = []
    for zone in listings.values_of("zone"):
        local = now.astimezone(ZoneInfo(zone))
        hours.append((zone, 24 * local.weekday() + local.hour))
    return listings.having_any("open", hours)


def _is_for(listings, place):
    """Those for everywhere, its country, or its municipality; all of them without a place."""
    return listings.having_any("area", {"", *areas_for(place)}) if place else listings.active


def _made_for(listings, wish):
    """What is made for the age or the week that is asked for; None where none is."""
    if wish.pregnancy_week is not None:
        return listings.having_any("opens_to_pregnancy", (True,))
    if wish.age is None:
        return None
    return listings.having_any(
        "ages", [told for told in listings.values_of("ages") if told[1:] != (None, None)]
    )


def _abroad(listings):
    """What is for another country as a whole: without a place it stands after what is for this one."""
    names = (names for country, names in WHOLE_COUNTRIES.items() if country != settings.COUNTRY)
    return listings.having_any("area", set(chain.from_iterable(names)))


# --- In which order ---------------------------------------------------------------
def _nearest(listings, here, wish, most, now):
    """At most so many rows in order, one for each service. Looks around in growing circles: so few are measured."""
    today = timezone.localdate(now)
    days = [day for day in listings.values_of("fresh_until") if day is not None and day >= today]
    fresh, made = listings.having_any("fresh_until", days), _made_for(listings, wish)
    abroad = _abroad(listings) if wish.place is None else None
    for km in (*(NEARER if wish.place else ()), EVERYWHERE, None):
        box = _box(wish.place, km) if km in NEARER else None
        around = here & fresh & _within(listings, box)
        groups = [around] if km is not None else [here & fresh, here & ~fresh]
        if abroad is not None:
            groups = [part for group in groups for part in (group & ~abroad, group & abroad)]
        if made is not None:
            groups = [part for group in groups for part in (group & made, group & ~made)]
        rows = chain.from_iterable(
            _in_order(listings, group, wish.place, box, POINTS_EACH * most) for group in groups
        )
        nearest = {}
        for row in islice(rows, POINTS_EACH * most):
            nearest.setdefault(row[-1], row)
        if len(nearest) >= most:
            break
    return list(nearest.values())[:most]


def _in_order(listings, bits, place, box, most):
    """The first rows of these, by distance and name: (square of the distance, name, key, point, number)."""
    if place is not None:
        return nsmallest(most, _measured(listings, numbers_of(bits), place, box))
    numbers = listings.named(bits)
    return (
        (0.0, "", point.pk, point, number) for number in numbers for point in listings.listed[number].points
    )


def _measured(listings, numbers, place, box):
    """Rows of all points in the box, with the square of their distance on a map that is flat around the place."""
    south, north, west, east, by_phone = box or (-90, 90, -180, 180, True)
    along = KM_PER_DEGREE * math.cos(math.radians(place.latitude))
    for number in numbers:
        listed = listings.listed[number]
        for point in listed.points:
            if point.latitude is None:
                if by_phone:
                    yield BY_PHONE_KM**2, listed.name, point.pk, point, number
            elif south <= point.latitude <= north and west <= point.longitude <= east:
                up = (point.latitude - place.latitude) * KM_PER_DEGREE
                right = (point.longitude - place.longitude) * along
                yield up * up + right * right, listed.name, point.pk, point, number


def _within(listings, box):
    """Those that may have a point in the box; what has no place, as soon as that belongs in it."""
    if box is None:
        return listings.active
    south, north, west, east, by_phone = box
    high = listings.having_any("latitude", range(math.floor(south), math.floor(north) + 1))
    wide = listings.having_any("longitude", range(math.floor(west), math.floor(east) + 1))
    return high & wide | (listings.having_any("has_place", (False,)) if by_phone else 0)


def _box(place, km):
    """South, north, west, east, and whether what has no place counts as in it."""
    up, right = km / KM_PER_DEGREE, km / (KM_PER_DEGREE * math.cos(math.radians(place.latitude)))
    edges = place.latitude - up, place.latitude + up, place.longitude - right, place.longitude + right
    return *edges, km >= BY_PHONE_KM


def _hit(listings, row, wish):
    square, _name, _key, point, number = row
    is_far = wish.place is not None and point.latitude is not None
    return Hit(listings.listed[number].service, math.sqrt(square) if is_far else None, point.name)


def _open(listings, rows, now):
    """Those whose hours say that they are open at that moment. Many have the same: each is worked out once."""
    timetables = {row[-1]: listings.listed[row[-1]].timetables for row in rows}
    older = {number: listings.listed[number].service for number, told in timetables.items() if told is None}
    if older:  # listed by a version that knew no cards
        told = told_timetables(older.values())
        timetables |= {number: told.get(service, ()) for number, service in older.items()}
    lines = {each for told in timetables.values() for each in told}
    is_open = {each for each in lines if each.is_open_at(now)}
    return [row for row in rows if not is_open.isdisjoint(timetables[row[-1]])]
