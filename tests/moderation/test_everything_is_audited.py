"""Everything staff do or look at leaves an entry in the audit log: every address and every action, found by itself.

A new address or action of moderation fails here until it records, or until it stands below with its reason.
"""

import ast
import inspect
from datetime import timedelta
from importlib import import_module
from pkgutil import iter_modules
from textwrap import dedent

import pytest
from django.core.cache import cache
from django.db import transaction
from django.test import Client, override_settings
from django.urls import reverse
from django.utils import timezone

from community.audit.models import Entry
from moderation import actions
from moderation.models import Case
from tests.access import table
from tests.access.forms import forms
from tests.access.world import BEFORE, SessionStore, World

pytestmark = pytest.mark.django_db
STAFF = (
    "mod",
    "saf",
    "coo",
    "adm",
)  # those who work here; what a member sees of their own is not a staff act

# Addresses that leave nothing, each with why, as the access table calls them.
LEAVES_NOTHING = {
    "GET moderation:reports": "a list of kinds, groups and times, without words or who asked",
    "GET moderation:queue": "kinds, groups, clocks and the ids of rules: the words are behind each case",
    "GET moderation:decide_case case": "leads back to the case, whose own page records",
    "GET moderation:next_case": "leads on to a case, whose own page records",
    "GET moderation:appeals": "measures, groups and times: the words are behind each objection",
    "GET moderation:new_concern": "an empty form",
    "GET moderation:reveal_told who agreed": "an empty form",
    "GET moderation:emergency": "numbers to call, and what we can give: the same for everybody",
    "GET moderation:rota": "who is on duty when: colleagues' names and times",
    "GET moderation:rooms": "the names of groups whose room is open",
    "GET moderation:visit_new room": "the door: a form, and nothing of what is behind it",
    "GET moderation:how_are_you": "three questions about oneself",
    "POST moderation:how_are_you": "answers about oneself, kept nowhere",
}
# Actions that write no entry of their own, each with why.
RECORDS_NOTHING = {
    "appeal.ends_at": "reckons a day",
    "case.locked": "reads a row for the action that asked",
    "case.take": "one step of claiming and of deciding, which record",
    "decision.language_of": "reckons a language",
    "decision.written": "one step of deciding, which records",
    "decision.proposal_of": "reads what stands on the page of a case, whose look is recorded",
    "notice.find_by_code": "whoever has the code reads what they sent themselves",
    "outcome.tell_who_asked": "one step of deciding, which records",
    "outcome.tell_whom_it_is_about": "one step of deciding, which records",
    "sanction.carry_over": "by the actions of groups, which record",
    "sanction.impose": "one step of deciding, which records",
    "sanction.lift": "one step of undoing, which records",
}


def claim(world, role):
    case = Case.objects.get(pk=world.things["case"][0])
    Case.objects.filter(pk=case.pk).update(
        claimed_by=world.people[role], claimed_until=timezone.now() + timedelta(minutes=15)
    )


# What must have gone before, so that there is something to do.
FIRST = {"moderation:release_case": claim}


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    """Everybody and everything, made once; each request is undone after it was answered."""
    quick = {"PASSWORD_HASHERS": ["django.contrib.auth.hashers.MD5PasswordHasher"]}
    with django_db_blocker.unblock(), transaction.atomic():
        with override_settings(**quick):
            world = World()
        world.sent = forms(world)
        world.client = Client()
        yield world
        transaction.set_rollback(True)


def staff_rows():
    """What the access table says staff may open or press, and members without a seat may not."""
    return [
        (row, role)
        for row in table.rows()
        if row.name.startswith("moderation:") and row.method in {"GET", "POST"}
        for role in STAFF
        if row.cells[role] in {"200", "302"} and row.cells["nos"] not in {"200", "302"}
    ]


ROWS = staff_rows()


@pytest.mark.parametrize(("row", "role"), ROWS, ids=[f"{row} {role}" for row, role in ROWS])
def test_every_address_leaves_an_entry(row, role, world):
    """By whoever was there, when the request was carried out."""
    before = Entry.objects.count()

    entries, status = _entries_after(world, row, role)

    if str(row) in LEAVES_NOTHING:
        assert not entries, "It records now: take it off the list"
        return
    assert status in {200, 302}
    assert world.people[role].pk in entries, f"{row} leaves no entry by whoever was there"
    assert before == Entry.objects.count()


def _entries_after(world, row, role):
    """Who is named by the entries one request leaves; then it is undone."""
    cache.clear()
    undo = transaction.savepoint()
    last = Entry.objects.order_by("-seq").values_list("seq", flat=True).first() or 0
    if prepare := FIRST.get(row.name):
        prepare(world, role)
    session = SessionStore(world.sessions[role])
    if make := BEFORE.get(row.thing):
        make(world, session)
        session.save()
    world.client.cookies["sid"] = session.session_key
    address = reverse(row.name, args=world.things.get(row.thing, ()))
    if row.method == "POST":
        answer = world.client.post(address, world.sent.get(row.name) or {})
    else:
        answer = world.client.get(address)
    entries = list(Entry.objects.filter(seq__gt=last).values_list("actor_id", flat=True))
    transaction.savepoint_rollback(undo)
    return entries, answer.status_code


def test_the_exceptions_are_addresses_of_staff():
    known = {str(row) for row in table.rows()}

    assert not set(LEAVES_NOTHING) - known


# --- Actions --------------------------------------------------------------------------
def actions_found():
    """Every action of moderation: (module, name, function)."""
    for found in iter_modules(actions.__path__):
        module = import_module(f"{actions.__name__}.{found.name}")
        for name, function in inspect.getmembers(module, inspect.isfunction):
            if not name.startswith("_") and function.__module__ == module.__name__:
                yield module, name, inspect.unwrap(function)


ACTIONS = [
    (f"{module.__name__.rpartition('.')[2]}.{name}", module, do) for module, name, do in actions_found()
]


@pytest.mark.parametrize(("name", "module", "action"), ACTIONS, ids=[name for name, *_rest in ACTIONS])
def test_every_action_writes_an_entry(name, module, action):
    """Itself, or by another action or a function beside it that does."""
    writes = _writes(action, module, seen=set())

    if name in RECORDS_NOTHING:
        assert not writes, "It records now: take it off the list"
    else:
        assert writes, f"{name} writes no entry"


def _writes(function, module, seen):
    """Whether it calls record(), or a function of moderation or groups that does."""
    if function in seen:
        return False
    seen.add(function)
    tree = ast.parse(dedent(inspect.getsource(function)))
    called = [node.func for node in ast.walk(tree) if isinstance(node, ast.Call)]
    for call in called:
        if isinstance(call, ast.Name) and call.id == "record":
            return True
        target = _target(call, module)
        if target is not None and _writes(target, inspect.getmodule(target), seen):
            return True
    return False


def _target(call, module):
    """The function of ours behind a call written as name() or module.name(), else None."""
    if isinstance(call, ast.Name):
        found = getattr(module, call.id, None)
    elif isinstance(call, ast.Attribute) and isinstance(call.value, ast.Name):
        found = getattr(getattr(module, call.value.id, None), call.attr, None)
    else:
        found = None
    found = inspect.unwrap(found) if inspect.isroutine(found) else None
    is_ours = found is not None and (found.__module__ or "").partition(".")[0] in {
        "moderation",
        "groups",
        "community",
    }
    return found if is_ours and inspect.isfunction(found) else None


def test_the_exceptions_are_actions():
    assert not set(RECORDS_NOTHING) - {name for name, *_rest in ACTIONS}
