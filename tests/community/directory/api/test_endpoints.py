"""What the API answers to what it is asked."""

from datetime import UTC, datetime

import pytest
from django.utils import timezone

from community.directory.actions.entry import assure
from community.directory.actions.listing import relist
from community.directory.models import Attribute, Metadata, Service
from tests import cast
from tests.community.directory.entries import (
    make_location,
    make_organization,
    make_phone,
    make_service,
    make_term,
    put,
)

pytestmark = pytest.mark.django_db
NOBODY = "00000000-0000-4000-8000-000000000000"


def listed(client, path="services", **asked):
    answer = client.get(f"/hsds/{path}", asked)
    assert answer.status_code == 200, answer.text
    return [item["id"] for item in answer.json()["contents"]]


def ids(*things):
    return sorted(str(thing.pk) for thing in things)


# --- What is there ----------------------------------------------------------------
def test_the_first_address_says_what_it_is(client, settings):
    settings.SITE_URL = "https://vierelle.example"

    assert client.get("/hsds/").json() == {
        "version": "3.1",
        "profile": "https://docs.openreferral.org/",
        "openapi_url": "https://vierelle.example/hsds/openapi.json",
    }


def test_a_page_has_the_names_of_the_standard(client):
    services = sorted([make_service() for _ in range(3)], key=lambda service: str(service.pk))

    page = client.get("/hsds/services?page=2&per_page=2").json()

    assert page.pop("contents")[0]["id"] == str(services[2].pk)
    assert page == {
        "total_items": 3,
        "total_pages": 2,
        "page_number": 2,
        "size": 1,
        "first_page": False,
        "last_page": True,
        "empty": False,
    }


def test_a_page_beyond_the_last_is_empty(client):
    make_service()

    page = client.get("/hsds/services?page=7").json()

    assert page["empty"]
    assert page["contents"] == []
    assert page["total_items"] == 1


def test_a_list_is_brief_and_full_is_whole(client):
    service = make_service()
    make_phone(service=service)

    brief = client.get("/hsds/services").json()["contents"][0]
    full = client.get("/hsds/services?full=true").json()["contents"][0]

    assert not [name for name, value in brief.items() if isinstance(value, list)]
    assert brief["organization"]["name"] == "City of Helsinki"
    assert full["phones"][0]["number"] == "09 310 5015"
    assert full == client.get(f"/hsds/services/{service.pk}").json()


def test_minimal_tells_ids_and_when_all_at_once(client):
    moment = datetime(2026, 1, 31, 12, tzinfo=UTC)
    for _ in range(60):
        make_service(last_modified=moment)

    page = client.get("/hsds/services?minimal=true").json()

    assert page["size"] == 60
    assert page["contents"][0].keys() == {"id", "modified_date"}
    assert page["contents"][0]["modified_date"] == "2026-01-31T12:00:00Z"
    assert client.get("/hsds/services?minimal=true&per_page=7").json()["size"] == 7


def test_lines_tell_everything_without_pages(client):
    services = [make_service() for _ in range(3)]

    answer = client.get("/hsds/services?format=ndjson&per_page=1")

    lines = b"".join(answer.streaming_content).decode().splitlines()
    assert answer["Content-Type"] == "application/x-ndjson"
    assert len(lines) == len(services)
    assert (
        b"".join(client.get("/hsds/services?format=ndjson&minimal=true").streaming_content).count(b"\n") == 3
    )


async def test_lines_are_sent_as_they_are_told_when_the_server_is_asynchronous(
    async_client, transactional_db
):
    answer = await async_client.get("/hsds/taxonomies?format=ndjson")

    assert answer.is_async
    assert [chunk async for chunk in answer] == []


# --- What narrows -----------------------------------------------------------------
def test_words_narrow(client):
    found = make_service("Group for parents", written_in="en")
    make_service("Swimming", written_in="en")
    relist(services=Service.objects.all())

    assert listed(client, search="parent") == ids(found)


def test_terms_and_taxonomies_narrow_together_with_the_organisation(client):
    term, other = make_term(), make_term("Family therapy")
    found, elsewhere = make_service(), make_service()
    for service in (found, elsewhere):
        Attribute.objects.create(link_id=service.pk, link_entity="service", taxonomy_term=term)
    make_service()
    taxonomy = term.taxonomy_detail_id

    assert listed(client, taxonomy_term_id=term.pk) == ids(found, elsewhere)
    assert listed(client, taxonomy_id=taxonomy) == ids(found, elsewhere)
    assert listed(client, taxonomy_term_id=other.pk) == []
    assert listed(client, taxonomy_id=taxonomy, organization_id=found.organization_id) == ids(found)
    assert listed(client, "organizations", taxonomy_term_id=term.pk) == ids(
        found.organization, elsewhere.organization
    )


def test_what_was_modified_at_that_moment_or_later(client):
    moment = datetime(2026, 1, 31, 12, tzinfo=UTC)
    found = make_service(last_modified=moment)
    make_service(last_modified=moment.replace(day=30))
    make_service()

    assert listed(client, modified_after="2026-01-31T12:00:00Z") == ids(found)
    assert listed(client, modified_after="2026-01-31T12:00:01") == []
    assert listed(client, modified_after="0001-01-01T00:00:00+14:00", organization_id=found.organization_id)


def test_places_near_a_postcode_and_services_for_who_lives_there(client):
    near = put(make_service(), make_location(latitude=60.17, longitude=24.94))
    far = put(make_service(), make_location(latitude=61.50, longitude=23.76))
    nowhere = put(make_service(), make_location())
    elsewhere = put(make_service(), make_location(latitude=60.17, longitude=24.94))
    elsewhere.service.service_areas.create(name="Tampere")
    relist(services=Service.objects.all())

    places = "service_at_locations"
    assert listed(client, places, postcode="00100") == ids(near, far, nowhere)
    assert listed(client, places, postcode="00100", proximity=20_000) == ids(near)
    assert listed(client, places, organization_id=far.service.organization_id) == ids(far)


def test_terms_by_what_they_stand_below(client):
    above = make_term()
    below = make_term("Group for parents", parent=above)

    assert listed(client, "taxonomy_terms", top_only="true") == ids(above)
    assert listed(client, "taxonomy_terms", parent_id=above.pk) == ids(below)
    assert listed(client, "taxonomy_terms", search="PARENTS", taxonomy_id=above.taxonomy_detail_id) == ids(
        below
    )
    assert listed(client, "taxonomies", search="kinds help") == ids(above.taxonomy_detail)


def test_an_organisation_tells_its_services_in_short_or_in_full(client):
    service = make_service()
    make_phone(service=service)
    path = f"organizations/{service.organization_id}"

    short = client.get(f"/hsds/{path}").json()["services"][0]
    full = client.get(f"/hsds/{path}?full_service=true").json()["services"][0]
    in_list = client.get("/hsds/organizations").json()["contents"][0]

    assert "phones" not in short
    assert full["phones"]
    assert "services" not in in_list
    assert client.get("/hsds/organizations?full=true").json()["contents"][0]["services"] == [short]
    assert client.get("/hsds/organizations?full_service=true").json()["contents"][0]["services"] == [full]


# --- What is not told -------------------------------------------------------------
def test_what_cannot_be_had_is_told_nowhere(client):
    organization = make_organization()
    make_service("Open", organization=organization)
    hidden = make_service("Hidden", organization=organization, status="inactive")
    at = put(hidden, make_location())
    alone = make_service("Hidden", status="defunct")

    for path in ("services", "service_at_locations", "organizations"):
        for how in ("full=true&full_service=true", "format=ndjson"):
            answer = client.get(f"/hsds/{path}?{how}")
            said = b"".join(answer.streaming_content) if answer.streaming else answer.content
            assert b"Hidden" not in said, path
    whole = client.get(f"/hsds/organizations/{organization.pk}?full_service=true").text
    assert "Hidden" not in whole
    for path in (
        f"services/{hidden.pk}",
        f"service_at_locations/{at.pk}",
        f"organizations/{alone.organization_id}",
    ):
        assert client.get(f"/hsds/{path}").status_code == 404


def test_neither_accounts_nor_history_are_told(client):
    service = make_service()
    assure(service=service, actor=cast.make_staff("coordinator", credential=False, display_name="Sari"))
    Metadata.objects.create(
        resource_id=service.pk,
        resource_type="service",
        last_action_type="update",
        field_name="alert",
        previous_value="Taken back",
        updated_by="coordinator",
    )

    told = client.get(f"/hsds/services/{service.pk}").json()

    assert told["assurer_name"] == "Vierelle"  # as on the card: the house, not the person
    assert told["assured_date"] == timezone.localdate().isoformat()
    assert not {"assured_by", "metadata"} & set(told)
    assert "Sari" not in str(told)


# --- A no, in one sentence ----------------------------------------------------------
@pytest.mark.parametrize(
    ("path", "status", "sentence"),
    [
        (f"services/{NOBODY}", 404, "Nothing here has this id."),
        ("services/7", 422, "“id” must be an id (a UUID)."),
        ("services?page=0", 422, "“page” must be at least 1."),
        ("services?per_page=101", 422, "“per_page” must be at most 100."),
        ("services?page=one", 422, "“page” must be a whole number."),
        ("services?full=yes", 422, "“full” must be true or false."),
        ("services?format=xml", 422, "“format” must be 'json' or 'ndjson'."),
        (
            "services?modified_after=lately",
            422,
            "“modified_after” must be a time such as 2026-01-31T12:00:00Z.",
        ),
        ("services?search=" + "a" * 201, 422, "“search” must be at most 200 signs."),
        (
            "service_at_locations?proximity=900",
            400,
            "“proximity” is counted from “postcode”, which is missing.",
        ),
        ("service_at_locations?postcode=nowhere", 404, "We do not know this postcode."),
        ("people", 404, "Nothing is at this address."),
    ],
)
def test_a_no_says_why(client, path, status, sentence):
    answer = client.get(f"/hsds/{path}")

    assert answer.status_code == status
    assert answer["Content-Type"] == "application/json"
    assert answer.json() == {"detail": sentence}


# --- Few questions to the database -------------------------------------------------
@pytest.mark.parametrize(
    ("path", "questions"),
    [
        ("services", 4),
        ("services?full=true", 42),
        ("service_at_locations", 6),
        ("service_at_locations?full=true", 41),
        ("organizations?full_service=true", 43),
    ],
)
@pytest.mark.parametrize("many", [1, 3, 100])
def test_as_few_questions_for_many_as_for_one(client, django_assert_num_queries, path, questions, many):
    for _ in range(many):
        service = make_service()
        make_phone(service=service)
        put(service, make_location(latitude=60.17, longitude=24.94))
        Attribute.objects.create(link_id=service.pk, link_entity="service")
    joined = "&" if "?" in path else "?"

    with django_assert_num_queries(questions):
        answer = client.get(f"/hsds/{path}{joined}per_page=100")

    assert answer.json()["size"] == many
