"""The kinds of help with their plain pages, and a few services to begin with, from the files in `data/`."""

import json
import uuid
from datetime import datetime, time
from pathlib import Path

from django.db import transaction

from community.audit.actions import record
from community.directory.actions.listing import relist
from community.directory.models import (
    Attribute,
    CostOption,
    Language,
    Organization,
    Phone,
    Schedule,
    Service,
    ServiceArea,
    Taxonomy,
    TaxonomyTerm,
)

DATA = Path(__file__).parent.parent / "data"
OURS = uuid.UUID(Taxonomy.OURS)
PARTS = {
    "languages": Language,
    "phones": Phone,
    "schedules": Schedule,
    "service_areas": ServiceArea,
    "cost_options": CostOption,
}
READ_AS = {
    "opens_at": time.fromisoformat,
    "closes_at": time.fromisoformat,
    "last_modified": datetime.fromisoformat,
}


@transaction.atomic
def load_seeds():
    """Put in what the files hold and the directory does not. What is there stays as it is; returns how many came.

    No service of the files says that somebody checked it: that is for an editor to say.
    """
    terms, services = load_terms(), _services()
    if services:
        relist(services=Service.objects.filter(listing=None))
        record(None, "directory.seeded", terms=terms, services=services)
    return terms + services


@transaction.atomic
def load_terms():
    """Put in the kinds of help that are missing. What is there stays as it is; returns how many came."""
    known = _read("kinds_of_help.json")
    taxonomy, _new = Taxonomy.objects.get_or_create(
        pk=OURS, defaults={"version": known["version"], **_told(known["words"])}
    )
    return sum(_term(facts, taxonomy, number) for number, facts in enumerate(known["terms"]))


def _term(facts, taxonomy, number):
    _entry, is_new = TaxonomyTerm.objects.get_or_create(
        pk=_id("term", facts["code"]),
        defaults={
            "code": facts["code"],
            "parent_id": facts["parent"] and _id("term", facts["parent"]),
            "taxonomy": taxonomy.name,
            "taxonomy_detail": taxonomy,
            "language": taxonomy.written_in,
            "references": facts["references"],
            "position": number,
            **_told(facts["words"]),
        },
    )
    return is_new


def _services():
    known = _read("services.json")
    for key, facts in known["organizations"].items():
        Organization.objects.get_or_create(pk=_id("organization", key), defaults=_fields(facts))
    return sum(_service(facts) for facts in known["services"])


def _service(facts):
    service, is_new = Service.objects.get_or_create(
        pk=_id("service", facts["key"]),
        defaults={
            "organization_id": _id("organization", facts["organization"]),
            **_fields(facts["facts"]),
            **_told(facts["words"]),
        },
    )
    if is_new:
        for name, model in PARTS.items():
            for number, part in enumerate(facts.get(name, [])):
                pk = _id(name, f"{facts['key']}/{number}")
                model.objects.create(pk=pk, service=service, position=number, **_fields(part))
        for code in facts["terms"]:
            Attribute.objects.create(
                pk=_id("attribute", f"{facts['key']}/{code}"),
                link_id=service.pk,
                link_entity=service.entity,
                link_type="service type",
                taxonomy_term_id=_id("term", code),
            )
    return is_new


def _fields(facts):
    plain = {
        name: READ_AS.get(name, lambda value: value)(value)
        for name, value in facts.items()
        if name != "words"
    }
    return plain | (_told(facts["words"]) if "words" in facts else {})


def _told(words):
    """English as the entry's own words, the other languages as translations."""
    others = {language: said for language, said in words.items() if language != "en"}
    return {**words["en"], "written_in": "en", "translations": others}


def _id(kind, key):
    """The same id every time and everywhere, so that the same seeds meet in an import."""
    return uuid.uuid5(OURS, f"{kind}/{key}")


def _read(name):
    return json.loads((DATA / name).read_text(encoding="utf-8"))
