import uuid

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError

from community.directory.models import Attribute, TaxonomyTerm
from tests.community.directory.entries import make_organization, make_service, make_term

pytestmark = pytest.mark.django_db


def tag(thing, term):
    return Attribute.objects.create(link_id=thing.pk, link_entity=thing.entity, taxonomy_term=term)


def test_kinds_of_help_are_nobodys_secret():
    term = make_term()

    assert list(TaxonomyTerm.objects.visible_to(AnonymousUser())) == [term]


def test_attributes_are_found_by_what_they_are_about():
    one, other, term = make_service(), make_service(), make_term()
    here = [tag(one, term), tag(other, term)]
    tag(make_organization(), term)

    assert set(Attribute.objects.about(one, other)) == set(here)
    assert list(Attribute.objects.about()) == []


def test_a_code_stands_once_in_a_taxonomy():
    make_term(code="group")

    with pytest.raises(IntegrityError):
        make_term(code="group")


def test_a_term_may_stand_under_one_that_is_not_here():
    parent = uuid.uuid4()

    term = make_term(parent_id=parent)

    term.refresh_from_db()
    assert term.parent_id == parent
