"""The log says which route, how it went and how long it took; never what was said or by whom."""

import asyncio
import io
import json
import logging
import logging.config
import uuid

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import HttpResponse
from django.test import RequestFactory
from django.urls import ResolverMatch

from community.logs import (
    LOGGING,
    LONGEST_CHAIN,
    LONGEST_FACT,
    JsonFormatter,
    RequestLog,
    pseudonym,
    request_id,
)

SECRET = "kuiskaus-7H4K"


@pytest.fixture
def written():
    """Whatever any logger writes while LOGGING is in force, as the lines a file would hold."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(JsonFormatter())
    root = logging.getLogger()
    before = root.level
    logging.config.dictConfig(LOGGING)
    root.addHandler(handler)
    yield lambda: [json.loads(line) for line in stream.getvalue().splitlines()]
    root.removeHandler(handler)
    root.setLevel(before)


def ask(view, *, user=None, match=None, **facts):
    """One request through the middleware."""
    request = RequestFactory().post(f"/door/{SECRET}/?q={SECRET}", {"body": SECRET}, HTTP_X_REQUEST_ID=SECRET)
    request.resolver_match = match
    if user is not None:
        request._cached_user = user
    return RequestLog(view)(request)


class Person:
    is_authenticated = True

    def __init__(self):
        self.pk = uuid.uuid4()


def everything(lines):
    return json.dumps(lines)


def test_a_request_is_one_line_with_its_route_and_not_its_path(written):
    match = ResolverMatch(lambda request: None, (), {"code": SECRET}, url_name="enter", namespaces=["groups"])

    ask(lambda request: HttpResponse(SECRET, status=201), match=match)

    (line,) = written()
    assert line["event"] == "request"
    assert (line["method"], line["route"], line["status"], line["user"]) == (
        "POST",
        "groups:enter",
        201,
        None,
    )
    assert isinstance(line["ms"], int)
    assert SECRET not in everything(line)


def test_a_path_that_leads_nowhere_has_no_route(written):
    ask(lambda request: HttpResponse(status=404))

    assert written()[0]["route"] is None


def test_what_is_logged_during_a_request_carries_its_id(written):
    def view(request):
        assert request.id == request_id.get()
        logging.getLogger("groups").info("seat.taken")
        return HttpResponse()

    ask(view)

    during, after = written()
    assert during["request"] == after["request"]
    assert len(during["request"]) == 16
    assert request_id.get() is None


def test_two_requests_at_once_keep_their_ids_apart(written):
    async def both():
        return await asyncio.gather(
            *(asyncio.to_thread(ask, lambda request: HttpResponse(request.id)) for _n in "ab")
        )

    first, second = (answer.content.decode() for answer in asyncio.run(both()))

    assert first != second
    assert {line["request"] for line in written()} == {first, second}


def test_the_person_is_a_pseudonym_and_only_if_somebody_looked(written):
    person = Person()

    ask(lambda request: HttpResponse(), user=person)
    ask(lambda request: HttpResponse(), user=AnonymousUser())
    ask(lambda request: HttpResponse())

    assert [line["user"] for line in written()] == [pseudonym(person.pk), None, None]
    assert str(person.pk) not in everything(written())


def test_a_pseudonym_is_the_same_for_one_person_and_differs_between_two():
    first, second = uuid.uuid4(), uuid.uuid4()

    assert pseudonym(first) == pseudonym(first) != pseudonym(second)


def test_an_error_tells_its_type_and_place_but_not_its_words(written):
    def fail():
        words = SECRET
        try:
            raise KeyError(words)
        except KeyError as cause:
            raise ValueError(f"cannot use {words}") from cause

    try:
        fail()
    except ValueError:
        logging.getLogger("community").exception("it.broke")

    (line,) = written()
    assert [error["type"] for error in line["error"]] == ["builtins.ValueError", "builtins.KeyError"]
    assert line["error"][0]["at"][-1].endswith(" fail")
    assert SECRET not in everything(line)


def test_an_error_hidden_on_purpose_stays_hidden_and_a_long_chain_is_cut(written):
    def nest(depth):
        try:
            if depth:
                nest(depth - 1)
            raise KeyError
        except KeyError:
            raise ValueError from (None if depth == 0 else KeyError())

    for depth in (0, 9):
        try:
            nest(depth)
        except ValueError:
            logging.getLogger("community").exception("it.broke")

    hidden, cut = written()
    assert len(hidden["error"]) == 1
    assert len(cut["error"]) <= LONGEST_CHAIN


def test_an_error_without_cause_shows_what_it_came_from(written):
    try:
        try:
            raise KeyError(SECRET)
        except KeyError:
            raise ValueError(SECRET)  # noqa: B904 - the point of the test
    except ValueError:
        logging.getLogger("community").exception("it.broke")

    assert [error["type"] for error in written()[0]["error"]] == ["builtins.ValueError", "builtins.KeyError"]


def test_a_library_is_quoted_by_its_template_alone(written):
    logging.getLogger("some.library").warning("Cannot open %s for %s", SECRET, "meri@example.org")
    logging.getLogger("some.library").warning(f"Cannot open {SECRET}")  # noqa: G004 - libraries do

    filled, formatted = written()
    assert filled["event"] == "Cannot open %s for %s"
    assert formatted["event"].startswith("test_logs:")
    assert SECRET not in everything(written())


def test_a_library_cannot_pass_facts(written):
    logging.getLogger("some.library").warning("x", extra={"facts": {"said": SECRET}, "body": SECRET})

    assert SECRET not in everything(written())


def test_facts_are_short_and_cannot_replace_the_line(written):
    pk = uuid.uuid4()
    facts = {
        "room": pk,
        "count": 3,
        "open": True,
        "none": None,
        "rules": ("a", 1),
        "level": "fake",
        "long": "x" * 999,
    }

    logging.getLogger("groups").info("room.opened", extra={"facts": facts})

    (line,) = written()
    assert (line["room"], line["count"], line["open"], line["none"]) == (str(pk), 3, True, None)
    assert line["rules"] == ["a", 1]
    assert line["level"] == "info"
    assert len(line["long"]) == LONGEST_FACT


def test_a_line_break_cannot_forge_a_line(written):
    logging.getLogger("groups").info("room.opened", extra={"facts": {"state": 'x\n{"event": "forged"}'}})

    assert len(written()) == 1


@pytest.mark.parametrize("name", ["uvicorn.access", "django.server", "django.channels.server"])
def test_loggers_that_write_addresses_and_paths_are_silent(written, name):
    logging.getLogger(name).info("%s %s", "192.0.2.1", SECRET)

    assert written() == []


def test_no_traceback_is_mailed(written):
    handlers = {
        type(handler).__name__
        for name in ("", "django", "django.request")
        for handler in logging.getLogger(name).handlers
    }

    assert "AdminEmailHandler" not in handlers


@pytest.mark.django_db
def test_a_visit_leaves_routes_in_the_log_and_nothing_that_was_typed(client, written):
    client.raise_request_exception = False
    client.get(f"/i/{SECRET}/")
    client.get(f"/{SECRET}/", {"q": SECRET})
    client.post("/code/", {"code": SECRET})
    client.post(f"/account/login/?next=/{SECRET}/", {"login": f"{SECRET}@example.org", "password": SECRET})
    client.get(
        "/", headers={"host": f"{SECRET}.example", "user-agent": SECRET, "referer": f"https://{SECRET}/"}
    )

    requests = [line for line in written() if line["event"] == "request"]
    assert [line["route"] for line in requests] == [
        "groups:open_invitation",
        None,
        "groups:code",
        "account_login",
        None,
    ]
    for trace in (SECRET, "127.0.0.1", "example.org"):
        assert trace not in everything(written())


def test_stylesheets_and_pictures_fill_no_log_unless_they_fail(written):
    for path, status in (("/static/css/base.css", 200), ("/static/css/gone.css", 404)):
        RequestLog(lambda request, status=status: HttpResponse(status=status))(RequestFactory().get(path))

    assert [line["status"] for line in written()] == [404]
