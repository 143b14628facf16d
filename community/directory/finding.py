"""Finds services: by words, place, language, age, kind, price, way in, and what is open now. Asks the listings only."""

import math
from dataclasses import dataclass, field, replace
from zoneinfo import ZoneInfo

from django.db.models import Case, Count, Exists, F, FloatField, IntegerField, OuterRef, Q, Value, When
from django.db.models.functions import Substr
from django.db.models.lookups import Exact
from django.utils import timezone

from community.directory.areas import is_for
from community.directory.asking import with_words
from community.directory.models import ListedPlace, Listing
from community.directory.places import KM_PER_DEGREE, Place
from community.directory.told import told_timetables

BY_PHONE_KM = 30  # where what has no place stands among what has one
NEARER, EVERYWHERE = (20, 100), math.inf  # kilometres looked around first
FEW = 600  # services that are read at once, whatever their distance
# Whose age is asked for, and the ages that say nothing about them.
OTHERS = {"child": ("parent",), "parent": ("child",)}
MOST_ASKED = 300  # services whose hours are looked at, one by one


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
    listings, meant = _fitting(wish, now)
    here = listings.filter(is_for(wish.place)) if wish.place else listings
    total, everywhere = _counted(listings, wish.place)
    elsewhere, hits = everywhere - total, []
    if wish.open_now and total:
        hits = _open(_nearest(here, wish, MOST_ASKED, now, total), now)
        total, hits = len(hits), hits[first : first + count]
    elif total and count:
        hits = _nearest(here, wish, first + count, now, total)[first:]
    return Found(total, hits, elsewhere, meant)


def elsewhere(wish: Wish, *, most, now=None):
    """Ids of services that would fit, but are for people of other places; at most so many."""
    listings, _meant = _fitting(wish, now or timezone.now())
    here = listings.filter(is_for(wish.place))
    others = listings.exclude(pk__in=here.order_by().values("pk"))
    return list(others.values_list("service", flat=True)[:most])


def counts_without(wish: Wish):
    """How many there would be without each thing asked for, those that help, the most first."""
    found = ((name, _total(wish.without(name))) for name in wish.narrowing)
    return sorted(((name, total) for name, total in found if total), key=lambda pair: -pair[1])


def _total(wish):
    if wish.open_now:
        return find(wish, count=0).total
    listings, _meant = _fitting(wish, timezone.now())
    return (listings.filter(is_for(wish.place)) if wish.place else listings).count()


def _counted(listings, place):
    """How many are for that place, and how many there are; all of them where none is asked for."""
    if place is None:
        return (listings.count(),) * 2
    return tuple(listings.aggregate(here=Count("pk", filter=is_for(place)), all=Count("pk")).values())


# --- What fits --------------------------------------------------------------------
def _fitting(wish, now):
    listings = Listing.objects.filter(is_active__in=[True])  # so SQLite looks into its index
    meant = ()
    if wish.words.strip():
        has_words, meant = with_words(wish.words, wish.any_word)
        listings = listings.filter(has_words)
    for name in ("languages", "terms"):
        if chosen := getattr(wish, name):
            listings = listings.filter(_one_of(name, chosen))
    listings = listings.filter(_of_age(wish))
    if wish.free:
        listings = listings.filter(is_free=True)
    if wish.without_referral:
        listings = listings.filter(referral_needed=False)
    if wish.online:
        listings = listings.filter(is_online=True)
    if wish.on_site:
        listings = listings.filter(
            Exists(ListedPlace.objects.filter(listing=OuterRef("pk"), latitude__isnull=False))
        )
    if wish.accessible:
        listings = listings.filter(is_accessible=True)
    if wish.open_now:
        listings = listings.filter(_may_be_open(now))
    return listings, meant


def _one_of(name, chosen):
    found = Q()
    for code in chosen:
        found |= Q(**{f"{name}__contains": f"|{code}|"})
    return found


def _of_age(wish):
    """Ages are of a child where a child is not born yet; services without ages fit everybody."""
    if wish.pregnancy_week is not None:
        return Q(from_pregnancy_week__isnull=False) | Q(minimum_age__isnull=True, below_age__isnull=True)
    if wish.age is None:
        return Q()
    old_enough = Q(minimum_age__isnull=True) | Q(minimum_age__lte=wish.age)
    fits = old_enough & (Q(below_age__isnull=True) | Q(below_age__gt=wish.age))
    return fits | Q(age_subject__in=OTHERS.get(wish.whose, ()))


def _may_be_open(now):
    found = Q()
    for zone in _zones():
        local = now.astimezone(ZoneInfo(zone))
        hour = Substr("hours", 24 * local.weekday() + local.hour + 1, 1)
        found |= Q(zone=zone) & Q(Exact(hour, Value("1")))
    return found or Q(pk=None)


def _zones():
    return Listing.objects.exclude(zone="").order_by().values_list("zone", flat=True).distinct()


# --- In which order ---------------------------------------------------------------
def _nearest(listings, wish, most, now, total):
    """At most so many hits in order. Looks around in growing circles, so that few places are measured."""
    today = timezone.localdate(now)
    few = list(_in_order(listings, wish, today)) if total <= FEW else None
    for km in (*(NEARER if wish.place else ()), EVERYWHERE, None):
        if few is None:
            rows = _in_order(listings, wish, today, km)[: 3 * most]
        else:
            rows = [row for row in few if _is_within(row, wish.place, km)][: 3 * most]
        hits = _hits(rows, wish)
        if len(hits) >= most:
            break
    return hits[:most]


def _in_order(listings, wish, today, km=None):
    """A row for each of their places, the first that is to be shown first; within `km`, fresh ones alone."""
    stale = Case(When(fresh_until__gte=today, then=0), default=1, output_field=IntegerField())
    around = _within(wish.place, km, today)
    rows = listings.filter(around, places__isnull=False).annotate(stale=stale, far=_far(wish.place))
    first = (["stale"] if km is None else []) + _made_for(wish) + (["far"] if wish.place else [])
    told = ("service", "places__name", "places__latitude", "places__longitude", "stale", "far")
    return rows.order_by(*first, "name", "places__pk").values_list(*told, named=True)


def _hits(rows, wish):
    """The nearest place of each service. Some services have several: so more rows are read than are asked for."""
    hits = {}
    for row in rows:
        if row.service not in hits:
            is_far = wish.place is not None and row.places__latitude is not None
            km = math.sqrt(row.far) if is_far else None
            hits[row.service] = Hit(row.service, km, row.places__name)
    return list(hits.values())


def _made_for(wish):
    """Puts first what is made for the age or the week that is asked for; nothing where none is."""
    if wish.pregnancy_week is not None:
        told = Q(from_pregnancy_week__isnull=False)
    elif wish.age is not None:
        told = Q(minimum_age__isnull=False) | Q(below_age__isnull=False)
    else:
        return []
    return [Case(When(told, then=0), default=1, output_field=IntegerField())]


def _far(place):
    """The square of the distance in kilometres, on a map that is flat around the place."""
    if place is None:
        return Value(0.0, output_field=FloatField())
    east = KM_PER_DEGREE * math.cos(math.radians(place.latitude))
    north = (F("places__latitude") - place.latitude) * KM_PER_DEGREE
    along = (F("places__longitude") - place.longitude) * east
    square = north * north + along * along
    return Case(
        When(places__latitude=None, then=Value(float(BY_PHONE_KM**2))),
        default=square,
        output_field=FloatField(),
    )


def _within(place, km, today):
    """What is fresh in a box around, and what has no place as soon as that belongs in it; without `km`, everything."""
    if km is None:
        return Q()
    if km == EVERYWHERE:
        return Q(fresh_until__gte=today)
    south, north, west, east = _box(place, km)
    box = Q(places__latitude__range=(south, north), places__longitude__range=(west, east))
    return Q(box | Q(places__latitude=None) if km >= BY_PHONE_KM else box, fresh_until__gte=today)


def _is_within(row, place, km):
    """The same of a row that is here."""
    if km is None or row.stale or km == EVERYWHERE:
        return km is None or not row.stale
    if row.places__latitude is None:
        return km >= BY_PHONE_KM
    south, north, west, east = _box(place, km)
    return south <= row.places__latitude <= north and west <= row.places__longitude <= east


def _box(place, km):
    north, east = km / KM_PER_DEGREE, km / (KM_PER_DEGREE * math.cos(math.radians(place.latitude)))
    return place.latitude - north, place.latitude + north, place.longitude - east, place.longitude + east


def _open(hits, now):
    """Those whose hours say that they are open at that moment."""
    told = told_timetables([hit.service_id for hit in hits])
    return [hit for hit in hits if any(each.is_open_at(now) for each in told[hit.service_id])]
