import uuid

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db.models import ProtectedError

from community.directory.models import Organization
from tests.cast import make_staff
from tests.community.directory.entries import make_organization, make_service

pytestmark = pytest.mark.django_db


def test_the_public_sees_organisations_that_have_something_to_offer():
    offering = make_service().organization
    make_service(organization=make_organization("Was"), status="defunct")
    make_organization("Nothing yet")

    assert list(Organization.objects.visible_to(AnonymousUser())) == [offering]


def test_editors_see_all_organisations():
    make_organization("Nothing yet")

    assert Organization.objects.visible_to(make_staff("coordinator")).count() == 1


def test_an_organisation_may_belong_to_one_that_is_not_here():
    elsewhere = uuid.uuid4()

    child = make_organization(parent_organization_id=elsewhere)

    child.refresh_from_db()
    assert child.parent_organization_id == elsewhere


def test_an_organisation_stays_while_it_has_services():
    service = make_service()

    with pytest.raises(ProtectedError):
        service.organization.delete()
