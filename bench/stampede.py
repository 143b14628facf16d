"""Everybody comes at once: sockets opened in the same instant, signed in, each fifty changes behind.

    python -m bench.stampede                       2,000 sockets in rooms of nine, both back ends
    python -m bench.stampede --backend sqlite --sockets 1000

Every handshake is on its way before the first is answered. A socket is live when it has been told all it
missed, in full; afterwards one word is said in every room, and whoever does not hear it is counted as deaf.
The bare server lets in as many and sends each a first frame of the same length.
"""

import contextlib
import json
import os
import random
import select
import statistics
import time

from bench.crowd import Crowd
from bench.gauges import core_times, cpu_of, share
from bench.lines import Refusal
from bench.options import parser_for
from bench.servers import APPLICATION, BACKENDS, BARE, Cores, house, served
from bench.shapes import BEHIND, known_words
from bench.tables import Table, against, note, title, warnings

TARGETS = {"sqlite": 4.0, "postgresql": 6.0}  # seconds until all are live
COLUMNS = [
    *("    what", "sockets", "all live", "per s", "p50", "p99", "refused", "incomplete", "deaf"),
    *("cpu us/connect", "busy"),
]
MEMBERS = 9
STORED = 60
PATIENCE_SECONDS = 90.0
HEARING_SECONDS = 10.0


def main():
    parser = parser_for("stampede", __doc__)
    parser.add_argument("--sockets", type=int, default=2000)
    options = parser.parse_args()
    for backend in options.backend:
        title(f"{options.sockets} sockets at once: {BACKENDS[backend]}")
        measure(options.sockets, backend)


def measure(sockets, backend):
    """Bring a crowd in to both servers, and print a line for each."""
    cores = Cores()
    rooms = -(-sockets // MEMBERS)
    with house(backend, cores, crowd=f"{rooms}x{MEMBERS}+{STORED}") as (folder, facts, doors):
        crowd = doors["crowd"][:sockets]
        random.shuffle(crowd)
        table = Table(*COLUMNS)
        with served(APPLICATION, facts, folder, cores.server) as server:
            ours = rush(crowd, server, cores)
        table.line("vierelle", *_figures(ours))
        with served(
            BARE, os.environ | {"BARE_CAUGHT_UP": str(ours["bytes"])}, folder, cores.server
        ) as server:
            bare = rush(crowd, server, cores, is_complete=lambda _frame: True)
        table.line("bare", *_figures(bare))
    _compare(ours, bare, sockets, TARGETS[backend])


def rush(doors, server, cores, is_complete=None):
    """Open all lines at once; return what became of them."""
    crowd = Crowd(doors, server["url"], at_once=len(doors), since=lambda door: door["revision"] - BEHIND)
    spent, own = cpu_of(server["server"]), time.process_time()
    first, second = core_times(cores.server), core_times(cores.rest)
    seconds = crowd.open(PATIENCE_SECONDS)
    spent = cpu_of(server["server"]) - spent
    facts = {"busy": (time.process_time() - own) / seconds, "core": share(second, core_times(cores.rest))}
    facts["others"] = share(first, core_times(cores.server)) - spent / seconds
    missed = sum(not (is_complete or has_all)(line.caught_up) for line in crowd.lines)
    frames = [len(line.caught_up) for line in crowd.lines]
    facts |= {
        "seconds": seconds,
        "took": sorted(crowd.took) or [0.0],
        "live": len(crowd.lines),
        "refusals": crowd.refusals,
        "incomplete": missed,
        "bytes": int(statistics.median(frames)) if frames else 0,
        "cpu": spent / max(len(doors), 1),
        "deaf": _deaf(crowd.lines),
    }
    crowd.close()
    return facts


def has_all(frame):
    """Whether a first frame brings every one of the changes that were missed, in order."""
    news = [fact["html"] for fact in json.loads(frame)["news"]]
    wanted = [known_words(number).split()[0] for number in range(STORED - BEHIND + 1, STORED + 1)]
    return len(news) == len(wanted) and all(word in html for word, html in zip(wanted, news, strict=True))


def _deaf(lines):
    """How many do not hear a word that is said in their room now."""
    rooms, poll, by_fd = {}, select.epoll(), {}
    for line in lines:
        rooms.setdefault(line.room, []).append(line)
        by_fd[line.sock.fileno()] = line
        poll.register(line.sock.fileno(), select.EPOLLIN)
    run = random.randrange(4096)
    for number, members in enumerate(rooms.values(), start=1):
        with contextlib.suppress(Refusal):
            members[0].say(number, run)
    deaf, end = set(lines), time.perf_counter() + HEARING_SECONDS
    while deaf and time.perf_counter() < end:
        for fd, _events in poll.poll(0.2):
            try:
                by_fd[fd].listen()
            except Refusal:
                poll.unregister(fd)  # its line is closed; it stays deaf
            if by_fd[fd].heard:
                deaf.discard(by_fd[fd])
    return len(deaf)


def _figures(seen):
    took = seen["took"]
    return [
        seen["live"],
        f"{seen['seconds']:.2f} s",
        f"{seen['live'] / seen['seconds']:.0f}",
        f"{took[len(took) // 2]:.2f} s",
        f"{took[int(len(took) * 0.99)]:.2f} s",
        len(seen["refusals"]),
        seen["incomplete"],
        seen["deaf"],
        f"{seen['cpu'] * 1e6:.0f}",
        f"{seen['busy']:.0%}",
    ]


def _compare(ours, bare, sockets, target):
    seconds = round(ours["seconds"], 2)
    note(
        f"all live in {against(seconds, target, form='{} s', at_most=True)},"
        f" {seconds / max(bare['seconds'], 0.01):.1f} times bare;"
        f" refused {len(ours['refusals'])} of {sockets} (target 0); first frames of {ours['bytes']} bytes"
    )
    for name, seen in {"": ours, "bare: ": bare}.items():
        for why in sorted(set(seen["refusals"]))[:3]:
            note(f"{name}refused: {why}")
        for warning in warnings(seen["busy"], seen["core"], seen["others"]):
            note(f"{name}{warning}")


if __name__ == "__main__":
    main()
