"""Lets transactional tests empty the audit tables, which the database itself refuses.

A test that is rolled back runs with the triggers as the migrations left them. A transactional test ends by
emptying every table, so the triggers leave the test database before the first of those; pytest-django
runs them after all others. A test that is about the triggers asks for `audit_triggers`.
"""

import pytest
from django.db import connection
from django.test import TestCase, TransactionTestCase

from community.audit import triggers

EMPTYING_FIXTURES = {
    "transactional_db",
    "live_server",
    "django_db_reset_sequences",
    "django_db_serialized_rollback",
}
EMPTYING_MARKS = {"transaction", "reset_sequences", "serialized_rollback"}


@pytest.fixture(autouse=True)
def _audit_triggers_step_aside(request):
    if not _empties_tables(request):
        return
    request.getfixturevalue("migrations_install_audit_triggers")  # asked now, or the answer is lost
    with request.getfixturevalue("django_db_blocker").unblock():
        if triggers.are_installed(connection):
            triggers.remove(connection)


@pytest.fixture(scope="session")
def migrations_install_audit_triggers(django_db_setup, django_db_blocker):
    """Whether the database, as the migrations made it, has them all."""
    with django_db_blocker.unblock():
        return triggers.are_installed(connection)


@pytest.fixture
def audit_triggers(db):
    """The triggers in force, whatever ran before; what was put back for this test is rolled back with it."""
    if not triggers.are_installed(connection):
        triggers.install(connection)


def _empties_tables(request):
    if request.cls and issubclass(request.cls, TransactionTestCase):
        return not issubclass(request.cls, TestCase)
    marker = request.node.get_closest_marker("django_db")
    asked = {name for name, wanted in marker.kwargs.items() if wanted} if marker else set()
    return bool(asked & EMPTYING_MARKS or EMPTYING_FIXTURES & set(request.fixturenames))
