from datetime import date

import pytest

from community.directory.models import Metadata
from tests.community.directory.entries import make_service

pytestmark = pytest.mark.django_db


def note(thing, field, **facts):
    return Metadata.objects.create(
        resource_id=thing.pk,
        resource_type=thing.entity,
        last_action_type="update",
        field_name=field,
        updated_by="coordinator",
        **facts,
    )


def test_the_newest_change_is_read_first():
    service = make_service()
    long_ago = note(service, "url", last_action_date=date(2020, 1, 1))
    first, second = note(service, "name"), note(service, "email")
    note(service.organization, "name")

    assert list(Metadata.objects.about(service)) == [second, first, long_ago]
    assert list(Metadata.objects.about()) == []
