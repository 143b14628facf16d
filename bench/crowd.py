"""Opens many lines at once and says how long each took until it was live."""

import select
import time
from collections import deque

from bench.lines import Line, Refusal

WAIT_SECONDS = 0.2


class Crowd:
    """Lines to one server. Those that are live are `lines`; `refusals` says why others are not."""

    def __init__(self, doors, url, *, at_once, since=None):
        self.waiting = deque(doors)
        self.url, self.at_once, self.since = url, at_once, since
        self.took, self.refusals = [], []
        self.coming, self.live = {}, {}  # by file number: (line, when it began), and line
        self.poll = select.epoll()

    def open(self, patience):
        """Bring everybody in, so many at a time; return how long it took until the last was live."""
        began = time.perf_counter()
        while (self.waiting or self.coming) and time.perf_counter() - began < patience:
            while self.waiting and len(self.coming) < self.at_once:
                self._begin(self.waiting.popleft())
            for number, events in self.poll.poll(WAIT_SECONDS):
                self._advance(number, events)
        for line, _since in list(self.coming.values()):
            self._end(line, "still not live")
        self.refusals += ["never tried"] * len(self.waiting)
        self.poll.close()
        return time.perf_counter() - began

    @property
    def lines(self):
        return list(self.live.values())

    def close(self):
        """Leave, as closed pages do."""
        for line in self.lines:
            line.sock.close()

    def _begin(self, door):
        line = Line(
            door.get("url", self.url), door, door["revision"] if self.since is None else self.since(door)
        )
        self.coming[line.sock.fileno()] = line, time.perf_counter()
        self.poll.register(line.sock.fileno(), select.EPOLLOUT)

    def _advance(self, number, events):
        line, began = self.coming.get(number) or (self.live[number], None)
        try:
            if began is None:
                line.listen()  # pings are answered while others still come
            elif events & select.EPOLLOUT and not events & select.EPOLLERR:
                line.ask()
                self.poll.modify(number, select.EPOLLIN)
            elif line.come_in():
                self.took.append(time.perf_counter() - began)
                self.live[number] = line
                del self.coming[number]
        except Refusal as trouble:
            self._end(line, str(trouble))

    def _end(self, line, why):
        self.refusals.append(why)
        number = line.sock.fileno()
        self.poll.unregister(number)
        self.coming.pop(number, None)
        self.live.pop(number, None)
        line.sock.close()
