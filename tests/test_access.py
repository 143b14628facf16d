"""Who is answered what, at every address, in every role: the table in tests/access/table.txt, tried line by line."""

import ast
import html
import re
from http.cookies import SimpleCookie
from urllib.parse import urlencode, urlsplit

import pytest
from django.core.cache import cache
from django.db import transaction
from django.test import Client, override_settings
from django.urls import resolve, reverse

from community.accounts.models import Role
from community.headers import MAY_BE_STORED
from tests import cast
from tests.access import table
from tests.access.forms import forms
from tests.access.world import BEFORE, ROLES, SessionStore, World, session_of
from tests.source import layer, nodes_of

pytestmark = pytest.mark.django_db
ROWS = table.rows()
PAGES = [row for row in ROWS if row.method in {"GET", "POST"}]
OURS = ("groups:", "accounts:", "moderation:", "helping:", "directory:", "forum:")
SIGNED_OUT = "You were signed out before this was sent."
NOWHERE = "00000000-0000-4000-8000-000000000000"
STRICT = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    """Everybody and everything, made once; each request is undone after it was answered."""
    quick = {"PASSWORD_HASHERS": ["django.contrib.auth.hashers.MD5PasswordHasher"]}
    with django_db_blocker.unblock(), transaction.atomic():
        with override_settings(**quick):
            world = World()
        world.sent = forms(world)
        world.nothing = {}
        world.client = Client()
        yield world
        transaction.set_rollback(True)


def visit(world, role, method, path, data=None, before=None):
    """One request in one role; what it changed is undone."""
    cache.clear()  # nobody is refused for having come often
    undo = transaction.savepoint()
    session = SessionStore(world.sessions.get(role))
    if before:
        before(world, session)
        session.save()
    client = world.client
    client.cookies = SimpleCookie({"sid": session.session_key} if session.session_key else {})
    answer = client.post(path, data or {}) if method == "POST" else client.get(path)
    transaction.savepoint_rollback(undo)
    return answer


def said(row, path, answer):
    """The answer in the table's words, with where a redirect leads if the table does not know it."""
    target = urlsplit(answer.headers.get("Location", ""))
    if answer.status_code == 302 and target.path == reverse("account_login") and target.query:
        assert target.query == urlencode({"next": path}, safe="/"), "leads back to where one wanted to go"
        return "in"
    if (
        answer.status_code == 403 and SIGNED_OUT in answer.text
    ):  # words came back, and sign-in is one press away
        assert f'href="{reverse("account_login")}?next=' in answer.text
        return "in"
    if answer.status_code in {301, 302} and resolve(target.path).view_name not in row.then:
        return f"{answer.status_code} to {answer.headers['Location']}"
    return str(answer.status_code)


# --- The table -----------------------------------------------------------------------
@pytest.mark.parametrize("row", PAGES, ids=str)
def test_everyone_is_answered_as_the_table_says(row, world):
    path = row.name if row.name.startswith("/") else reverse(row.name, args=world.things.get(row.thing, ()))
    wrong = []

    for role, expected in row.cells.items():
        answer = visit(world, role, row.method, path, world.sent.get(row.name), BEFORE.get(row.thing))
        got = said(row, path, answer)
        troubles = [] if got == expected else [f"{got}, not {expected}"]
        troubles += [*too_lax(answer), *unexplained(answer), *betrayed(world, role, row, answer)]
        wrong += [f"{ROLES[role]}: {trouble}" for trouble in troubles]

    assert not wrong, "\n".join([f"{row} answers", *wrong])


def test_every_address_has_its_line():
    names = set(table.names())

    assert not names - {row.name for row in PAGES if row.method == "GET"}, "no line for GET"
    assert not {row.name for row in PAGES} - names, "lines for addresses that are gone"


@pytest.mark.parametrize(
    "name", sorted(set(table.names()) - {row.name for row in ROWS if row.method == "POST"})
)
def test_what_has_no_line_for_post_takes_none(name, world):
    row = next(row for row in PAGES if row.name == name)
    path = name if name.startswith("/") else reverse(name, args=world.things.get(row.thing, ()))
    may_see = [role for role, cell in row.cells.items() if cell == "200"]

    for role in {"vis", *(may_see[:1] or ["mem"])}:
        answer = visit(world, role, "POST", path, before=BEFORE.get(row.thing))
        assert answer.status_code in {301, 404, 405} or said(row, path, answer) == "in", ROLES[role]


# --- What every answer must be, whoever asks ----------------------------------------------
def too_lax(answer):
    """What an answer fails to tell the browser."""
    policy = answer.headers.get("Content-Security-Policy", "")
    if "script-src 'self'" not in policy or "unsafe-" in policy or "*" in policy or "data:" in policy:
        yield f"a lax policy: {policy}"
    for name, value in STRICT.items():
        if answer.headers.get(name) != value:
            yield f"{name} is {answer.headers.get(name)}"
    match = answer.resolver_match
    if "no-store" not in answer.headers.get("Cache-Control", "") and match.view_name not in MAY_BE_STORED:
        yield "may be stored"


def sentences():
    """Every reason a rule can give."""
    calls = [node for path in layer("rules") for node in nodes_of(path) if isinstance(node, ast.Call)]
    nos = [call for call in calls if isinstance(call.func, ast.Name) and call.func.id == "no"]
    return {node.value for call in nos for node in ast.walk(call) if isinstance(node, ast.Constant)}


SENTENCES = sentences()


def unexplained(answer):
    """A refusal without one of the sentences that rules give."""
    if answer.status_code == 403:
        text = html.unescape(answer.text)
        if not any(sentence in text for sentence in SENTENCES):
            yield "refused without a reason"


def betrayed(world, role, row, answer):
    """Whether "nothing here" looks different when there is something."""
    if answer.status_code != 404 or row.thing not in world.things or not row.name.startswith(OURS):
        return
    if role not in world.nothing:
        missing = visit(world, role, "GET", reverse("groups:room", args=[NOWHERE]))
        world.nothing[role] = bare(missing)
    if bare(answer) != world.nothing[role]:
        yield "the page tells that something is here"


def bare(answer):
    """What a page says, without the frame around it, where the session's time runs."""
    title, main = re.search(r"(?s)<title>(.*?)</title>.*<main\b(.*)</main>", answer.text).groups()
    return title, main


# --- Staff without proof get nothing ------------------------------------------------------
@pytest.mark.parametrize("role", ["ref", "fac", "mod", "saf", "coo", "adm"])
@pytest.mark.parametrize("lacks", ["second step", "credential", "good standing"])
def test_a_duty_without_its_proof_opens_nothing(role, lacks, world):
    kind = world.people[role].roles.get().kind
    if lacks == "credential" and kind not in Role.PROFESSIONAL:
        pytest.skip("This duty needs none.")
    standing = {"standing": "paused"} if lacks == "good standing" else {}
    person = cast.make_staff(kind, step=lacks != "second step", credential=False, **standing)
    if kind in Role.PROFESSIONAL:
        cast.give_credential(person, days=-1 if lacks == "credential" else 1)
    world.sessions["new"] = session_of(person)
    closed = [row for row in PAGES if row.cells["nos"] in {"403", "404"}]
    theirs = [row for row in closed if row.cells[role] != row.cells["nos"] and row.name.startswith(OURS)]

    for row in theirs:
        path = reverse(row.name, args=world.things.get(row.thing, ()))
        answer = visit(world, "new", row.method, path, world.sent.get(row.name), BEFORE.get(row.thing))
        assert answer.status_code in {403, 404}, str(row)
