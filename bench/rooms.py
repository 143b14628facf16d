"""How many messages rooms carry, side by side with a bare broadcast server in the same run.

    python -m bench.rooms                          the five shapes of docs/performance.md, both back ends
    python -m bench.rooms --backend sqlite         one of them: sqlite, or postgresql (with Redis)
    python -m bench.rooms --shape 50x9@50          that shape, 50 messages a second in all; 50x9 is saturated

Absolute figures belong to a machine and a moment; the ratios travel. The server has the first core; the
generator, PostgreSQL and Redis share the second. "busy" is the generator's own share of its core: near
100 % it is the limit, not the server. "server" beside it is the server's share of its own core, "cpu us" its
CPU time per message and per delivery: the figures to compare when other work runs on the machine. The bare
server sends the same frames, as long and as many, and does nothing else.
"""

import os

from bench.options import parser_for
from bench.servers import APPLICATION, BACKENDS, BARE, Cores, house, loaded, served
from bench.shapes import parse
from bench.tables import Table, against, note, title, warnings

# shape: the target by back end; a ratio where it is saturated, else milliseconds
TARGETS = {
    "1x200": {"sqlite": 0.5, "postgresql": 0.5},
    "1x1000": {"sqlite": 0.5, "postgresql": 0.5},
    "100x9": {"sqlite": 0.3, "postgresql": 0.25},
    "200x9@180": {"sqlite": 50, "postgresql": 50},
    "200x9@360": {"sqlite": 150, "postgresql": 150},
}
COLUMNS = [
    *("     shape", "    what", "messages/s", "deliveries/s", "p50 ms", "p99 ms"),
    *("lost", "doubled", "swapped", "refused", "server", "busy", "cpu us/message", "/delivery"),
]
SENDERS = 16  # at once in one room; with several rooms, one in each


def main():
    options = _options()
    for backend in options.backend:
        title(f"Messages in rooms: {BACKENDS[backend]}")
        measure(options, backend)


def measure(options, backend):
    """Measure every shape on both servers, and print a line for each and their ratio."""
    cores = Cores()
    shapes = {shape: shape.partition("@")[0] for shape in options.shape}
    with house(backend, cores, **shapes) as (folder, facts, doors):
        table = Table(*COLUMNS)
        with served(APPLICATION, facts, folder, cores.server) as server:
            for shape in options.shape:
                plan = _plan(options, shape, doors[shape], cores)
                ours = loaded(plan | server, folder)
                table.line(shape, "vierelle", *_figures(ours))
                bare = _bare(plan, ours, folder, cores)
                table.line(shape, "bare", *_figures(bare))
                _compare(shape, backend, ours, bare)


def _bare(plan, ours, folder, cores):
    facts = os.environ | {
        "BARE_SAID": str(ours["said_bytes"]),
        "BARE_ACCEPTED": str(ours["accepted_bytes"]),
    }
    with served(BARE, facts, folder, cores.server) as server:
        return loaded(plan | server, folder)


def _plan(options, shape, doors, cores):
    rooms, members, _messages, rate = parse(shape)
    return {
        "doors": doors,
        "seconds": options.seconds,
        "rate": rate,
        "senders": options.senders or (min(SENDERS, members) if rooms == 1 else rooms),
        "server_core": cores.server,
        "core": cores.rest,
    }


def _figures(seen):
    return [
        f"{seen['messages_per_second']:.0f}",
        f"{seen['deliveries_per_second']:.0f}",
        f"{seen['p50_ms']:.1f}",
        f"{seen['p99_ms']:.1f}",
        seen["lost"],
        seen["doubles"],
        seen["swapped"],
        seen["refused"],
        f"{seen['server_busy']:.0%}",
        f"{seen['busy']:.0%}",
        f"{seen['cpu_message'] * 1e6:.0f}",
        f"{seen['cpu_delivery'] * 1e6:.1f}",
    ]


def _compare(shape, backend, ours, bare):
    target = TARGETS.get(shape, {}).get(backend)
    if parse(shape).rate:
        p99 = round(ours["p99_ms"], 1)
        figure = against(p99, target, form="{} ms", at_most=True) if target else f"{p99} ms"
        said = (
            f"p99 {figure}, {p99 / max(bare['p99_ms'], 0.1):.1f} times bare; lost {ours['lost']} (target 0)"
        )
    else:
        ratio = round(ours["messages_per_second"] / max(bare["messages_per_second"], 0.001), 2)
        by_cpu = bare["cpu_message"] / max(ours["cpu_message"], 1e-9)
        said = f"messages against bare {against(ratio, target) if target else ratio}; by CPU {by_cpu:.2f}"
    note(said)
    note(
        f"frames of {ours['said_bytes']} bytes, an answer of {ours['accepted_bytes']} to who spoke;"
        f" lines open in {ours['opened_in']:.1f} s (bare {bare['opened_in']:.1f} s)"
    )
    for name, seen in {"": ours, "bare: ": bare}.items():
        if seen["trouble"]:
            note(f"{name}{seen['closed']} lines closed, {seen['refused']} refused: {seen['trouble']}")
        for warning in warnings(seen["busy"], seen["core_busy"], seen["others"]):
            note(f"{name}{warning}")


def _options():
    parser = parser_for("rooms", __doc__)
    parser.add_argument("--shape", action="append", help="ROOMSxMEMBERS[@RATE], more than once if wanted")
    parser.add_argument("--seconds", type=float, default=5.0, help="how long to speak per shape and server")
    parser.add_argument(
        "--senders", type=int, help=f"how many speak at once; {SENDERS} in one room, else one in each"
    )
    options = parser.parse_args()
    options.shape = options.shape or list(TARGETS)
    return options


if __name__ == "__main__":
    main()
