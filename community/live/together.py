"""Together: what many sockets ask at the same time is done in one visit to the database.

Nobody waits for others to come: whatever has gathered while the last batch was done is the next one. One thread
writes for the whole process; several would only wait for each other's locks.
"""

import asyncio
import time
import weakref
from collections import deque

from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, InterfaceError, OperationalError, connection
from django.utils.translation import gettext_lazy as _

from community.live.publishing import note_failure
from community.live.threads import Threads, give_back

BATCH_AT_MOST = 100
WAITING_AT_MOST = 1000
PATIENCE_SECONDS = 5.0  # after so long with a failing database, whoever waits is told

CROWDED = _("Very many people are writing just now, so this was not sent. Send it again in a moment.")

writer = Threads("live-writer", 1)
_kept = weakref.WeakKeyDictionary()  # hub -> {work: Together}


def together_at(hub, work, **facts):
    """The one place where this hub's sockets queue for that work; `facts` are what Together is made with."""
    queues = _kept.setdefault(hub, {})
    if work not in queues:
        queues[work] = Together(work, **facts)
    return queues[work]


async def drained(hub):
    """Once nobody waits at any queue of this hub."""
    for queue in list(_kept.get(hub, {}).values()):
        await queue.drained()


class Together:
    """A queue before one piece of work: `work` takes a list of items and returns a result or an exception for each.

    An exception that is returned is that item's own. One that is raised is nobody's: then every item is tried
    alone, so that a bad one never fails the others.
    """

    def __init__(self, work, *, threads=writer, batch=BATCH_AT_MOST, waiting=WAITING_AT_MOST):
        self.work = work
        self.threads = threads
        self.batch = batch
        self.waiting_at_most = waiting
        self.waiting = deque()
        self.is_busy = False
        self.being_done = None  # the batch on its thread
        self.trouble = None  # why the database did not answer, when it did not

    async def ask(self, item):
        """What becomes of this item. Raises its own exception, or PermissionDenied when too many are waiting."""
        if len(self.waiting) >= self.waiting_at_most:
            raise PermissionDenied(CROWDED)
        answer = asyncio.get_running_loop().create_future()
        self.waiting.append((item, answer))
        if not self.is_busy:
            self._begin()
        return await answer

    async def drained(self):
        """Once nobody waits any more."""
        while self.is_busy:
            await asyncio.wait([self.being_done])

    def _begin(self):
        taken = []
        while self.waiting and len(taken) < self.batch:
            item, answer = self.waiting.popleft()
            if not answer.cancelled():
                taken.append((item, answer))
        self.is_busy = bool(taken)
        if taken:
            items = [item for item, _answer in taken]
            self.being_done = asyncio.get_running_loop().run_in_executor(self.threads.pool, self._job, items)
            self.being_done.add_done_callback(lambda done: self._tell(taken, done))

    def _tell(self, taken, done):
        """Hand out the answers, and go on with whoever has come meanwhile."""
        error = done.exception()
        outcomes = [error] * len(taken) if error else done.result()
        if self.trouble:  # whoever waits would only wait for the same
            taken = taken + list(self.waiting)
            outcomes = outcomes + [self.trouble] * len(self.waiting)
            self.waiting.clear()
        self._begin()
        for (_item, answer), outcome in zip(taken, outcomes, strict=True):
            if answer.done():
                continue  # whoever asked has gone; what they asked is done all the same
            if isinstance(outcome, BaseException):
                answer.set_exception(outcome)
            else:
                answer.set_result(outcome)

    # --- On the thread that does it --------------------------------------------------------------------
    def _job(self, items):
        try:
            return self._outcomes(items)
        finally:
            if not self.waiting:  # under load the connection is kept; a rest gives it back
                give_back()

    def _outcomes(self, items):
        until, self.trouble = time.monotonic() + PATIENCE_SECONDS, None
        try:
            return self.work(items)
        except Exception as error:
            note_failure("together", error)
            trouble = error
        outcomes = []
        for item in items:
            if _is_of_database(trouble) and (time.monotonic() > until or not _answers()):
                self.trouble = trouble
                return outcomes + [trouble] * (len(items) - len(outcomes))
            try:
                outcomes += self.work([item])
                trouble = None
            except Exception as error:
                outcomes.append(error)
                trouble = error
        return outcomes


def _is_of_database(error):
    return isinstance(error, OperationalError | InterfaceError)


def _answers():
    """Whether the database is there; a connection that has died is replaced."""
    if connection.in_atomic_block:
        return True
    try:
        if not connection.is_usable():
            connection.close()
        connection.ensure_connection()
    except (DatabaseError, InterfaceError):
        return False
    return True
