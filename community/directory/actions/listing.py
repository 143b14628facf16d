"""Makes what search asks from the entries of the directory."""

import itertools
from functools import lru_cache

from django.db import connection, transaction
from django.db.models import Q

from community.directory.crisis import CHECK_AGAIN_AFTER
from community.directory.exchange.rows import insert, read
from community.directory.gathered import READ, GatheredForSearch
from community.directory.models import Attribute, ListedCard, ListedPlace, ListedWord, Listing, Service
from community.directory.opening import weekly
from community.directory.places import folded
from community.directory.told import card_of
from community.directory.words import STEMMERS, stems

AT_ONCE = 1000
LONGEST_WORD, LONGEST_NAME = 60, 200
FILLED = {"postgresql": 2100}  # signs from which it puts words apart from their row (migration 0008)
EVERYWHERE = {
    "country",
    "nationwide",
    "whole country",
    "valtakunnallinen",
    "koko maa",
    "hela landet",
    "hele landet",
}


def services_with(*, thing):
    """The services whose listings tell something of this entry."""
    ways = {
        "service": Q(pk=thing.pk),
        "organization": Q(organization=thing.pk),
        "location": Q(service_at_locations__location=thing.pk),
        "taxonomy_term": Q(pk__in=Attribute.objects.filter(taxonomy_term=thing.pk).values("link_id")),
    }
    way = ways.get(thing.entity) or Q(pk=getattr(thing, "service_id", None))
    return Service.objects.filter(way).distinct()


def relist(*, services):
    """Make the listings of these services (a queryset) anew, a thousand at a time; returns how many."""
    return relist_those(ids=[pk.hex for pk in services.values_list("pk", flat=True)])


@transaction.atomic(savepoint=False)  # within one, SQLite keeps every page as it was
def relist_those(*, ids):
    """The same for services known by their ids, as 32 hex digits; a service that is gone is not listed."""
    for first in range(0, len(ids), AT_ONCE):
        _relist(ids[first : first + AT_ONCE])
    return len(ids)


def list_without_card():
    """Make anew the listings that an older version made; returns how many."""
    return relist(services=Service.objects.filter(listing__isnull=False, listing__card=None))


def _relist(ids):
    told = GatheredForSearch(ids)
    around = _words_around(told)
    if listed := read(Listing, ("id",), ids, key="service_id"):
        Listing.objects.filter(pk__in=[pk for (pk,) in listed]).delete()
    listings = [_listing(service, told, around) for service in told.services]
    insert(Listing, listings)
    keys = dict(read(Listing, ("service_id", "id"), ids, key="service_id"))
    insert(ListedPlace, [place for service in told.services for place in _places(service, keys, told)])
    insert(
        ListedCard, [card_of(service, told) | {"listing_id": keys[service.id]} for service in told.services]
    )
    words = sorted(set().union(*(listing["words"].split() for listing in listings)))
    known = [{"text": word} for word in words if len(word) <= LONGEST_WORD]
    insert(ListedWord, known, " ON CONFLICT DO NOTHING")


def _words_around(told):
    """{id: stems} of what providers and kinds are found by: many services share them."""
    words = {one.id: _words(one, ("name", "alternate_name")) for one in told.organizations.values()}
    kinds = {term.pk: term for terms in told.terms.values() for term in terms}
    return words | {pk: _words(term, ("name",)) for pk, term in kinds.items()}


def _listing(service, told, around):
    points = told.points.get(service.id, ())
    places = [told.locations[point.location_id] for point in points]
    zone, hours = weekly(itertools.chain(*told.timetables(service)))
    terms = {term.pk: term.code or str(term.pk) for term in told.terms.get(service.id, ())}
    words = _words(service, READ).union(*(around[key] for key in (*terms, service.organization_id) if key))
    return {
        "service_id": service.id,
        "is_active": service.status == Service.Status.ACTIVE,
        "name": folded(service.name)[:LONGEST_NAME],
        "words": " ".join(sorted(words)).ljust(FILLED.get(connection.vendor, 0)),
        "areas": _between_bars(_areas(told.areas.get(service.id, ()))),
        "languages": _between_bars(_spoken(service, told)),
        "terms": _between_bars(terms.values()),
        "is_free": _is_free(told.prices.get(service.id, ())),
        "referral_needed": service.referral_needed,
        "is_online": service.online or any(place.location_type == "virtual" for place in places),
        "is_accessible": True if any(place.id in told.accessible for place in places) else None,
        "age_subject": service.age_subject,
        "minimum_age": service.minimum_age,
        "below_age": _below(service),
        "from_pregnancy_week": service.from_pregnancy_week,
        "hours": hours,
        "zone": zone,
        "fresh_until": _fresh_until(service),
    }


def _spoken(service, told):
    speakers = (service.id, *(phone.id for phone in told.phones.get(service.id, ())))
    spoken = (language.code for speaker in speakers for language in told.languages.get(speaker, ()))
    return {code.lower()[:2] for code in spoken if code}


def _words(thing, fields):
    """The stems of what an entry says in these fields in each of its languages."""
    own = filter(None, (getattr(thing, field) for field in fields))
    found = stems("\n".join(own), thing.written_in or "en")
    for language in STEMMERS.keys() & thing.translations.keys():
        said = thing.translations[language]
        found |= stems("\n".join(filter(None, map(said.get, fields))), language)
    return found


def _areas(areas):
    """Folded names of where it is for, and codes of countries; none where it is for everybody."""
    names = set()
    for area in areas:
        said = {area.name, *(words.get("name", "") for words in area.translations.values())}
        names |= {_folded(name) for name in said if name}
    return set() if names & EVERYWHERE else names


_folded = lru_cache(maxsize=10_000)(folded)  # the same few towns and countries come again and again


def _is_free(prices):
    """Whether all prices are nothing; None where none is named."""
    amounts = [price.amount for price in prices if price.amount is not None]
    return not any(amounts) if amounts else None


def _below(service):
    """The age from which it is too late. An age counts through its year, unless it ends on that birthday."""
    if service.maximum_age is None:
        return None
    return service.maximum_age if service.ends_on_birthday else int(service.maximum_age) + 1


def _fresh_until(service):
    """The last day on which it counts as checked."""
    if service.assured_date is None:
        return None
    last = service.assured_date + CHECK_AGAIN_AFTER
    return min(last, service.check_by) if service.check_by else last


def _places(service, keys, told):
    """One for each place with coordinates; one without where there is none."""
    found, nowhere = [], {"listing_id": keys[service.id], "name": "", "country": ""}
    for point in told.points.get(service.id, ()):
        place, address = (
            told.locations[point.location_id],
            next(iter(told.addresses.get(point.location_id, ())), None),
        )
        if _is_on_earth(place):
            name, country = (address.city, address.country[:2].upper()) if address else (place.name, "")
            where = {"latitude": place.latitude, "longitude": place.longitude}
            found.append(nowhere | {"name": name, "country": country} | where)
    return found or [nowhere | {"latitude": None, "longitude": None}]


def _is_on_earth(point):
    """Whether it has coordinates there can be: others would break every search that measures how far it is."""
    known = None not in (point.latitude, point.longitude)
    return known and abs(point.latitude) <= 90 and abs(point.longitude) <= 180


def _between_bars(words):
    return f"|{'|'.join(sorted(words))}|" if words else ""
