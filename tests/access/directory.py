"""What the addresses of the directory need: a kind of help, a service of it, and somebody who found it wrong."""

from datetime import timedelta

from django.utils import timezone

from community.directory.actions.doubt import doubt
from community.directory.actions.listing import relist
from community.directory.actions.seeds import load_terms
from community.directory.models import Attribute, Service, TaxonomyTerm
from tests.community.directory.entries import make_location, make_phone, make_schedule, make_service, put


def things(_world):
    load_terms()
    term = TaxonomyTerm.objects.get(code="infants")
    service = make_service("Work with small children", written_in="en", description="Talks at home.")
    make_phone(service=service)
    make_schedule(service=service)
    at = put(service, make_location(latitude=60.18, longitude=24.95))
    Attribute.objects.create(link_id=service.pk, link_entity="service", taxonomy_term=term)
    relist(services=Service.objects.all())
    made = doubt(service=service, kind="hours", words="Closed on Mondays.")
    return {
        "service": (service.pk,),
        "in place": (at.pk,),
        "organisation": (service.organization_id,),
        "kinds": (term.taxonomy_detail_id,),
        "term": (term.pk,),
        "no entry": ("people",),
        "kind": (term.code,),
        "doubt": (made.pk,),
    }


def forms(_world):
    return {
        "directory:wrong": {"kind": "hours"},
        "directory:edit": {"language": "en", "name": "Work with small children", "status": "active"},
        "directory:assure": {"check_by": (timezone.localdate() + timedelta(days=90)).isoformat()},
    }
