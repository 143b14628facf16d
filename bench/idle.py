"""What an open page costs while nothing happens: memory of the server per idle socket.

    python -m bench.idle                           2,000 sockets in rooms of nine, both back ends
    python -m bench.idle --backend sqlite --sockets 500

The server is warm before it is weighed: others have come, spoken and gone. Only its own process counts.
"""

import time

from bench.crowd import Crowd
from bench.gauges import cpu_of, memory_of
from bench.options import parser_for
from bench.servers import APPLICATION, BACKENDS, BARE, Cores, house, served
from bench.tables import Table, against, note, title

TARGET = 30.0  # KiB a socket
WARM = "5x9+60"  # few, since the room they leave behind is taken by the next
MEMBERS = 9
STORED = 60
PATIENCE_SECONDS = 180.0
REST_SECONDS = 5.0
AT_ONCE = 50


def main():
    parser = parser_for("idle", __doc__)
    parser.add_argument("--sockets", type=int, default=2000)
    options = parser.parse_args()
    for backend in options.backend:
        title(f"{options.sockets} idle sockets: {BACKENDS[backend]}")
        measure(options.sockets, backend)


def measure(sockets, backend):
    """Weigh both servers, and print a line for each."""
    cores = Cores()
    rooms = -(-sockets // MEMBERS)
    with house(backend, cores, warm=WARM, crowd=f"{rooms}x{MEMBERS}+{STORED}") as (folder, facts, doors):
        doors["crowd"] = doors["crowd"][:sockets]
        table = Table("    what", "sockets", "MiB before", "with them", "KiB/socket", "idle cpu")
        with served(APPLICATION, facts, folder, cores.server) as server:
            ours = weigh(doors, server, table, "vierelle")
        with served(BARE, facts, folder, cores.server) as server:
            bare = weigh(doors, server, table, "bare")
    figure = against(round(ours, 1), TARGET, form="{} KiB", at_most=True)
    note(f"a socket {figure}, {ours / max(bare, 0.1):.1f} times bare")


def weigh(doors, server, table, name):
    """Print what the sockets add to the server's memory; return KiB for one."""
    _warm(doors["warm"], server)
    before = memory_of(server["server"])
    crowd = Crowd(doors["crowd"], server["url"], at_once=AT_ONCE)
    crowd.open(PATIENCE_SECONDS)
    time.sleep(REST_SECONDS / 2)  # what coming in has set off is over
    spent, began = cpu_of(server["server"]), time.perf_counter()
    time.sleep(REST_SECONDS)
    idle = (cpu_of(server["server"]) - spent) / (time.perf_counter() - began)
    after = memory_of(server["server"])
    each = (after - before) / 1024 / max(len(crowd.lines), 1)
    table.line(
        name, len(crowd.lines), f"{before / 2**20:.1f}", f"{after / 2**20:.1f}", f"{each:.1f}", f"{idle:.1%}"
    )
    if crowd.refusals:
        note(f"{len(crowd.refusals)} not let in: {crowd.refusals[0]}")
    crowd.close()
    return each


def _warm(doors, server):
    """Let others come, speak and go, twice, so that what is loaded once is loaded."""
    for run in range(2):
        crowd = Crowd(doors, server["url"], at_once=AT_ONCE, since=lambda door: 0)
        crowd.open(PATIENCE_SECONDS)
        for number, line in enumerate(crowd.lines[:50], start=1):
            line.say(number, run)
        time.sleep(1)
        crowd.close()
        time.sleep(1)


if __name__ == "__main__":
    main()
