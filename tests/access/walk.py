"""The access table as a walk: which pages each role opens in a real browser."""

from functools import cache

from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore
from django.urls import reverse

from tests.access import table
from tests.access.world import BEFORE, World, session_of

OURS = ("groups:", "moderation:", "helping:", "accounts:", "directory:", "forum:")
OUTWARD = {"exit", "healthz", "readyz", "worker"}  # leads out of the house, or is no page
FILES = {"moderation:transparency_csv", "moderation:statements"}
FOR_MACHINES = "hsds:"
SHARED = (
    "vis",
    "mem",
    "fac",
    "no2",
    "adm",
)  # what these see of pages that are alike for all, the others see too
LATE = "pau"  # walks late, and alone where everybody else would find the group changed


@cache
def the_world():
    return World()


def world():
    """Make it, and answer with the roles."""
    return {"roles": list(the_world().people), "private": ["Parents", "Kuura", "Halla", "Words", "Anna"]}


def walk_as(role):
    """A new session in that role, and its pages: [line of the table, path, cookie]."""
    rows = [row for row in table.rows() if row.method == "GET" and row.name not in OUTWARD | FILES]
    return {"pages": [page_of(role, row) for row in rows if is_walked(role, row)]}


def is_walked(role, row):
    if (
        row.name.startswith(FOR_MACHINES)
        or row.cells[role] != "200"
        or (row.thing == "new promise" and role != LATE)
    ):
        return False
    is_shared = list(row.cells.values()).count("200") > len(row.cells) - 3 or not row.name.startswith(OURS)
    return role in SHARED or not is_shared


def page_of(role, row):
    """One page with the session it needs; those of a situation have one of their own."""
    user = the_world().people[role]
    session = SessionStore(session_of(user)) if user else SessionStore()
    if before := BEFORE.get(row.thing):
        before(the_world(), session)
        session.save()
    path = reverse(row.name, args=the_world().things.get(row.thing, ()))
    return [str(row), path, {"name": settings.SESSION_COOKIE_NAME, "value": session.session_key or "nobody"}]
