"""Small pools of threads for what sockets and the hub ask of the database.

Never the one thread asgiref shares among all consumers: a single slow query there held every
message up (measured: p99 from 4 to 199 ms).
"""

import asyncio
import contextvars
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property

from django.db import connection, connections


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
        return await loop.run_in_executor(self.pool, context.run, _job, function, args)


def _job(function, args):
    try:
        return function(*args)
    finally:
        give_back()


def give_back():
    """Return this thread's pooled connections; keep SQLite's open, whose opening costs more than a query."""
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


actions = Threads("live-actions", 4)
reads = Threads("live-reads", 2)
