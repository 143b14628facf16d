"""What entries tell of some services: plain rows, in a fixed number of queries whatever the number of services.

Ids are 32 hex digits here, as `exchange.rows` reads them.
"""

from collections import defaultdict, namedtuple
from functools import cache
from uuid import UUID

from community.directory.exchange.rows import read
from community.directory.models import (
    Accessibility,
    Address,
    Attribute,
    CostOption,
    Language,
    Location,
    Organization,
    Phone,
    Schedule,
    Service,
    ServiceArea,
    ServiceAtLocation,
    TaxonomyTerm,
)
from community.directory.timetable import FIELDS

READ = ("name", "alternate_name", "description", "eligibility_description", "application_process")
SAID = ("translations", "written_in")
OF_SERVICE = (
    *("id", "organization_id", "status", *SAID, *READ, "alert", "fees_description", "assurer_name"),
    *("referral_needed", "online", "age_subject", "minimum_age", "maximum_age", "ends_on_birthday"),
    *("from_pregnancy_week", "assured_date", "check_by"),
)
OF_ORGANIZATION = ("id", "name", "alternate_name", *SAID)
OF_SCHEDULE = (*FIELDS, "description", *SAID)
OF_LOCATION = ("id", "name", "location_type", "latitude", "longitude")
OF_LANGUAGE = ("code", "name", *SAID)
OF_PRICE = ("amount", "currency", "option", "amount_description", *SAID)


class Gathered:
    """Rows of the services with these ids, and of what hangs on them. Lists stand under the id of whose they are."""

    def __init__(self, ids):
        self.services = _rows(Service, OF_SERVICE, ids)
        self.points = _by("service_id", ServiceAtLocation, ids, "id", "location_id")
        ties = {point.id for points in self.points.values() for point in points}
        places = {point.location_id for points in self.points.values() for point in points}
        self.schedules = _by("service_id", Schedule, ids, *OF_SCHEDULE)
        self.schedules |= _by("service_at_location_id", Schedule, ties, *OF_SCHEDULE)
        self.schedules |= _by("location_id", Schedule, places, *OF_SCHEDULE)
        self.phones = _by("service_id", Phone, ids, "id", "number")
        phones = {phone.id for own in self.phones.values() for phone in own}
        self.languages = _by("service_id", Language, ids, *OF_LANGUAGE)
        self.languages |= _by("phone_id", Language, phones, *OF_LANGUAGE)
        self.prices = _by("service_id", CostOption, ids, *OF_PRICE)
        providers = {service.organization_id for service in self.services if service.organization_id}
        self.organizations = {row.id: row for row in _rows(Organization, OF_ORGANIZATION, providers)}

    def timetables(self, service):
        """Its own schedules, then those of each of its places; a place without any of its own has its location’s."""
        if own := self.schedules.get(service.id):
            yield own
        for point in self.points.get(service.id, ()):
            if there := self.schedules.get(point.id) or self.schedules.get(point.location_id):
                yield there


class GatheredForSearch(Gathered):
    """With where they are, for whom, and of what kind."""

    def __init__(self, ids):
        super().__init__(ids)
        places = {point.location_id for points in self.points.values() for point in points}
        self.locations = {place.id: place for place in _rows(Location, OF_LOCATION, places)}
        self.addresses = _by("location_id", Address, places, "city", "country")
        accessible = read(Accessibility, ("location_id",), places, key="location_id")
        self.accessible = {ident for (ident,) in accessible}
        self.areas = _by("service_id", ServiceArea, ids, "name", "translations")
        ties = read(Attribute, ("link_id", "taxonomy_term_id"), ids, key="link_id", link_entity="service")
        self.terms = defaultdict(list)
        for link_id, term in _with_those_above(ties):
            self.terms[link_id].append(term)


def _by(key, model, ids, *columns):
    """{id of whose they are: rows in order}."""
    found = defaultdict(list)
    for row in _rows(model, (key, *columns), ids, key=key, order=model._meta.ordering):
        found[row[0]].append(row)
    return found


def _rows(model, columns, ids, **how):
    return list(map(_shape(model, columns)._make, read(model, columns, ids, **how)))


@cache
def _shape(model, columns):
    return namedtuple(model.__name__, columns)


def _with_those_above(ties):
    """(id of a service, term) for each term it has, and for each above one."""
    terms = TaxonomyTerm.objects.select_related("parent__parent").in_bulk(
        {term for _link, term in ties if term}
    )
    for link_id, ident in ties:
        term = ident and terms.get(UUID(ident))
        while term is not None:
            yield link_id, term
            term = term.parent
