"""A stream of everything, however much that is."""

import tracemalloc

import pytest

from community.directory.models import Phone, Service
from tests.community.directory.entries import make_organization

pytestmark = pytest.mark.django_db
WORDS = "Somebody visits the family. " * 100


def more_services(count):
    organization = make_organization()
    services = Service.objects.bulk_create(
        Service(name=f"Service {number}", description=WORDS, organization=organization)
        for number in range(count)
    )
    Phone.objects.bulk_create(Phone(number="1", service=service) for service in services)


def streamed(client):
    """(lines, most bytes held at once) of the whole stream."""
    tracemalloc.start()
    try:
        answer = client.get("/hsds/services?format=ndjson&full=true")
        lines = sum(chunk.count(b"\n") for chunk in answer.streaming_content)
        return lines, tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def test_twice_as_many_services_take_no_more_memory(client):
    more_services(1100)
    streamed(client)  # what is read once and kept
    lines, few = streamed(client)
    assert lines == 1100

    more_services(1100)
    lines, many = streamed(client)

    assert lines == 2200
    assert many < 1.25 * few
