"""What is found, and in which order, compared with rows that are gone through one by one."""

import math
import random
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from community.directory import finding, index, places
from community.directory.areas import areas_for
from community.directory.finding import Hit, Wish
from community.directory.models import ListedCard, ListedPlace, ListedWord, Listing, Service
from community.directory.opening import weekly
from community.directory.timetable import Timetable
from tests.community.directory.entries import hours, make_organization

pytestmark = pytest.mark.django_db
MOMENTS = (
    datetime(2026, 11, 24, 8, 30, tzinfo=UTC),
    datetime(2026, 12, 6, 22, 30, tzinfo=UTC),  # a holiday in Finland, just over
    datetime(2026, 10, 25, 0, 30, tzinfo=UTC),  # an hour that comes twice
)
TODAY = MOMENTS[0].date()
WEEKS = (
    [hours()],
    [hours("20:00", "02:00", "TU,SA,SU")],
    [hours("00:00", "00:00", "MO,TU,WE,TH,FR,SA,SU", open_on_holidays=True)],
    [
        hours("08:00", "20:00", "TU", zone="Europe/London"),
        hours(None, None, is_exception=True, dtstart=TODAY),
    ],
    [hours("01:00", "04:00", "SU", zone="Europe/Oslo")],
    [],
)
TOWNS = ("Helsinki", "Espoo", "Tampere", "Oslo", "Leeds")


def make_listings(chance, many):
    """So many of all sorts, with names and points that are the same on some."""
    provider = make_organization()
    ListedWord.objects.bulk_create(ListedWord(text=word) for word in ("famili", "family"))
    for _each in range(many):
        service = Service.objects.create(name="A service", organization=provider)
        week = chance.choice(WEEKS)
        zone, marks = weekly(week)
        ages = chance.choice([(None, None), (None, None), (0, 7.0), (7, 18.0), (None, 3.0), (18, None)])
        listing = Listing.objects.create(
            service=service,
            is_active=chance.random() < 0.95,
            name=chance.choice("abcdefgh"),
            words=chance.choice(["", "famili family"]),
            areas=chance.choice(["", "", "|helsinki|", "|espoo|esbo|", "|fi|", "|oslo|tampere|", "|inari|"]),
            languages=chance.choice(["", "|fi|", "|fi|sv|", "|en|nb|"]),
            terms=chance.choice(["", "|group|", "|family|group|"]),
            is_free=chance.choice([None, True, False]),
            referral_needed=chance.choice([None, True, False]),
            is_online=chance.random() < 0.3,
            is_accessible=chance.choice([None, True]),
            age_subject=chance.choice(["", "child", "parent"]),
            minimum_age=ages[0],
            below_age=ages[1],
            from_pregnancy_week=chance.choice([None, None, 20]),
            hours=marks,
            zone=zone,
            fresh_until=chance.choice([None, *(TODAY + timedelta(days) for days in (-40, 0, 30, 30))]),
        )
        if chance.random() < 0.9:
            ListedCard.objects.create(listing=listing, facts="{}", hours=Timetable.of(week).text)
        for _point in range(chance.choice([1, 1, 1, 2, 6])):
            town = chance.choice([None, *map(places.find, TOWNS)])
            ListedPlace.objects.create(
                listing=listing,
                name=town.name if town else "",
                latitude=town and town.latitude + chance.choice([0, 0, 0.01, 0.2, 0.9]),
                longitude=town and town.longitude + chance.choice([0, 0.02, 0.3]),
            )


def make_wish(chance):
    asked = {
        "words": "family",
        "languages": chance.choice([("fi",), ("sv", "nb")]),
        "terms": ("group",),
        "whose": chance.choice(["child", "parent", "person"]),
        "age": chance.choice([0.5, 7.0, 17.0, 35.0]),
        "pregnancy_week": 18,
        "free": True,
        "without_referral": True,
        "online": True,
        "on_site": True,
        "accessible": True,
    }
    some = chance.sample(sorted(asked), chance.choice([0, 0, 1, 1, 2, 3]))
    place = chance.choice([None, *map(places.find, TOWNS)])
    return Wish(place=place, open_now=chance.random() < 0.3, **{name: asked[name] for name in some})


def plainly(wish, first, count, now):
    """How many are found, the hits, and how many are for people of other places."""
    fitting = [one for one in Listing.objects.filter(is_active=True) if fits(one, wish, now)]
    names = areas_for(wish.place) if wish.place else ()
    here = [one for one in fitting if not wish.place or not one.areas or names & set(one.areas.split("|"))]
    elsewhere = len(fitting) - len(here)
    if not wish.open_now:
        return len(here), hits_in_order(here, wish, first + count, now)[first:], elsewhere
    nearest = hits_in_order(here, wish, finding.MOST_ASKED, now)
    found = [hit for hit in nearest if is_open(hit.service_id, now)]
    return len(found), found[first : first + count], elsewhere


def fits(one, wish, now):
    narrow = [
        not wish.words or "family" in one.words,
        not wish.languages or any(f"|{code}|" in one.languages for code in wish.languages),
        not wish.terms or "|group|" in one.terms,
        not wish.free or one.is_free is True,
        not wish.without_referral or one.referral_needed is False,
        not wish.online or one.is_online,
        not wish.accessible or one.is_accessible is True,
        not wish.on_site or one.places.filter(latitude__isnull=False).exists(),
        not wish.open_now or may_be_open(one, now),
    ]
    return all(narrow) and is_of_age(one, wish)


def is_of_age(one, wish):
    if wish.pregnancy_week is not None:
        return one.from_pregnancy_week is not None or (one.minimum_age, one.below_age) == (None, None)
    if wish.age is None or one.age_subject in finding.OTHERS.get(wish.whose, ()):
        return True
    above = one.minimum_age is None or one.minimum_age <= wish.age
    return above and (one.below_age is None or one.below_age > wish.age)


def may_be_open(one, now):
    local = now.astimezone(ZoneInfo(one.zone)) if one.zone else None
    return local is not None and one.hours[24 * local.weekday() + local.hour] == "1"


def is_open(service, now):
    card = ListedCard.objects.filter(listing__service=service).first()
    return card is not None and bool(Timetable(card.hours).open_at(now).is_open)


def hits_in_order(here, wish, most, now):
    """Circle after circle, until there are enough: of all points in it, the first of each service."""
    today = now.astimezone(ZoneInfo("Europe/Helsinki")).date()
    for km in (20, 100, math.inf, None) if wish.place else (math.inf, None):
        lines = [
            (
                (
                    km is None and is_stale(one, today),
                    is_not_made_for(one, wish),
                    far(at, wish),
                    one.name,
                    at.pk,
                ),
                at,
            )
            for one in here
            if km is None or not is_stale(one, today)
            for at in one.places.all()
            if km in (None, math.inf) or is_around(at, wish.place, km)
        ]
        hits = {}
        for _key, at in sorted(lines, key=lambda line: line[0])[: 3 * most]:
            km_away = math.sqrt(far(at, wish)) if wish.place and at.latitude is not None else None
            hits.setdefault(at.listing_id, Hit(at.listing.service_id, km_away, at.name))
        if len(hits) >= most:
            break
    return list(hits.values())[:most]


def is_stale(one, today: date):
    return one.fresh_until is None or one.fresh_until < today


def is_not_made_for(one, wish):
    if wish.pregnancy_week is not None:
        return one.from_pregnancy_week is None
    return wish.age is not None and (one.minimum_age, one.below_age) == (None, None)


def far(at, wish):
    """The square of the kilometres; what has no place stands where thirty kilometres are."""
    if wish.place is None:
        return 0
    if at.latitude is None:
        return 900
    up = (at.latitude - wish.place.latitude) * 111.32
    right = (at.longitude - wish.place.longitude) * (111.32 * math.cos(math.radians(wish.place.latitude)))
    return up * up + right * right


def is_around(at, place, km):
    if at.latitude is None:
        return km >= 30
    wide = km / (111.32 * math.cos(math.radians(place.latitude)))
    high = abs(at.latitude - place.latitude) <= km / 111.32
    return high and abs(at.longitude - place.longitude) <= wide


@pytest.mark.parametrize("seed", range(4))
def test_it_is_found_as_if_each_row_were_looked_at(seed, monkeypatch):
    chance = random.Random(seed)
    monkeypatch.setattr(index, "READ_AT_ONCE", 30)
    monkeypatch.setattr(finding, "MOST_ASKED", 8)
    monkeypatch.setattr(finding, "told_timetables", lambda ids: {})
    make_listings(chance, 60)
    for _each in range(40):
        wish, first, count = make_wish(chance), chance.choice([0, 0, 2, 10]), chance.choice([3, 20])
        now = chance.choice(MOMENTS)

        found = finding.find(wish, first=first, count=count, now=now)

        assert (found.total, found.hits, found.elsewhere) == plainly(wish, first, count, now), wish
