"""Small pools of threads for what sockets and the hub ask of the database.

Never the one thread asgiref shares among all consumers: a single slow query there held every
message up (measured: p99 from 4 to 199 ms).
"""

import asyncio
import contextvars
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property

from django.db import connection, connections

KEPT_SECONDS = 0.1

_own = threading.local()


class Threads:
    """A named pool, made at first use: on SQLite one thread, since there is one writer anyway."""

    def __init__(self, name, size):
        self.name = name
        self.size = size

    @cached_property
    def pool(self):
        size = 1 if connection.vendor == "sqlite" else self.size
        return ThreadPoolExecutor(size, thread_name_prefix=self.name)

    async def call(self, function, *args):
        """Run a synchronous function on a thread of its own, in a copy of this context."""
        context = contextvars.copy_context()  # a language set by one job must not leak into the next
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self.pool, context.run, self._job, function, args)

    def _job(self, function, args):
        """A connection is given back after each, or while many wait, after the last of a hundred milliseconds.

        Fetching one from the pool asks the database whether it still lives; that was a third of what somebody who
        comes with two thousand others waits for.
        """
        now = time.monotonic()
        if now - getattr(_own, "kept_since", now) > KEPT_SECONDS:
            give_back()  # kept for a job that another thread took
        try:
            return function(*args)
        finally:
            if self.pool._work_queue.qsize() <= self.size or has_failed():
                give_back()
            else:
                _own.kept_since = getattr(_own, "kept_since", now)


def has_failed():
    return any(kept.errors_occurred for kept in connections.all(initialized_only=True))


def give_back():
    """Return this thread's pooled connections; keep SQLite's open, whose opening costs more than a query."""
    _own.__dict__.pop("kept_since", None)
    for kept in connections.all(initialized_only=True):
        if kept.in_atomic_block:
            continue
        if kept.vendor == "sqlite":
            if kept.errors_occurred:
                kept.close()
        elif kept.settings_dict.get("OPTIONS", {}).get("pool"):
            kept.close()
        else:
            kept.close_if_unusable_or_obsolete()


doors = Threads("live-doors", 1)
actions = Threads("live-actions", 4)
reads = Threads("live-reads", 2)
