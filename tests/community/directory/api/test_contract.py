"""The API keeps what its own document promises and what the schemas of the standard ask."""

import json
from functools import cache

import pytest
import schemathesis
from django.core.cache import cache as counted
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from hypothesis import HealthCheck, settings
from jsonschema import Draft202012Validator
from schemathesis.checks import load_all_checks
from schemathesis.config import SchemathesisConfig

from community.directory.actions.seeds import load_seeds
from community.directory.api.endpoints import api
from community.directory.models import Organization, Service, ServiceAtLocation, Taxonomy, TaxonomyTerm
from tests.community.directory.entries import make_location, put
from tests.community.directory.exchange.samples import bring, read

pytestmark = pytest.mark.django_db
FILES = {
    "services": "service_list",
    "organizations": "organization_list",
    "service_at_locations": "service_at_location_list",
}
KINDS = {
    "services": ("service", Service),
    "organizations": ("organization", Organization),
    "service_at_locations": ("service_at_location", ServiceAtLocation),
    "taxonomies": ("taxonomy", Taxonomy),
    "taxonomy_terms": ("taxonomy_term", TaxonomyTerm),
}


# --- The schemas of the standard ----------------------------------------------------
@cache
def whole(kind):
    """The official schema of a whole object of that kind."""
    schema = read("3.1/service_with_definitions.json")
    if kind != "service":
        schema = {"definitions": schema["definitions"], "$ref": f"#/definitions/{kind}"}
    return _validator(schema)


@cache
def brief(path):
    """The official schema of one item of a list."""
    return _validator(read(f"3.1/{FILES[path]}.json")) if path in FILES else whole(KINDS[path][0])


def _validator(schema):
    return Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER)


def faults(validator, things):
    return [
        f"{thing['id']} {list(fault.absolute_path)}: {fault.message}"
        for thing in things
        for fault in validator.iter_errors(thing)
    ]


def lines(answer):
    return [json.loads(line) for line in b"".join(answer.streaming_content).splitlines()]


@pytest.fixture
def seeds(db):
    load_seeds()
    put(Service.objects.first(), make_location(latitude=60.17, longitude=24.94))


@pytest.fixture
def official(db):
    for version in ("3.0", "3.1"):
        bring(f"{version}/organization_full.json")
        bring(f"{version}/service_full.json")
    bring("uk/Default/service_full.json")


@pytest.mark.parametrize("source", ["seeds", "official"])
@pytest.mark.parametrize("path", KINDS)
def test_every_answer_is_as_the_schemas_of_the_standard_ask(client, request, source, path):
    request.getfixturevalue(source)
    kind, model = KINDS[path]

    page = client.get(f"/hsds/{path}?per_page=100").json()
    full = client.get(f"/hsds/{path}?per_page=100&full=true&full_service=true").json()
    stream = lines(client.get(f"/hsds/{path}?format=ndjson"))
    each = [client.get(f"/hsds/{path}/{item['id']}").json() for item in page["contents"]]

    assert page["total_items"] == model.objects.count() == len(stream) > 0
    assert faults(brief(path), page["contents"]) == []
    assert faults(brief(path), stream) == []
    assert faults(whole(kind), full["contents"]) == []
    assert faults(whole(kind), each) == []


# --- Its own document ----------------------------------------------------------------
DOCUMENT = json.loads(json.dumps(api.get_openapi_schema(path_prefix="/hsds/")))
load_all_checks()
# 400 is for parameters that each are as promised and do not fit together.
ACCEPTED = {"expected-statuses": ["2xx", 304, 400, 404]}
described = schemathesis.openapi.from_dict(
    DOCUMENT, config=SchemathesisConfig.from_dict({"checks": {"positive_data_acceptance": ACCEPTED}})
)
house = get_wsgi_application()
described.app = lambda environ, start: house(environ | {"REMOTE_ADDR": "192.0.2.7"}, start)


def test_the_document_is_the_one_that_is_served(client):
    served = client.get("/hsds/openapi.json")

    assert served.json() == DOCUMENT
    assert served.json()["openapi"].startswith("3.1")
    assert {path.removeprefix("/hsds") for path in DOCUMENT["paths"]} == {
        "/",
        *(f"/{path}" for path in KINDS),
        *(f"/{path}/{{id}}" for path in KINDS),
    }


@pytest.fixture
def one_connection(db):
    """The house closes its connection after every request; here all of them are in one transaction."""
    signals = (request_started, request_finished)
    for signal in signals:
        signal.disconnect(close_old_connections)
    yield
    for signal in signals:
        signal.connect(close_old_connections)


@pytest.mark.slow
@described.parametrize()
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
def test_it_keeps_what_its_document_promises(case, seeds, one_connection):
    counted.clear()  # nobody asks this often
    case.call_and_validate()
