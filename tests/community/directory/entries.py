"""Entries of a directory for tests: plain functions that make real, saved ones."""

import itertools
from datetime import time

from community.directory.models import (
    Location,
    Organization,
    Phone,
    Schedule,
    Service,
    ServiceAtLocation,
    Taxonomy,
    TaxonomyTerm,
)

numbers = itertools.count(1)


def make_organization(name="City of Helsinki", **fields):
    return Organization.objects.create(name=name, description="A city.", **fields)


def make_service(name=None, *, organization=None, **fields):
    """An active service of some organisation."""
    organization = organization or make_organization()
    return Service.objects.create(
        name=name or f"Service {next(numbers)}", organization=organization, **fields
    )


def make_location(name="Itäkatu 11", **fields):
    return Location.objects.create(name=name, **fields)


def put(service, location, **fields):
    """The service in that place."""
    return ServiceAtLocation.objects.create(service=service, location=location, **fields)


def make_phone(number="09 310 5015", **parents):
    return Phone.objects.create(number=number, **parents)


def hours(opens="09:00", closes="16:00", byday="MO,TU,WE,TH,FR", **fields):
    """Weekly hours in Helsinki, not saved: what is open asks no database."""
    facts = {"freq": "WEEKLY", "zone": "Europe/Helsinki"} | fields
    return Schedule(
        byday=byday,
        opens_at=opens and time.fromisoformat(opens),
        closes_at=closes and time.fromisoformat(closes),
        **facts,
    )


def make_schedule(*args, **fields):
    """The same, saved: on what is named, or on a service of its own."""
    if not {"service", "location", "service_at_location"} & set(fields):
        fields["service"] = make_service()
    schedule = hours(*args, **fields)
    schedule.save()
    return schedule


def make_term(name="Group therapy", *, code=None, **fields):
    taxonomy, _ = Taxonomy.objects.get_or_create(name="Kinds of help", description="For tests.")
    return TaxonomyTerm.objects.create(
        name=name, code=code or f"term-{next(numbers)}", taxonomy_detail=taxonomy, **fields
    )
