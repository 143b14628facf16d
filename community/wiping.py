"""Makes the database forget, on its own disk, bytes it has overwritten.

An UPDATE leaves the old value behind: in SQLite in the write-ahead log and in freed space, in
PostgreSQL in dead rows. What lies outside the database file stays outside reach: backups, archived
write-ahead logs, snapshots, and blocks the disk itself has remapped.
"""

from django.db import DatabaseError, connection

PATIENCE_IN_MS = 1000  # a page in use must not wait longer for this than a person would notice


def leave_no_trace():
    """Ask SQLite to zero what it overwrites on this connection. Call before the overwriting statement."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA secure_delete = ON")


def wipe(*, table):
    """Drop the old versions of a table's rows. Returns whether that was possible now; repeat later if not.

    Never raises for a busy database. Inside a transaction nothing can be dropped, so it returns False.
    """
    if connection.in_atomic_block:
        return False
    try:
        return _of_sqlite() if connection.vendor == "sqlite" else _of_postgresql(table)
    except DatabaseError:  # someone holds the table or the log
        return False


def _of_sqlite():
    with connection.cursor() as cursor:
        patience = cursor.execute("PRAGMA busy_timeout").fetchone()[0]
        cursor.execute(f"PRAGMA busy_timeout = {PATIENCE_IN_MS}")
        try:
            busy, _frames, _moved = cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        finally:
            cursor.execute(f"PRAGMA busy_timeout = {int(patience)}")
    return not busy


def _of_postgresql(table):
    """FULL, because a plain VACUUM only marks the space as free and leaves the bytes in the file."""
    with connection.cursor() as cursor:
        cursor.execute(f"SET lock_timeout = {PATIENCE_IN_MS}")
        try:
            cursor.execute(f"VACUUM (FULL) {connection.ops.quote_name(table)}")
        finally:
            cursor.execute("RESET lock_timeout")
    return True
