"""What entries tell of some services: plain rows, in a fixed number of queries whatever the number of services."""

from collections import defaultdict

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
        known = Service.objects.filter(pk__in=ids).order_by()
        self.services = list(known.values_list(*OF_SERVICE, named=True))
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
        providers = Organization.objects.filter(pk__in={service.organization_id for service in self.services})
        rows = providers.values_list(*OF_ORGANIZATION, named=True)
        self.organizations = {row.id: row for row in rows}

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
        found = Location.objects.filter(pk__in=places).values_list(*OF_LOCATION, named=True)
        self.locations = {place.id: place for place in found}
        self.addresses = _by("location_id", Address, places, "city", "country")
        accessible = Accessibility.objects.filter(location__in=places)
        self.accessible = set(accessible.order_by().values_list("location_id", flat=True))
        self.areas = _by("service_id", ServiceArea, ids, "name", "translations")
        tied = Attribute.objects.filter(link_entity="service", link_id__in=ids).order_by()
        self.terms = defaultdict(list)
        for link_id, term in _with_those_above(tied.values_list("link_id", "taxonomy_term_id")):
            self.terms[link_id].append(term)


def _by(key, model, ids, *columns):
    """{id of whose they are: rows in order}."""
    found = defaultdict(list)
    rows = model.objects.filter(**{f"{key}__in": ids}).order_by(*model._meta.ordering)
    for row in rows.values_list(key, *columns, named=True):
        found[row[0]].append(row)
    return found


def _with_those_above(ties):
    """(id of a service, term) for each term it has, and for each above one."""
    ties = list(ties)
    terms = TaxonomyTerm.objects.select_related("parent__parent").in_bulk(
        {term for _link, term in ties if term}
    )
    for link_id, ident in ties:
        term = terms.get(ident)
        while term is not None:
            yield link_id, term
            term = term.parent
