"""Groups as everyone may read about them, and as coordinators plan them."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from groups.models import PeerGroup
from tests import cast

pytestmark = pytest.mark.django_db
NEW = {
    "name": "Birch group",
    "for_whom": "Families with a baby",
    "about": "We meet in the morning.",
    "language": "en",
    "audience": "families",
    "shape": "slow_open",
    "first_on": "2026-12-01",
    "meets_at": "10:00",
    "minutes": "60",
    "every_weeks": "1",
    "capacity": "9",
    "staff_needed": "1",
}


def test_anyone_reads_about_groups_and_nobody_learns_who_is_in_them(client, group, member):
    pages = [client.get("/groups/"), client.get(f"/groups/{group.pk}/")]

    for page in pages:
        assert "Thursday group" in page.content.decode()
        assert member.alias not in page.content.decode()


def test_the_list_costs_the_same_for_one_group_and_for_three(client, group):
    def cost():
        with CaptureQueriesContext(connection) as queries:
            client.get("/groups/")
        return len(queries)

    client.get("/groups/")
    one = cost()
    cast.make_group(name="Second")
    cast.make_group(name="Third")

    assert one == cost() == 2


def test_a_coordinator_makes_a_group(client, coordinator):
    client.force_login(coordinator)

    answer = client.post("/groups/plan/", NEW)

    assert answer.status_code == 302
    group = PeerGroup.objects.get()
    assert group.name == "Birch group"
    assert group.meetings.count() > 0
    assert "Birch group" in client.get("/groups/plan/").content.decode()


def test_a_group_for_young_people_is_always_read_first(client, coordinator):
    client.force_login(coordinator)

    client.post("/groups/plan/", NEW | {"audience": "young"})

    assert PeerGroup.objects.get().is_read_first


def test_what_was_typed_stays_when_something_is_missing(client, coordinator):
    client.force_login(coordinator)

    page = client.post("/groups/plan/", NEW | {"first_on": ""}).content.decode()

    assert "We meet in the morning." in page
    assert not PeerGroup.objects.exists()
