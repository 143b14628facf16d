from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from community.audit.models import Entry
from community.directory.actions import exchange
from community.directory.actions.exchange import take_in
from community.directory.exchange.parting import Item
from community.directory.models import Attribute, Listing, Phone, Service
from tests.community.directory.entries import make_service

pytestmark = pytest.mark.django_db
ONE = {
    "id": "0f1e2d3c-0000-4000-8000-000000000001",
    "name": "Group therapy",
    "status": "active",
    "last_modified": "2026-05-01T10:00:00Z",
    "organization": {
        "id": "0f1e2d3c-0000-4000-8000-000000000002",
        "name": "A town",
        "description": "A town.",
    },
    "phones": [{"id": "0f1e2d3c-0000-4000-8000-000000000003", "number": "09 310 5015"}],
}


def take(*services, **options):
    return take_in(items=[Item("service", service, "file.json", "") for service in services], **options)


def test_what_came_in_is_listed_and_written_down():
    take(ONE, source="hsds")

    assert Listing.objects.get().name == "group therapy"
    entry = Entry.objects.get(action="directory.imported")
    assert entry.facts == {"source": "hsds", "created": 1}


def test_what_a_file_does_not_name_stays():
    take(ONE)
    report = take({"id": ONE["id"], "name": "Therapy in a group", "status": "active"})

    assert report.counts == {("service", "updated"): 1}
    assert Service.objects.get().organization.name == "A town"
    assert Phone.objects.exists()
    assert Listing.objects.get().name == "therapy in a group"


def test_a_list_that_is_named_takes_away_what_is_not_in_it():
    take(ONE)
    report = take(ONE | {"phones": []})

    assert report.counts == {("service", "updated"): 1}
    assert not Phone.objects.exists()


def test_a_whole_file_empties_what_it_does_not_name():
    take(ONE)
    take({"id": ONE["id"], "name": "Group therapy", "status": "active"}, whole=True)

    assert not Phone.objects.exists()
    assert Service.objects.get().organization is None


def test_what_was_changed_here_later_is_left_as_it_is():
    take(ONE)
    Service.objects.update(last_modified=datetime(2026, 6, 1, tzinfo=UTC), name="Better words")

    report = take(ONE)

    assert report.counts == {("service", "unchanged"): 1}
    assert "changed here later" in str(report.notes[0])
    assert Service.objects.get().name == "Better words"


def test_a_phone_two_services_share_is_kept_for_each_and_told_with_its_own_id():
    other = ONE | {"id": "0f1e2d3c-0000-4000-8000-000000000009"}

    take(ONE, other)

    assert Phone.objects.count() == 2
    assert take(ONE, other).counts == {("service", "unchanged"): 2}
    assert take(other).counts == {("service", "unchanged"): 1}


def test_ids_that_are_no_uuids_become_the_same_one_every_time():
    named = ONE | {"id": "service-7", "phones": [{"id": "p 1", "number": "112"}]}

    take(named)

    assert take(named).counts == {("service", "unchanged"): 1}
    assert Service.objects.get().extra == {"id": "service-7"}


def test_an_organisation_that_is_only_pointed_to_must_be_there():
    report = take(ONE | {"organization": {"id": ONE["organization"]["id"]}})

    assert report.counts == {("service", "refused"): 1}
    assert "there is no organization" in report.problems[0].reason


def test_editors_kinds_of_help_outlive_an_import():
    service = make_service("Group therapy")
    mine = {"id": str(service.pk), "name": "Group therapy", "status": "active", "attributes": []}
    take(mine | {"attributes": [{"id": "0f1e2d3c-0000-4000-8000-00000000000a", "value": "theirs"}]})
    take(mine)

    assert not Attribute.objects.exists()


def test_a_place_that_comes_by_itself_lists_what_is_there_anew():
    place = {"id": "at home", "location_type": "physical", "latitude": 60.2, "longitude": 24.9}
    take(ONE | {"service_at_locations": [{"id": "tie", "location": place}]})
    address = {"id": "door", "address_1": "1 Street", "city": "Lahti", "country": "FI"}

    take_in(items=[Item("location", place | {"addresses": [address]}, "file.json", "")])
    assert Listing.objects.get().places.get().name == "Lahti"


def test_after_many_the_database_weighs_its_tables(monkeypatch):
    monkeypatch.setattr(exchange, "MANY", 1)

    with CaptureQueriesContext(connection) as asked:
        take(ONE)
        take(ONE)

    assert [query["sql"] for query in asked.captured_queries].count("ANALYZE") == 1
