"""The standard's own samples come in and go out again."""

from pathlib import Path

import pytest

from bench.catalogue import catalogue
from community.directory.actions.exchange import take_in
from community.directory.exchange import files
from community.directory.exchange.parting import Item
from community.directory.models import Organization, Phone, Service, TaxonomyTerm
from tests.community.directory.exchange.samples import bring, bring_tables, faults, read, tell

pytestmark = pytest.mark.django_db
SERVICE = "ac148810-d857-441c-9679-408f346de14b"
SHARED = Path(__file__).resolve().parents[5] / "shared" / "hsds"


@pytest.mark.parametrize("version", ["3.0", "3.1"])
def test_the_official_service_comes_out_as_it_went_in(version):
    report = bring(f"{version}/service_full.json")

    told = tell("service", SERVICE)
    assert report.counts == {("service", "created"): 1}
    assert told == read(f"{version}/service_full.json")
    assert faults(told, version) == []


@pytest.mark.parametrize("version", ["3.0", "3.1"])
def test_the_official_organisation_comes_out_as_it_went_in(version):
    report = bring(f"{version}/organization_full.json")

    sample = read(f"{version}/organization_full.json")
    assert report.counts == {("organization", "created"): 1, ("service", "created"): 1}
    assert tell("organization", sample["id"], services=True) == sample


def test_the_same_file_twice_changes_nothing():
    bring("3.1/service_full.json")

    assert bring("3.1/service_full.json").counts == {("service", "unchanged"): 1}


def test_the_four_broken_keys_of_the_official_tables_are_told_one_by_one():
    report, broken = bring_tables("3.0/csv")

    assert [(key.file, key.row, key.field) for key in broken] == [
        ("contacts.csv", "row 2", "organization_id"),
        ("contacts.csv", "row 2", "service_at_location_id"),
        ("locations.csv", "row 2", "organization_id"),
        ("taxonomy_terms.csv", "row 2", "taxonomy_id"),
    ]
    assert broken[0].reason == "there is no organization ae67a707-5893-4225-b0b1-320ab9cb596b"
    assert report.counts["service", "refused"] == 1
    assert not Service.objects.exists()
    assert Organization.objects.get().name == "Example Organization Inc."


@pytest.mark.parametrize("level", ["Default", "Warn"])
def test_the_samples_of_the_united_kingdom_come_in(level):
    first = bring(f"uk/{level}/service_full.json")
    told = tell("service", SERVICE)
    others = bring(f"uk/{level}/organization_list.json")

    assert first.problems == others.problems == []
    assert told == read(f"uk/{level}/service_full.json")
    assert faults(told, "3.0") == []


def test_what_fails_is_told_with_file_place_field_and_reason():
    report = bring("uk/Fail/service_full.json")

    assert [(wrong.file, wrong.field) for wrong in report.problems] == [
        ("service_full.json", "url"),
        ("service_full.json", "email"),
    ]
    assert report.problems[1].reason == "this is not an e-mail address"
    assert report.counts == {("service", "refused"): 1}
    assert not Service.objects.exists()


def test_a_service_with_one_bad_part_is_not_taken_in_at_all():
    sample = read("3.1/service_full.json")
    sample["contacts"][0]["phones"][0].pop("number")

    report = take_in(items=[Item("service", sample, "services.json", "/7")])

    assert (
        str(report.problems[0])
        == "services.json, /7/contacts/0/phones/0, number: it is needed and is missing"
    )
    assert not Service.objects.exists()
    assert not Phone.objects.exists()
    assert not TaxonomyTerm.objects.exists()


def test_ours_keeps_what_the_standard_has_no_field_for():
    services = list(catalogue(60))
    take_in(items=[Item("service", service, "services.json", "") for service in services])

    told = [tell("service", service["id"]) for service in services]
    again = take_in(items=[Item("service", service, "export.json", "") for service in told])

    assert [fault for service in told for fault in faults(service)] == []
    assert again.counts == {("service", "unchanged"): 60}
    aged = next(service for service in told if service.get("age_subject") == "child")
    assert [one["link_type"] for one in aged["attributes"]] == ["service type", "eligibility"]
    assert "\n" in aged["eligibility_description"]
    hours = next(service for service in told if service.get("schedules"))["schedules"][0]
    assert hours["notes"] == f"Time zone: {hours['zone']}"


@pytest.mark.skipif(
    not SHARED.exists(), reason="NOT TESTED: ../shared/hsds with all official samples is not here"
)
@pytest.mark.parametrize(
    "name",
    [
        f"hsds-{version}/examples/{kind}_list.json"
        for version in ("3.0", "3.1")
        for kind in files.TELLING
        if kind != "location"
    ],
)
def test_every_official_list_comes_in(name):
    report = take_in(items=files.items_of(SHARED / name))

    assert report.problems == []
    assert report.total("created") == 1
