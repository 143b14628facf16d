"""Makes what search asks from the entries of the directory."""

from collections import defaultdict

from django.db import transaction
from django.db.models import Prefetch, Q

from community.directory.crisis import CHECK_AGAIN_AFTER
from community.directory.models import Attribute, ListedPlace, ListedWord, Listing, Location, Service
from community.directory.opening import weekly
from community.directory.places import folded
from community.directory.words import STEMMERS, stems

AT_ONCE = 1000
READ = ("name", "alternate_name", "description", "eligibility_description", "application_process")
LONGEST_WORD = 60
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


@transaction.atomic
def relist(*, services):
    """Make the listings of these services (a queryset) anew, a thousand at a time; returns how many."""
    ids = list(services.values_list("pk", flat=True))
    for first in range(0, len(ids), AT_ONCE):
        _relist(ids[first : first + AT_ONCE])
    return len(ids)


def _relist(ids):
    services = list(_whole(Service.objects.filter(pk__in=ids)))
    terms = _terms(ids)
    Listing.objects.filter(service__in=ids).delete()
    listings = Listing.objects.bulk_create(_listing(service, terms[service.pk]) for service in services)
    places = [
        place
        for listing, service in zip(listings, services, strict=True)
        for place in _places(listing, service)
    ]
    ListedPlace.objects.bulk_create(places)
    words = {word for listing in listings for word in listing.words.split() if len(word) <= LONGEST_WORD}
    ListedWord.objects.bulk_create((ListedWord(text=word) for word in sorted(words)), ignore_conflicts=True)


def _whole(services):
    """With all that a listing is made from, in a fixed number of queries."""
    locations = Location.objects.prefetch_related("addresses", "accessibility", "schedules")
    return services.select_related("organization").prefetch_related(
        "schedules",
        "languages",
        "phones__languages",
        "service_areas",
        "cost_options",
        "service_at_locations__schedules",
        Prefetch("service_at_locations__location", locations),
    )


def _terms(ids):
    """The terms of each service, each with those above it."""
    found = defaultdict(dict)
    tied = Attribute.objects.filter(link_entity="service", link_id__in=ids).select_related(
        "taxonomy_term__parent__parent"
    )
    for attribute in tied:
        term = attribute.taxonomy_term
        while term is not None and term.pk not in found[attribute.link_id]:
            found[attribute.link_id][term.pk] = term
            term = term.parent
    return defaultdict(list, {pk: list(terms.values()) for pk, terms in found.items()})


def _listing(service, terms):
    points = [at.location for at in service.service_at_locations.all()]
    schedules = list(service.schedules.all()) or [
        schedule
        for at in service.service_at_locations.all()
        for schedule in (*at.schedules.all(), *at.location.schedules.all())
    ]
    zone, hours = weekly(schedules)
    spoken = {
        *service.languages.all(),
        *(one for phone in service.phones.all() for one in phone.languages.all()),
    }
    return Listing(
        service=service,
        is_active=service.status == Service.Status.ACTIVE,
        name=folded(service.name),
        words=" ".join(sorted(_words(service, terms))),
        areas=_between_bars(_areas(service)),
        languages=_between_bars({language.code.lower()[:2] for language in spoken if language.code}),
        terms=_between_bars({term.code or str(term.pk) for term in terms}),
        is_free=_is_free(service),
        referral_needed=service.referral_needed,
        is_online=service.online or any(point.location_type == "virtual" for point in points),
        is_accessible=True if any(point.accessibility.all() for point in points) else None,
        age_subject=service.age_subject,
        minimum_age=service.minimum_age,
        below_age=_below(service),
        from_pregnancy_week=service.from_pregnancy_week,
        hours=hours,
        zone=zone,
        fresh_until=_fresh_until(service),
    )


def _words(service, terms):
    """The stems of what it says in each of its languages, and of its kinds and its provider."""
    things = [(service, READ), *((term, ("name",)) for term in terms)]
    if service.organization:
        things.append((service.organization, ("name", "alternate_name")))
    found = set()
    for thing, fields in things:
        for field in fields:
            if words := getattr(thing, field, ""):
                found |= stems(words, thing.written_in or "en")
        for language in STEMMERS:
            said = thing.translations.get(language, {})
            for field in fields:
                if words := said.get(field):
                    found |= stems(words, language)
    return found


def _areas(service):
    """Folded names of where it is for, and codes of countries; none where it is for everybody."""
    names = set()
    for area in service.service_areas.all():
        said = {area.name, *(words.get("name", "") for words in area.translations.values())}
        names |= {folded(name) for name in said if name}
    return set() if names & EVERYWHERE else names


def _is_free(service):
    """Whether all of its prices are nothing; None where none is named."""
    amounts = [option.amount for option in service.cost_options.all() if option.amount is not None]
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


def _places(listing, service):
    """One for each place with coordinates; one without where there is none."""
    found = []
    for at in service.service_at_locations.all():
        point, address = at.location, next(iter(at.location.addresses.all()), None)
        if _is_on_earth(point):
            name, country = (address.city, address.country[:2].upper()) if address else (point.name, "")
            where = {"latitude": point.latitude, "longitude": point.longitude}
            found.append(ListedPlace(listing=listing, name=name, country=country, **where))
    return found or [ListedPlace(listing=listing)]


def _is_on_earth(point):
    """Whether it has coordinates there can be: others would break every search that measures how far it is."""
    known = None not in (point.latitude, point.longitude)
    return known and abs(point.latitude) <= 90 and abs(point.longitude) <= 180


def _between_bars(words):
    return f"|{'|'.join(sorted(words))}|" if words else ""
