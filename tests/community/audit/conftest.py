"""A log with five entries, and the means of an intruder who owns the database but not the key."""

import pytest
from django.db import connection

from community.audit import triggers
from community.audit.actions import record
from tests import cast


@pytest.fixture
def actor(db):
    return cast.make_user()


@pytest.fixture
def log(actor):
    """Five entries of one person, with reasons and facts."""
    return [
        record(actor, "message.hidden", actor, f"Point {n} of the agreement", role="moderator", mode=f"m{n}")
        for n in range(1, 6)
    ]


@pytest.fixture
def tamper(log):
    """Raw SQL without the triggers, which anyone who owns the tables can drop."""
    triggers.remove(connection)

    def execute(sql, *values):
        with connection.cursor() as cursor:
            cursor.execute(sql, values)

    return execute
