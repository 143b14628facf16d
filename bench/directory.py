"""How fast services come in and are found, with as many as a national catalogue has.

    python -m bench.directory                      30,000 services, SQLite
    python -m bench.directory --backend postgresql
    python -m bench.directory --services 5000

One process, no web server in between: `manage.py import_hsds` reads a file of plausible services (bench/catalogue.py),
then pages of the search are asked for, each another wish, and timed as the server spends on them (CPU and database).
"""

import argparse
import contextlib
import importlib
import json
import logging
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import django

from bench import catalogue, services
from bench.servers import HOUSE, environment
from bench.tables import Table, against, note, title

COUNT, SEARCHES = 30_000, 400
AT_LEAST, AT_MOST, MEGABYTES = 1000, 50, 500  # services a second, milliseconds at p95, memory
PLACES = (
    "Helsinki",
    "Kallio, Helsinki",
    "00530",
    "Espoo",
    "Tampere",
    "Oulu",
    "Malmö",
    "Oslo",
    "Leeds",
    "Inari",
    "Tampre",
)
WORDS = (
    "",
    "",
    "terapia",
    "family",
    "vauva",
    "parents",
    "masennus",
    "kriisi",
    "stöd",
    "familie",
    "threapy",
    "addiction",
)
MORE = (
    {}, {}, {}, {"language": "fi"}, {"language": "en"}, {"free": "on"}, {"open_now": "on"},
    {"age": "8", "whose": "child"}, {"week": "21"}, {"no_referral": "on"}, {"way": "online"}, {"page": "3"},
)  # fmt: skip


def main():
    """Make the catalogue, take it in, ask for pages."""
    parser = argparse.ArgumentParser(
        prog="python -m bench.directory",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--services", type=int, default=COUNT, help="how many there are")
    parser.add_argument("--backend", choices=["sqlite", "postgresql"], default="sqlite")
    options = parser.parse_args()
    with contextlib.ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="vierelle-bench-")))
        facts = environment(folder) | {"DJANGO_SETTINGS_MODULE": "community.settings"}
        if options.backend == "postgresql":
            facts["DATABASE_URL"] = stack.enter_context(services.postgresql(folder))
        title(f"{options.services:,} services, {options.backend}")
        take_in(folder, facts, options.services)
        os.environ.update(facts)
        django.setup()
        look(options.services)


def take_in(folder, facts, count):
    """Import in a process of its own, so that its memory can be told."""
    file = folder / "services.ndjson"
    with file.open("w", encoding="utf-8") as out:
        out.writelines(json.dumps(one, ensure_ascii=False) + "\n" for one in catalogue.catalogue(count))
    run(facts, "migrate", "-v", "0")
    run(facts, "collectstatic", "--noinput", "-v", "0")
    begun, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
    run(facts, "import_hsds", str(file))
    spent = time.perf_counter() - begun
    memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = used.ru_utime + used.ru_stime - before.ru_utime - before.ru_stime
    table = Table("import", "seconds", "services/s", "by its CPU", "memory MB")
    table.line(
        "file → database and listings",
        f"{spent:.1f}",
        against(count / spent, AT_LEAST, form="{:,.0f}"),
        f"{count / cpu:,.0f}",
        against(memory, MEGABYTES, form="{:,.0f}", at_most=True),
    )


def run(facts, *command):
    """A command of the house; what it says only where it fails."""
    done = subprocess.run(
        [sys.executable, "manage.py", *command],
        cwd=HOUSE,
        env={**os.environ, **facts},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise SystemExit(done.stdout + done.stderr)


def look(count):
    """Pages of the search as a visitor gets them."""
    logging.disable(logging.WARNING)
    client = importlib.import_module("django.test").Client(headers={"host": "localhost"})
    chance = random.Random(5)
    wishes = [
        {"place": chance.choice(PLACES), "words": chance.choice(WORDS), **chance.choice(MORE)}
        for _ in range(SEARCHES)
    ]
    for wish in wishes[:20]:
        client.get("/services/", wish)
    table = Table("wish" + " " * 10, "pages", "p50 ms", "p95 ms", "p50 CPU", "p95 CPU", "worst ms")
    pages = [(kind_of(wish), *timed(client, wish), wish) for wish in wishes]
    for kind in sorted({kind for kind, *_rest in pages}):
        tell(table, kind, [page for page in pages if page[0] == kind])
    tell(table, "all", pages)
    note("Milliseconds by the clock, and of this process’s CPU. Whole pages: form, search, twenty cards.")
    note("Wishes are drawn, with places and words misspelt among them.")
    note(f"Load of the machine: {os.getloadavg()[0]:.1f}.")
    slow = sorted(pages, key=lambda page: -page[1])[:3]
    note("Slowest: " + "; ".join(f"{spent:.0f} ms {wish}" for _kind, spent, _cpu, wish in slow))


def kind_of(wish):
    """What is asked for beside a place and words."""
    more = [name for name in wish if name not in ("place", "words")]
    return more[0] if more else ("words" if wish["words"] else "place")


def timed(client, wish):
    """Milliseconds of one page: by the clock, and of the CPU."""
    begun, used = time.perf_counter(), time.process_time()
    answer = client.get("/services/", wish)
    spent = 1000 * (time.perf_counter() - begun), 1000 * (time.process_time() - used)
    if answer.status_code != 200:
        raise SystemExit(f"{answer.status_code} for {wish}")
    return spent


def tell(table, kind, pages):
    """A line for pages of one kind."""
    clock, cpu = [page[1] for page in pages], [page[2] for page in pages]
    last = against(at(clock, 0.95), AT_MOST, form="{:.1f}", at_most=True)
    figures = (
        f"{at(clock, 0.5):.1f}",
        last,
        f"{at(cpu, 0.5):.1f}",
        f"{at(cpu, 0.95):.1f}",
        f"{max(clock):.1f}",
    )
    table.line(f"{kind:14}", len(pages), *figures)


def at(figures, share):
    """The figure below which that share of them lies."""
    return sorted(figures)[min(len(figures) - 1, int(share * len(figures)))]


if __name__ == "__main__":
    main()
