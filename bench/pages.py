"""How many room pages two server processes write in a second: signed in, 50 messages on each page.

    python -m bench.pages                          20 rooms of nine, 16 readers, both back ends
    python -m bench.pages --backend sqlite --readers 8 --seconds 10

Readers keep their connections, half of them to each process, and open one page after another, each time
as the next person. A page counts when its status is 200 and it shows the first and the last word said
in its room. Each process stays on a core of its own; the readers and the database go wherever there is room.
"""

import contextlib
import itertools
import select
import socket
import time

from bench.gauges import cpu_of
from bench.lines import url_parts
from bench.options import parser_for
from bench.servers import APPLICATION, BACKENDS, Cores, house, served
from bench.shapes import known_words
from bench.tables import Table, against, note, title

TARGETS = {"sqlite": 150, "postgresql": 120}  # pages a second
SHAPE = "20x9+50"
FIRST, LAST = (known_words(number).split()[0].encode() for number in (1, 50))
PROCESSES = 2
WARM_SECONDS = 3.0
PATIENCE_SECONDS = 30.0


def main():
    parser = parser_for("pages", __doc__)
    parser.add_argument("--readers", type=int, default=16)
    parser.add_argument("--seconds", type=float, default=8.0)
    options = parser.parse_args()
    for backend in options.backend:
        title(f"Room pages from {PROCESSES} processes: {BACKENDS[backend]}")
        measure(options, backend)


def measure(options, backend):
    """Read pages for a while, and print a line."""
    with house(backend, pages=SHAPE) as (folder, facts, doors):
        measured(options, folder, facts, doors["pages"], (FIRST, LAST), TARGETS[backend])


def measured(options, folder, facts, doors, words, target):
    """The same for these doors, on whose pages these words are."""
    cores = Cores()
    with contextlib.ExitStack() as stack:
        servers = [
            stack.enter_context(served(APPLICATION, facts, folder, core))
            for core in (cores.server, cores.rest)[:PROCESSES]
        ]
        table = Table("pages/s", "p50 ms", "p99 ms", "good", "wrong", "KiB", "cpu us/page", "readers")
        people = itertools.cycle(doors)
        readers = [
            Reader(servers[number % len(servers)]["url"], people, words) for number in range(options.readers)
        ]
        read(readers, WARM_SECONDS)
        for reader in readers:
            reader.forget()
        spent = sum(cpu_of(server["server"]) for server in servers)
        own = time.process_time()
        seconds = read(readers, options.seconds)
        own = (time.process_time() - own) / seconds
        spent = sum(cpu_of(server["server"]) for server in servers) - spent
    took = sorted(itertools.chain.from_iterable(reader.took for reader in readers)) or [0.0]
    wrong = [trouble for reader in readers for trouble in reader.wrong]
    good = sum(len(reader.took) for reader in readers)
    size = max(reader.size for reader in readers) / 1024
    table.line(
        f"{good / seconds:.0f}",
        f"{took[len(took) // 2] * 1000:.1f}",
        f"{took[int(len(took) * 0.99)] * 1000:.1f}",
        good,
        len(wrong),
        f"{size:.0f}",
        f"{spent / max(good, 1) * 1e6:.0f}",
        f"{own:.0%}",
    )
    note(f"pages/s {against(round(good / seconds), target)}")
    for trouble in sorted(set(wrong))[:3]:
        note(f"wrong: {trouble}")


def read(readers, seconds):
    """Let all of them read until the time is up and each has its last page; return how long that was."""
    poll, by_fd = select.epoll(), {}
    for reader in readers:
        by_fd[reader.sock.fileno()] = reader
        poll.register(reader.sock.fileno(), select.EPOLLIN)
        reader.ask()
    began = now = time.perf_counter()
    waiting = len(readers)
    while waiting and now - began < seconds + PATIENCE_SECONDS:
        for fd, _events in poll.poll(0.1):
            if by_fd[fd].hear():
                if time.perf_counter() - began < seconds:
                    by_fd[fd].ask()
                else:
                    waiting -= 1
        now = time.perf_counter()
    poll.close()
    return now - began


class Reader:
    """A browser's connection, used by one person after another; it asks for the next page when it has one."""

    def __init__(self, url, people, words):
        self.host, self.port = url_parts(url)
        self.people, self.words = people, words
        self.sock = socket.create_connection((self.host, self.port), timeout=PATIENCE_SECONDS)
        self.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.data = b""
        self.size = 0
        self.forget()

    def forget(self):
        """What was read so far was for warming up."""
        self.took, self.wrong = [], []

    def ask(self):
        door = next(self.people)
        self.asked_at = time.perf_counter()
        self.sock.sendall(
            f"GET {door['page']} HTTP/1.1\r\nHost: {self.host}:{self.port}\r\nCookie: {door['cookie']}\r\n"
            "Accept: text/html\r\nSec-Fetch-Mode: navigate\r\n\r\n".encode()
        )

    def hear(self):
        """Take in what has arrived; True once the page is complete, and then it has been looked at."""
        chunk = self.sock.recv(262_144)
        if not chunk:
            raise ConnectionError("the server closed a connection in the middle of the run")
        self.data += chunk
        page = whole(self.data)
        if page is None:
            return False
        head, body = page
        self.data = b""
        if trouble := wrong_with(head, body, self.words):
            self.wrong.append(trouble)
        else:
            self.took.append(time.perf_counter() - self.asked_at)
            self.size = len(body)
        return True


def whole(data):
    """Head and body of an answer once all of it is there, else None. Its length is told or it comes in chunks."""
    head, end, body = data.partition(b"\r\n\r\n")
    if not end:
        return None
    for line in head.lower().split(b"\r\n"):
        if line.startswith(b"content-length:"):
            return (head, body) if len(body) >= int(line[15:]) else None
    return (head, body) if body.endswith(b"0\r\n\r\n") else None


def wrong_with(head, body, words=(FIRST, LAST)):
    """Why this is not the page that was asked for, with these words on it; empty when it is."""
    status = head.split(b"\r\n")[0].decode(errors="replace")
    if " 200 " not in f"{status} ":
        return status
    if not all(word in body for word in words):
        return "a page without the words said in the room"
    return ""


if __name__ == "__main__":
    main()
