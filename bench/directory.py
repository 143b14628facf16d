"""How fast services come in and are found, with as many as a national catalogue has.

    python -m bench.directory                      30,000 services, SQLite
    python -m bench.directory --backend postgresql
    python -m bench.directory --services 5000

One process, no web server in between: `manage.py import_hsds` reads a file of plausible services (bench/catalogue.py),
then pages of the search are asked for, each another wish, and timed as the server spends on them (CPU and database);
after each page the search alone, `finding.find`, without form, cards and frame.
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
from functools import partial
from pathlib import Path

import django

from bench import catalogue, services
from bench.servers import HOUSE, environment
from bench.tables import Table, against, note, title

COUNT, SEARCHES = 30_000, 400
AT_LEAST, AT_MOST, MEGABYTES = 1000, 50, 500  # services a second, milliseconds at p95, memory
SHARES = {"p50": 0.5, "p95": 0.95}
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
    """Pages of the search as a visitor gets them, and the search alone."""
    logging.disable(logging.WARNING)
    client = importlib.import_module("django.test").Client(headers={"host": "localhost"})
    chance = random.Random(5)
    wishes = [
        {"place": chance.choice(PLACES), "words": chance.choice(WORDS), **chance.choice(MORE)}
        for _ in range(SEARCHES)
    ]
    first, first_cpu = timed(partial(page_of, client, {}))
    for wish in wishes[:20]:
        client.get("/services/", wish)
    columns = [
        f"{what} {share} {unit}" for what in ("page", "find") for unit in ("ms", "CPU") for share in SHARES
    ]
    table = Table("wish" + " " * 10, "pages", *columns, "worst ms")
    pages = [
        (kind_of(wish), *timed(partial(page_of, client, wish)), *timed(search_of(wish)), wish)
        for wish in wishes
    ]
    for kind in sorted({kind for kind, *_rest in pages}):
        tell(table, kind, [page for page in pages if page[0] == kind])
    tell(table, "all", pages)
    note(
        "Milliseconds by the clock, and of CPU, the database’s with it. Whole pages: form, search, twenty cards."
    )
    note("Wishes are drawn, with places and words misspelt among them.")
    note(f"The first page of a process, which reads the index: {first:.0f} ms, {first_cpu:.0f} of CPU.")
    note(f"Load of the machine: {os.getloadavg()[0]:.1f}.")
    slow = sorted(pages, key=lambda page: -page[1])[:3]
    note("Slowest: " + "; ".join(f"{page[1]:.0f} ms {page[-1]}" for page in slow))


def kind_of(wish):
    """What is asked for beside a place and words."""
    more = [name for name in wish if name not in ("place", "words")]
    return more[0] if more else ("words" if wish["words"] else "place")


def page_of(client, wish):
    """One page."""
    answer = client.get("/services/", wish)
    if answer.status_code != 200:
        raise SystemExit(f"{answer.status_code} for {wish}")


def search_of(wish):
    """The search of that page, ready to be called."""
    finding = importlib.import_module("community.directory.finding")
    asked = importlib.import_module("django.http").QueryDict(mutable=True)
    asked.update(wish)
    form = importlib.import_module("community.directory.forms.search").SearchForm(asked, language="en")
    return partial(finding.find, form.wish, first=20 * (int(wish.get("page", 1)) - 1))


def timed(work):
    """Milliseconds of that work: by the clock, and of the CPU, PostgreSQL’s with it."""
    begun, used = time.perf_counter(), cpu()
    work()
    return 1000 * (time.perf_counter() - begun), 1000 * (cpu() - used)


def cpu():
    """Seconds of CPU of this process, and of the database’s own process for it where that can be told."""
    connection = importlib.import_module("django.db").connection
    if connection.vendor != "postgresql" or connection.connection is None:
        return time.process_time()
    spent = Path(f"/proc/{connection.connection.info.backend_pid}/schedstat")
    served = int(spent.read_text().split()[0]) / 1e9 if spent.exists() else 0
    return time.process_time() + served


def tell(table, kind, pages):
    """A line for pages of one kind."""
    told = [[page[column] for page in pages] for column in (1, 2, 3, 4)]
    figures = [at(each, share) for each in told for share in SHARES.values()]
    last = against(figures[1], AT_MOST, form="{:.1f}", at_most=True)
    figures = [f"{figures[0]:.1f}", last, *(f"{figure:.1f}" for figure in figures[2:])]
    table.line(f"{kind:14}", len(pages), *figures, f"{max(told[0]):.1f}")


def at(figures, share):
    """The figure below which that share of them lies."""
    return sorted(figures)[min(len(figures) - 1, int(share * len(figures)))]


if __name__ == "__main__":
    main()
