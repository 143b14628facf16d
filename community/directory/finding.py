"""Finds services: by words, place, language, age, kind, price, way in, and what is open now. Asks the listings only."""

import math
from collections import defaultdict
from dataclasses import dataclass, field, replace
from functools import lru_cache
from zoneinfo import ZoneInfo

from django.db.models import Case, Count, Exists, F, FloatField, IntegerField, OuterRef, Q, Value, When
from django.db.models.functions import Substr
from django.db.models.lookups import Exact
from django.utils import timezone

from community.directory.asking import with_words
from community.directory.models import ListedPlace, Listing, Service
from community.directory.opening import is_open_at
from community.directory.places import KM_PER_DEGREE, Place, areas_of

BY_PHONE_KM = 30  # where what has no place stands among what has one
NEARER = (20, 100)  # kilometres looked around first
# Whose age is asked for, and the ages that say nothing about them.
OTHERS = {"child": ("parent",), "parent": ("child",)}
MOST_ASKED = 300  # services whose hours are looked at, one by one
ALIKE, MOST_ALIKE, SHORTEST_ALIKE = 78, 6, 4
# What the area of a service for a whole country is called.
WHOLE_COUNTRIES = {
    "FI": ("fi", "finland", "suomi"),
    "SE": ("se", "sweden", "sverige", "ruotsi"),
    "NO": ("no", "norway", "norge", "norja"),
    "GB": ("gb", "uk", "united kingdom", "england"),
}


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
    elsewhere = everywhere - total
    if wish.open_now:
        hits = _open(_nearest(here, wish, MOST_ASKED, now), now)
        total, hits = len(hits), hits[first : first + count]
    else:
        hits = _nearest(here, wish, first + count, now)[first:] if total and count else []
    return Found(total, hits, elsewhere, meant)


def elsewhere(wish: Wish, *, most, now=None):
    """Ids of services that would fit, but are for people of other places; at most so many."""
    listings, _meant = _fitting(wish, now or timezone.now())
    here = listings.filter(is_for(wish.place))
    others = listings.exclude(pk__in=here.order_by().values("pk"))
    return list(others.values_list("service", flat=True)[:most])


def counts_without(wish: Wish):
    """How many there would be without each thing asked for, those that help, the most first."""
    found = ((name, find(wish.without(name), count=0).total) for name in wish.narrowing)
    return sorted(((name, total) for name, total in found if total), key=lambda pair: -pair[1])


def _counted(listings, place):
    """How many are for that place, and how many there are; all of them where none is asked for."""
    if place is None:
        return (listings.count(),) * 2
    return tuple(listings.aggregate(here=Count("pk", filter=is_for(place)), all=Count("pk")).values())


# --- What fits --------------------------------------------------------------------
def _fitting(wish, now):
    listings = Listing.objects.filter(is_active=True)
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


def is_for(place):
    """What narrows listings to those for everywhere, its country, or its municipality, if we know which that is."""
    newest = Listing.objects.order_by("-pk").values_list("pk", "service_id").first()
    written = _areas_by_name(newest, timezone.now().replace(second=0, microsecond=0))
    names = {*areas_of(place), *WHOLE_COUNTRIES[place.country]}
    return Q(areas__in=sorted({"", *(areas for name in names for areas in written.get(name, ()))}))


@lru_cache(maxsize=1)
def _areas_by_name(_newest, _minute):
    """{folded name: the areas of listings that name it}. Read again when listings have come, and every minute."""
    found = defaultdict(list)
    for areas in Listing.objects.exclude(areas="").order_by().values_list("areas", flat=True).distinct():
        for name in areas.strip("|").split("|"):
            found[name].append(areas)
    return found


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
def _nearest(listings, wish, most, now):
    """At most so many hits in order. Looks around in growing circles, so that few places are measured."""
    today = timezone.localdate(now)
    for km in (*NEARER, None) if wish.place else (None,):
        around = listings.filter(places__isnull=False)
        if km is not None:
            around = listings.filter(_within(wish.place, km), fresh_until__gte=today, places__isnull=False)
        hits = _in_order(around, wish, most, today)
        if len(hits) >= most:
            break
    return hits[:most]


def _in_order(listings, wish, most, today):
    """The nearest place of each service. Some services have several: so more rows are read than are asked for."""
    stale = Case(When(fresh_until__gte=today, then=0), default=1, output_field=IntegerField())
    order = ("stale", *_made_for(wish), "far", "name", "places__pk")
    rows = listings.annotate(stale=stale, far=_far(wish.place)).order_by(*order)
    told = rows.values_list("service", "places__name", "places__latitude", "far")
    hits = {}
    for service_id, name, latitude, far in told[: 3 * most]:
        km = None if latitude is None or wish.place is None else math.sqrt(far)
        hits.setdefault(service_id, Hit(service_id, km, name))
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


def _within(place, km):
    """A box around, and what has no place as soon as that belongs in it."""
    north, east = km / KM_PER_DEGREE, km / (KM_PER_DEGREE * math.cos(math.radians(place.latitude)))
    box = Q(places__latitude__range=(place.latitude - north, place.latitude + north))
    box &= Q(places__longitude__range=(place.longitude - east, place.longitude + east))
    return box | Q(places__latitude=None) if km >= BY_PHONE_KM else box


def _open(hits, now):
    """Those whose hours say that they are open at that moment."""
    services = Service.objects.filter(pk__in=[hit.service_id for hit in hits]).only("pk")
    services = services.prefetch_related(
        "schedules", "service_at_locations__schedules", "service_at_locations__location__schedules"
    )
    are_open = {
        service.pk for service in services if any(is_open_at(each, now) for each in schedules_of(service))
    }
    return [hit for hit in hits if hit.service_id in are_open]


def schedules_of(service):
    """Its own hours, and those of each of its places."""
    own = list(service.schedules.all())
    if own:
        yield own
    for at in service.service_at_locations.all():
        yield list(at.schedules.all()) or list(at.location.schedules.all())
