"""Asking again, for every socket here, whether its person still has the seat: one task for all of them.

A task per socket did the same and cost each of them some kilobytes.
"""

import asyncio
import random

from community.live.publishing import note_failure

GLANCE_SECONDS = 10.0  # after the layer may have lost an order to leave
LONGEST_SECONDS = 600.0  # nobody was asked longer ago than that
AT_ONCE = 4


class Rechecks:
    """Sockets, each with `has_entered`, `asked_at`, `look_at` (when it is asked next) and `look_again()`, a coroutine
    function."""

    def __init__(self, hub):
        self.hub = hub
        self.watched = set()

    def expect(self, socket, asked_at, seconds):
        """Ask this socket again after so long, or soon if news of other processes may be lost before that."""
        socket.asked_at = asked_at
        socket.look_at = asked_at + seconds
        self.watched.add(socket)

    def forget(self, socket):
        self.watched.discard(socket)

    async def run(self):
        """Sweep until cancelled."""
        while True:
            await asyncio.sleep(self.hub.pace.sweep)
            due = self._due()
            for start in range(0, len(due), AT_ONCE):
                await asyncio.gather(*map(self._ask, due[start : start + AT_ONCE]))

    def _due(self):
        """Whose time has come; of those who may have missed an order to leave, some at every sweep."""
        now, link = self.hub.now(), self.hub.link
        due = [socket for socket in self.watched if now >= socket.look_at]
        if link.has_failed_since(now - LONGEST_SECONDS):
            due += [socket for socket in self.watched.difference(due) if self._is_doubtful(socket, now)]
        return due

    def _is_doubtful(self, socket, now):
        # Spread, so that a room full of sockets does not ask in one moment.
        glanced = now - socket.asked_at > GLANCE_SECONDS * random.uniform(0.5, 1.5)  # noqa: S311 (no secret)
        return socket.has_entered and glanced and self.hub.link.has_failed_since(socket.asked_at)

    async def _ask(self, socket):
        self.watched.discard(socket)
        try:
            await socket.look_again()
        except Exception as error:  # one socket's trouble is not the others'
            note_failure("recheck", error)
