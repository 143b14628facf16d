"""The addresses of the API, as the standard names them."""

from uuid import UUID

from django.conf import settings
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _
from ninja import Query
from ninja.errors import ValidationError

from community.directory.api import asked, document, fitting
from community.directory.api.door import refusal
from community.directory.api.fitting import EVERYBODY, UnclearError
from community.directory.api.telling import BRIEF, ORGANIZATION, as_json, listed, minimal, one
from community.directory.models import Organization, Service, ServiceAtLocation, Taxonomy, TaxonomyTerm

VERSION, PROFILE = "3.1", "https://docs.openreferral.org/"
api = document.Api(**document.description(), urls_namespace="hsds", docs_url=None)


# --- What is there ----------------------------------------------------------------
@api.get("/", url_name="about", summary="What this is", openapi_extra=document.of_root())
def about(request):
    url = settings.SITE_URL + reverse("hsds:openapi-json")
    return as_json({"version": VERSION, "profile": PROFILE, "openapi_url": url})


@api.get("/services", summary="Services", openapi_extra=document.of_list("service"))
def services(request, ask: Query[asked.Services]):
    if ask.minimal:
        return minimal(request, fitting.services(ask), ask)
    return listed(request, fitting.services(ask), "service", ask, **_how(ask))


@api.get("/services/{id}", summary="One service", openapi_extra=document.of_one("service"))
def service(request, id: UUID):  # noqa: A002 (the name in the standard's document)
    return one(Service.objects.visible_to(EVERYBODY), "service", id)


@api.get(
    "/service_at_locations",
    summary="Services in their places",
    openapi_extra=document.of_list("service_at_location"),
)
def service_at_locations(request, ask: Query[asked.ServicesAtLocations]):
    return listed(request, fitting.services_at_locations(ask), "service_at_location", ask, **_how(ask))


@api.get(
    "/service_at_locations/{id}",
    summary="One service in one place",
    openapi_extra=document.of_one("service_at_location"),
)
def service_at_location(request, id: UUID):  # noqa: A002
    return one(ServiceAtLocation.objects.visible_to(EVERYBODY), "service_at_location", id)


@api.get("/organizations", summary="Organisations", openapi_extra=document.of_list("organization"))
def organizations(request, ask: Query[asked.Organizations]):
    how = _how(ask)
    if ask.full or ask.full_service:
        how = {"services": True, "plain": () if ask.full_service else ORGANIZATION}
    return listed(request, fitting.organizations(ask), "organization", ask, **how)


@api.get("/organizations/{id}", summary="One organisation", openapi_extra=document.of_one("organization"))
def organization(request, id: UUID, ask: Query[asked.Organization]):  # noqa: A002
    found = Organization.objects.visible_to(EVERYBODY)
    return one(found, "organization", id, services=True, plain=() if ask.full_service else ORGANIZATION)


@api.get("/taxonomies", summary="Taxonomies", openapi_extra=document.of_list("taxonomy"))
def taxonomies(request, ask: Query[asked.Listed]):
    return listed(request, fitting.taxonomies(ask), "taxonomy", ask, plain=BRIEF)


@api.get("/taxonomies/{id}", summary="One taxonomy", openapi_extra=document.of_one("taxonomy"))
def taxonomy(request, id: UUID):  # noqa: A002
    return one(Taxonomy.objects.visible_to(EVERYBODY), "taxonomy", id)


@api.get("/taxonomy_terms", summary="Terms", openapi_extra=document.of_list("taxonomy_term"))
def taxonomy_terms(request, ask: Query[asked.Terms]):
    return listed(request, fitting.taxonomy_terms(ask), "taxonomy_term", ask, plain=BRIEF)


@api.get("/taxonomy_terms/{id}", summary="One term", openapi_extra=document.of_one("taxonomy_term"))
def taxonomy_term(request, id: UUID):  # noqa: A002
    return one(TaxonomyTerm.objects.visible_to(EVERYBODY), "taxonomy_term", id)


def _how(ask):
    return {} if ask.full else {"plain": BRIEF}


# --- A no, in one sentence ----------------------------------------------------------
WANTED = {
    "bool_parsing": lambda facts: _("true or false"),
    "int_parsing": lambda facts: _("a whole number"),
    "greater_than_equal": lambda facts: _("at least {number}").format(number=facts["ge"]),
    "less_than_equal": lambda facts: _("at most {number}").format(number=facts["le"]),
    "uuid_parsing": lambda facts: _("an id (a UUID)"),
    "datetime_parsing": lambda facts: _("a time such as 2026-01-31T12:00:00Z"),
    "literal_error": lambda facts: facts["expected"],
    "string_too_long": lambda facts: _("at most {number} signs").format(number=facts["max_length"]),
}


@api.exception_handler(ValidationError)
def unreadable(request, wrong):
    told = []
    for error in wrong.errors:
        say = WANTED.get(error["type"])
        wanted = say(error.get("ctx", {})) if say else error["msg"]
        told.append(_("“{name}” must be {wanted}.").format(name=error["loc"][-1], wanted=wanted))
    return refusal(" ".join(told), 422)


@api.exception_handler(UnclearError)
def unclear(request, wrong):
    return refusal(str(wrong), 400)


@api.exception_handler(Http404)
def missing(request, wrong):
    return refusal(str(wrong), 404)
