"""Which entries fit what was asked. Everybody sees what somebody without an account sees."""

import math

from django.contrib.auth.models import AnonymousUser
from django.db.models import F, FloatField, Q
from django.db.models.functions import Cast
from django.http import Http404
from django.utils.translation import gettext as _

from community.directory import places
from community.directory.areas import is_for
from community.directory.asking import with_words
from community.directory.models import (
    Attribute,
    Listing,
    Organization,
    Service,
    ServiceAtLocation,
    Taxonomy,
    TaxonomyTerm,
)
from community.directory.places import KM_PER_DEGREE

EVERYBODY = AnonymousUser()


class UnclearError(Exception):
    """The parameters do not fit together; says why."""


def services(asked):
    found = Service.objects.visible_to(EVERYBODY)
    if asked.search:
        has_words, _meant = with_words(asked.search)
        found = found.filter(pk__in=Listing.objects.filter(has_words).values("service"))
    for attributes in _given(asked):
        found = found.filter(pk__in=attributes.filter(link_entity="service").values("link_id"))
    if asked.organization_id:
        found = found.filter(organization=asked.organization_id)
    if asked.modified_after:
        found = found.filter(last_modified__gte=asked.modified_after)
    return found


def services_at_locations(asked):
    found = ServiceAtLocation.objects.filter(service__in=services(asked))
    if asked.proximity and not asked.postcode:
        raise UnclearError(_("“proximity” is counted from “postcode”, which is missing."))
    if asked.postcode:
        if (place := places.find(asked.postcode)) is None:
            raise Http404(_("We do not know this postcode."))
        found = found.filter(service__in=Listing.objects.filter(is_for(place)).values("service"))
        if asked.proximity:
            found = _within(found, place, asked.proximity / 1000)
    return found


def organizations(asked):
    found = _named(Organization.objects.visible_to(EVERYBODY), asked, "name", "alternate_name", "description")
    for attributes in _given(asked):
        own = attributes.filter(link_entity="organization").values("link_id")
        its = attributes.filter(link_entity="service").values("link_id")
        provides = Service.objects.visible_to(EVERYBODY).filter(pk__in=its).values("organization")
        found = found.filter(Q(pk__in=own) | Q(pk__in=provides))
    return found


def taxonomies(asked):
    return _named(Taxonomy.objects.visible_to(EVERYBODY), asked, "name", "description")


def taxonomy_terms(asked):
    found = _named(TaxonomyTerm.objects.visible_to(EVERYBODY), asked, "name", "description", "code")
    if asked.taxonomy_id:
        found = found.filter(taxonomy_detail=asked.taxonomy_id)
    if asked.parent_id:
        found = found.filter(parent=asked.parent_id)
    return found.filter(parent=None) if asked.top_only else found


def _given(asked):
    """The attributes that give the terms asked for; one queryset for each of the two ways to ask."""
    if asked.taxonomy_term_id:
        yield Attribute.objects.filter(taxonomy_term=asked.taxonomy_term_id)
    if asked.taxonomy_id:
        yield Attribute.objects.filter(taxonomy_term__taxonomy_detail=asked.taxonomy_id)


def _named(found, asked, *fields):
    """With every word asked for in one of these fields, in the language the entry was written in."""
    for word in asked.search.split()[:20]:
        somewhere = Q()
        for field in fields:
            somewhere |= Q(**{f"{field}__icontains": word})
        found = found.filter(somewhere)
    return found


def _within(found, place, km):
    """Places at most so far away, on a map that is flat around the middle."""
    east = KM_PER_DEGREE * math.cos(math.radians(place.latitude))
    north = (Cast(F("location__latitude"), FloatField()) - place.latitude) * KM_PER_DEGREE
    along = (Cast(F("location__longitude"), FloatField()) - place.longitude) * east
    return found.annotate(square=north * north + along * along).filter(square__lte=km * km)
