"""Who may ask the API, how, and how often."""

import pytest
from django.core.cache import cache

from tests import cast
from tests.community.directory.entries import make_service

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _nobody_asked_yet():
    cache.clear()


def test_any_site_may_read_and_nobody_is_asked_who_they_are(client):
    answer = client.get("/hsds/services", headers={"origin": "https://elsewhere.example"})

    assert answer.status_code == 200
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Credentials" not in answer
    assert "script-src 'self'" in answer["Content-Security-Policy"]


def test_a_coordinator_is_told_what_everybody_is(client):
    hidden = make_service(status="inactive")
    client.force_login(cast.make_staff("coordinator", credential=False))

    assert client.get(f"/hsds/services/{hidden.pk}").status_code == 404
    assert client.get("/hsds/services").json()["empty"]


def test_what_may_be_asked_is_told_beforehand(client):
    answer = client.options("/hsds/services")

    assert answer.status_code == 204
    assert answer["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"
    assert "If-None-Match" in answer["Access-Control-Allow-Headers"]


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "trace"])
def test_it_can_only_be_read(client, method):
    answer = getattr(client, method)("/hsds/services")

    assert answer.status_code == 405
    assert answer["Allow"] == "GET, HEAD, OPTIONS"
    assert answer.json() == {"detail": "This can only be read."}


def test_head_says_what_get_would_without_the_words(client):
    answer = client.head("/hsds/services")

    assert answer.status_code == 200
    assert answer["ETag"] == client.get("/hsds/services")["ETag"]
    assert answer.content == b""


def test_what_one_has_already_is_not_sent_again_until_it_changes(client):
    service = make_service()
    first = client.get("/hsds/services")
    known = {"if-none-match": first["ETag"]}

    again = client.get("/hsds/services", headers=known)
    service.name = "Another name"
    service.save()
    changed = client.get("/hsds/services", headers=known)

    assert first["Cache-Control"] == "private, max-age=60"
    assert again.status_code == 304
    assert again["ETag"] == first["ETag"]
    assert again["Access-Control-Allow-Origin"] == "*"
    assert changed.status_code == 200


def test_a_stream_is_not_sent_again_until_something_changes(client):
    make_service()
    path = "/hsds/services?format=ndjson"
    known = {"if-none-match": client.get(path)["ETag"]}

    assert client.get(path, headers=known).status_code == 304
    make_service()
    assert client.get(path, headers=known).status_code == 200


def test_a_refusal_is_kept_nowhere(client):
    assert client.get("/hsds/services?page=0")["Cache-Control"] == "no-store"
    assert client.get("/hsds/people")["Cache-Control"] == "no-store"


def test_who_asks_very_often_waits(client, settings):
    settings.ACCOUNT_RATE_LIMITS = {"hsds": "2/m/ip", "hsds_all": "1/10m/ip"}

    told = [client.get("/hsds/services?format=ndjson").status_code for _ in range(2)]
    refused = client.get("/hsds/services")

    assert told == [200, 429]
    assert refused.status_code == 429
    assert refused["Retry-After"] == "60"
    assert refused["Cache-Control"] == "no-store"
    assert refused.json() == {"detail": "This address asked very often. It can ask again in a while."}
    assert client.get("/hsds/services", REMOTE_ADDR="192.0.2.7").status_code == 200


def test_all_at_once_is_told_seldom(client, settings):
    settings.ACCOUNT_RATE_LIMITS = {"hsds": "9/m/ip", "hsds_all": "1/10m/ip"}

    first, second = (client.get("/hsds/taxonomies?format=ndjson") for _ in range(2))

    assert first.status_code == 200
    assert second["Retry-After"] == "600"
    assert client.get("/hsds/taxonomies").status_code == 200
