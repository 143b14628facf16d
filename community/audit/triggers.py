"""The database's own refusal to change the audit log, whoever asks and by whatever way."""

_REFUSAL = "The audit log is append-only."
_ABORT = f"BEGIN SELECT RAISE(ABORT, '{_REFUSAL}'); END"

INSTALL = {
    "sqlite": [
        *[
            f"CREATE TRIGGER audit_{table}_no_{act} BEFORE {act} ON audit_{table} {_ABORT}"
            for table, act in [("entry", "update"), ("entry", "delete"), ("audithead", "delete")]
        ],
        # INSERT OR REPLACE removes the old row without asking the trigger on DELETE.
        "CREATE TRIGGER audit_entry_no_replace BEFORE INSERT ON audit_entry WHEN EXISTS "  # noqa: S608
        "(SELECT 1 FROM audit_entry WHERE seq = NEW.seq OR id = NEW.id) " + _ABORT,
        "CREATE TRIGGER audit_audithead_no_replace BEFORE INSERT ON audit_audithead WHEN EXISTS "  # noqa: S608
        "(SELECT 1 FROM audit_audithead) " + _ABORT,
        "CREATE TRIGGER audit_audithead_forward BEFORE UPDATE ON audit_audithead "
        f"WHEN NEW.seq IS NOT OLD.seq + 1 {_ABORT}",
    ],
    "postgresql": [
        f"""CREATE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN RAISE EXCEPTION '{_REFUSAL}' USING ERRCODE = 'restrict_violation'; END $$""",
        """CREATE TRIGGER audit_entry_stays BEFORE UPDATE OR DELETE ON audit_entry
        FOR EACH ROW EXECUTE FUNCTION audit_refuse()""",
        """CREATE TRIGGER audit_entry_whole BEFORE TRUNCATE ON audit_entry
        FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse()""",
        """CREATE TRIGGER audit_audithead_stays BEFORE DELETE ON audit_audithead
        FOR EACH ROW EXECUTE FUNCTION audit_refuse()""",
        """CREATE TRIGGER audit_audithead_forward BEFORE UPDATE ON audit_audithead
        FOR EACH ROW WHEN (NEW.seq IS DISTINCT FROM OLD.seq + 1) EXECUTE FUNCTION audit_refuse()""",
        """CREATE TRIGGER audit_audithead_whole BEFORE TRUNCATE ON audit_audithead
        FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse()""",
    ],
}
REMOVE = {
    "sqlite": [
        *[f"DROP TRIGGER IF EXISTS audit_entry_no_{act}" for act in ("update", "delete", "replace")],
        *[
            f"DROP TRIGGER IF EXISTS audit_audithead_{rule}"
            for rule in ("no_delete", "no_replace", "forward")
        ],
    ],
    "postgresql": ["DROP FUNCTION IF EXISTS audit_refuse() CASCADE"],  # its triggers go with it
}
INSTALLED = {
    "sqlite": "SELECT count(*) FROM sqlite_master WHERE type = 'trigger' AND substr(name, 1, 6) = 'audit_'",
    "postgresql": "SELECT count(*) FROM pg_trigger WHERE substr(tgname, 1, 6) = 'audit_' AND tgenabled = 'O'",
}
COUNT = {"sqlite": 6, "postgresql": 5}


def install(connection):
    """Put them in place; they must not be there yet."""
    _run(connection, INSTALL)


def remove(connection):
    """Take them away: for undoing the migration, and for tests that empty all tables."""
    _run(connection, REMOVE)


def are_installed(connection):
    """Whether every one of them is in force. SQLite loses triggers when a migration rebuilds their table."""
    with connection.cursor() as cursor:
        cursor.execute(INSTALLED[connection.vendor])
        return cursor.fetchone()[0] == COUNT[connection.vendor]


def _run(connection, statements):
    with connection.cursor() as cursor:
        for statement in statements[connection.vendor]:
            cursor.execute(statement)
