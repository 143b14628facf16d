"""How many messages rooms carry, side by side with a bare broadcast server in the same run.

    python -m bench.rooms                                  1x9, 1x200 and 100x9 on a server of its own
    python -m bench.rooms --shape 50x9 --rate 50           that shape, 50 messages a second in all
    python -m bench.rooms --url http://127.0.0.1:8000 --sessions doors.json
                                                           a running server; bench/seed.py makes the file

Absolute figures belong to a machine and a moment; the ratios travel. Server on the first core, generator
on the second. "busy" is the generator's share of its core: near 100 % it is the limit, not the server. "cpu us" is the
server's own CPU time per delivery: the figure to compare when other work runs on the machine.
"""

import argparse
import json
import os
import tempfile
from pathlib import Path

from bench.servers import loaded, seeded, served

SHAPES = ["1x9", "1x200", "100x9"]
COLUMNS = {  # and how wide they are
    "shape": 7,
    "server": 8,
    "messages/s": 10,
    "deliveries/s": 12,
    "p50 ms": 7,
    "p99 ms": 7,
    "lost": 5,
    "doubles": 7,
    "refused": 7,
    "busy": 5,
    "cpu us": 7,
}


def main():
    options = _options()
    cores = sorted(os.sched_getaffinity(0))
    options.server_core, options.core = (cores[0], cores[1]) if len(cores) > 1 else (None, None)
    with tempfile.TemporaryDirectory() as folder:
        if options.url:
            compare(options, {"url": options.url}, json.loads(Path(options.sessions).read_text()), folder)
            return
        facts, doors = seeded(folder, options.shape)
        with served("community.asgi:application", facts, folder, options.server_core) as house:
            compare(options, house, doors, folder)


def compare(options, house, doors, folder):
    """Measure every shape on both servers, and print a line for each and their ratio."""
    _print(COLUMNS)
    for shape in options.shape:
        plan = _plan(options, shape, doors[shape])
        ours = loaded(plan | house, folder)
        facts = os.environ | {"BARE_FRAME": str(ours["frame_bytes"])}
        with served("bench.bare:application", facts, folder, options.server_core) as bare_server:
            bare = loaded(plan | bare_server, folder)
        _print([shape, "vierelle", *_figures(ours)])
        _print([shape, "bare", *_figures(bare)])
        what, figure = ("p99", "p99_ms") if options.rate else ("deliveries", "deliveries_per_second")
        ratio = ours[figure] / max(bare[figure], 0.001)
        print(
            f"{shape:>7}  ratio of {what} {ratio:.2f}; frames of {ours['frame_bytes']} bytes;"
            f" {len(doors[shape])} lines opened in {ours['opened_in']:.1f} s"
            f" (bare {bare['opened_in']:.1f} s) {ours['refusal']}",
            flush=True,
        )


def _plan(options, shape, doors):
    rooms, members = map(int, shape.split("x"))
    return {
        "doors": doors,
        "seconds": options.seconds,
        "rate": options.rate,
        "senders": options.senders or (min(4, members) if rooms == 1 else rooms),
        "core": options.core,
    }


def _figures(seen):
    return [
        f"{seen['messages_per_second']:.0f}",
        f"{seen['deliveries_per_second']:.0f}",
        f"{seen['p50_ms']:.1f}",
        f"{seen['p99_ms']:.1f}",
        str(seen["lost"]),
        str(seen["doubles"]),
        str(seen["refused"]),
        f"{seen['generator_busy']:.0%}",
        "-" if seen["server_cpu"] is None else f"{seen['server_cpu'] * 1e6:.1f}",
    ]


def _print(cells):
    print(
        "  ".join(f"{cell:>{width}}" for cell, width in zip(cells, COLUMNS.values(), strict=True)), flush=True
    )


def _options():
    parser = argparse.ArgumentParser(prog="python -m bench.rooms", description="See the top of this file.")
    parser.add_argument("--shape", action="append", help="ROOMSxMEMBERS, more than once if wanted")
    parser.add_argument("--seconds", type=float, default=5.0, help="how long to speak per shape and server")
    parser.add_argument(
        "--senders", type=int, help="how many speak at once; 4 in one room, else one per room"
    )
    parser.add_argument(
        "--rate", type=float, help="messages per second over all rooms, not as fast as it goes"
    )
    parser.add_argument("--url", help="a running server, e.g. http://127.0.0.1:8000")
    parser.add_argument("--sessions", help="with --url: the file that bench.seed wrote")
    options = parser.parse_args()
    options.shape = options.shape or SHAPES
    if bool(options.url) != bool(options.sessions):
        parser.error("--url and --sessions belong together")
    return options


if __name__ == "__main__":
    main()
