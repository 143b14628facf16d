import pytest
from django.db import IntegrityError, connection, transaction

from community.audit import chain, triggers
from community.audit.actions import record

ATTEMPTS = {
    "change an entry": "UPDATE audit_entry SET action = 'x' WHERE seq = 2",
    "remove an entry": "DELETE FROM audit_entry WHERE seq = 2",
    "remove all": "DELETE FROM audit_entry",
    "set the head back": "UPDATE audit_audithead SET seq = seq - 1",
    "touch the head": "UPDATE audit_audithead SET mark = ''",
    "move the head too far": "UPDATE audit_audithead SET seq = seq + 2",
    "remove the head": "DELETE FROM audit_audithead",
}
OF_SQLITE = {
    "replace an entry": "INSERT OR REPLACE INTO audit_entry SELECT * FROM audit_entry WHERE seq = 2",
    "replace the head": "INSERT OR REPLACE INTO audit_audithead SELECT * FROM audit_audithead",
}
OF_POSTGRESQL = {
    "empty the log": "TRUNCATE audit_entry",
    "empty the head": "TRUNCATE audit_audithead",
}
ATTEMPTS |= OF_SQLITE if connection.vendor == "sqlite" else OF_POSTGRESQL


def execute(sql):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)


def test_the_migrations_leave_them_in_force(migrations_install_audit_triggers):
    assert migrations_install_audit_triggers


@pytest.mark.parametrize("attempt", ATTEMPTS.values(), ids=ATTEMPTS)
def test_the_database_refuses_to(attempt, audit_triggers, log):
    with pytest.raises(IntegrityError, match="append-only"):
        execute(attempt)
    assert chain.verify() == chain.Finding(count=5, last_hash=log[-1].hash)


def test_the_log_can_be_written_while_they_are_in_force(audit_triggers, log):
    assert record(None, "next.act").seq == 6


def test_they_can_be_taken_away_and_put_back(audit_triggers):
    triggers.remove(connection)
    without = triggers.are_installed(connection)
    triggers.install(connection)

    assert not without
    assert triggers.are_installed(connection)


def test_one_missing_is_noticed(audit_triggers):
    table = " ON audit_entry" if connection.vendor == "postgresql" else ""
    name = "audit_entry_stays" if table else "audit_entry_no_delete"
    execute(f"DROP TRIGGER {name}{table}")

    assert not triggers.are_installed(connection)
