"""Many at once come in as one by one would, and nothing comes in by half."""

import itertools
import json

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from bench.catalogue import catalogue
from community.directory.actions import exchange
from community.directory.actions.exchange import take_in
from community.directory.exchange import files, tables
from community.directory.exchange.parting import Item
from community.directory.exchange.shape import KINDS
from community.directory.models import ListedCard, ListedPlace, ListedWord, Listing, Phone, Service
from tests.community.directory.exchange.samples import HERE

pytestmark = pytest.mark.django_db
MANY = 40
FILES = (
    "3.0/organization_full.json",
    "3.1/service_full.json",
    "3.1/service_list.json",
    "uk/Default/organization_list.json",
    "uk/Warn/service_full.json",
    "uk/Fail/service_full.json",
)


def numbered(number):
    return f"0f1e2d3c-0000-4000-8000-{number:012}"


def service(number, **facts):
    return {"id": numbered(number), "name": f"Group {number}", "status": "active", **facts}


def items(*services):
    return [Item("service", one, "services.ndjson", f"line {at}") for at, one in enumerate(services, 1)]


def samples():
    """The standard's own, as objects and as tables, and services of everywhere."""
    yield from items(*catalogue(MANY))
    for name in FILES:
        yield from files.items_of(HERE / name)
    yield from tables.items_of(HERE / "3.0" / "csv", lambda problem: None)


def changed():
    """The same catalogue a day later: other names and offers, providers that moved, lists that lost something."""
    for at, one in enumerate(catalogue(MANY)):
        if at % 3 == 0:
            one |= {"name": f"New {at}", "schedules": [], "extra_word": at, "languages": one["languages"][:1]}
        if at % 5 == 0:
            one["organization"] = one["organization"] | {"name": f"Provider {at}"}
        if at % 7 == 0:
            one |= {"last_modified": "2020-01-01T00:00:00Z"}
        if at % 11 == 0:
            one |= {"status": "nobody knows"}
        yield one
        if at % 13 == 0:
            yield one | {"name": f"Twice {at}"}


def crossing():
    """What can stand in each other’s way: ids told twice, parts and places that several have, and what is wrong."""
    town = {"id": numbered(901), "name": "A town", "description": "A town."}
    phone = {"id": numbered(902), "number": "09 310 5015", "languages": [{"id": numbered(903), "code": "fi"}]}
    place = {"id": numbered(904), "location_type": "physical", "latitude": 60.2, "longitude": 24.9}
    tie = {"id": numbered(905), "location": place}
    yield service(1, organization=town, phones=[phone], service_at_locations=[tie])
    yield service(2, organization=town | {"name": "A city"}, phones=[phone], service_at_locations=[tie])
    yield service(3, organization={"id": numbered(901)}, phones=[{"id": numbered(906)}])
    yield service(1, organization=town, name="Told twice", phones=[])
    yield service(4, organization={"id": numbered(907)})
    yield service(5, phones=[phone, phone], contacts=[{"id": "c 1", "phones": [phone]}])
    yield service(2, minimum_age=70)
    yield service(6, minimum_age=9, maximum_age=3)
    yield service(7, service_at_locations=[{"id": "at 7", "location": {"id": numbered(904)}}])
    yield service(8, service_at_locations=[{"id": "at 8", "location": {"id": numbered(908)}}])
    yield {"id": numbered(9)}


def held():
    """All that the directory’s tables hold, without numbers that count as rows come."""
    found = {kind.name: list(kind.model.objects.order_by("pk").values()) for kind in KINDS.values()}
    for row in found["metadata"]:
        del row["written_at"]
    listed = {
        Listing: ("service_id", "id"),
        ListedPlace: ("listing__service_id", "id", "listing_id"),
        ListedCard: ("listing__service_id", "listing_id"),
        ListedWord: ("text", "id"),
    }
    for model, (key, *counted) in listed.items():
        names = {column.attname for column in model._meta.concrete_fields} - set(counted) | {key}
        rows = [json.dumps(row, default=str, sort_keys=True) for row in model.objects.values(*names)]
        found[model.__name__] = sorted(rows)
    return found


def brought(monkeypatch, at_once, *batches):
    """What the tables hold after these items and what was reported; then the tables are as before."""
    monkeypatch.setattr(exchange, "AT_ONCE", at_once)
    with transaction.atomic():
        reports = [take_in(items=batch) for batch in batches]
        found = held()
        transaction.set_rollback(True)
    return found, [
        (one.counts, list(map(str, one.problems)), list(map(str, one.notes)), set(one.unknown))
        for one in reports
    ]


@pytest.mark.parametrize(
    "files_in_turn",
    [
        [samples, samples],
        [samples, lambda: items(*changed())],
        [lambda: items(*crossing()), lambda: items(*crossing())],
    ],
    ids=["twice", "changed", "crossing"],
)
def test_many_at_once_come_in_as_one_by_one(monkeypatch, files_in_turn):
    alone = brought(monkeypatch, 1, *(one() for one in files_in_turn))

    for at_once in (500, 7):
        together = brought(monkeypatch, at_once, *(one() for one in files_in_turn))
        assert together[1] == alone[1]
        for name, rows in alone[0].items():
            assert together[0][name] == rows


def writing(queries):
    return [
        query["sql"]
        for query in queries
        if query["sql"].startswith(("INSERT", "UPDATE", "DELETE")) and "audit_" not in query["sql"]
    ]


def test_the_same_file_again_writes_nothing():
    many = [*items(*catalogue(MANY)), *files.items_of(HERE / "3.1/service_full.json")]
    take_in(items=many)

    with CaptureQueriesContext(connection) as asked:
        report = take_in(items=many)

    assert writing(asked.captured_queries) == []
    assert report.counts == {("service", "unchanged"): MANY + 1}


def test_a_bad_row_in_the_middle_is_told_and_its_neighbours_come_in():
    middle = service(2, phones=[{"id": numbered(12), "number": "112"}, {"id": numbered(13)}])

    report = take_in(items=items(service(1), middle, service(3)))

    assert [str(problem) for problem in report.problems] == [
        "services.ndjson, line 2/phones/1, number: it is needed and is missing"
    ]
    assert report.counts == {("service", "created"): 2, ("service", "refused"): 1}
    assert Listing.objects.count() == Service.objects.count() == 2
    assert not Phone.objects.exists()


@pytest.mark.parametrize("at", [0, 11, 29])
def test_of_many_only_the_one_that_the_database_does_not_take_is_refused(at):
    take_in(items=items(service(at, maximum_age=3)))
    many = [service(number, phones=[{"id": numbered(99), "number": "112"}]) for number in range(30)]
    many[at]["minimum_age"] = 9  # alone it is right, with what is here it is not

    report = take_in(items=items(*many))
    again = take_in(items=items(*many))

    (problem,) = report.problems
    assert (problem.file, problem.row) == ("services.ndjson", f"line {at + 1}")
    assert problem.reason.startswith("the database does not take it")
    assert report.counts == {("service", "created"): 29, ("service", "refused"): 1}
    assert again.counts == {("service", "unchanged"): 29, ("service", "refused"): 1}
    assert Phone.objects.count() == 29
    assert Phone.objects.filter(pk=numbered(99)).exists()
    assert not Phone.objects.filter(service=numbered(at)).exists()


def stopping(table, times):
    """Stops the process, as Ctrl-C does, at that write of a table."""
    count = itertools.count(1)

    def stop(execute, sql, params, many, context):
        if sql.startswith(f'INSERT INTO "{table}"') and next(count) == times:
            raise KeyboardInterrupt
        return execute(sql, params, many, context)

    return connection.execute_wrapper(stop)


@pytest.mark.parametrize(
    "table", ["directory_service", "directory_phone", "directory_listing", "directory_listedcard"]
)
def test_what_was_stopped_in_the_middle_holds_whole_batches_and_can_be_finished(monkeypatch, table):
    many = items(*catalogue(MANY))
    whole, _reports = brought(monkeypatch, 10, many)

    with pytest.raises(KeyboardInterrupt), stopping(table, times=4):
        take_in(items=many)
    come = Service.objects.count()
    listed = Listing.objects.exclude(card=None).exclude(places=None).distinct().count()
    take_in(items=many)

    assert come == listed == 30
    assert held() == whole
