"""What it costs to look at one message before others see it.

    python -m bench.screening                      messages of all lengths, in all languages
    python -m bench.screening --rounds 50          more of each

All runs in this process and without a database: `community.screening` asks every screener, as it does for a room.
Times are CPU time of the one thread; other work on the machine counts all the same, as it takes the processor’s
memory. The first messages are made of the examples in the rule files, so that many rules have to be looked at: nobody
writes like that. The others are ordinary lines of the evaluation sets, two or three put together.
"""

import argparse
import gc
import json
import logging
import os
import random
import statistics
import tempfile
import time
from pathlib import Path
from types import SimpleNamespace

import django
from django.utils.module_loading import import_string

from bench.servers import HOUSE, environment
from bench.tables import Table, against, note, title

TARGET = 2.0  # milliseconds at p99
EXAMPLES = HOUSE / "moderation" / "screeners" / "rules"
ORDINARY = HOUSE / "moderation" / "evaluation"
LANGUAGES = {"en": "English", "fi": "Finnish", "sv": "Swedish", "nb": "Bokmål"}
SHAPES = {"one line": 1, "a message": 3, "a long message": 6, "the longest": 120}  # examples put together
LENGTHS = {"a long message": 250}  # signs at most
LONGEST = 2000  # signs a message may have
PER_ROUND = 100
COLUMNS = ("          what", "messages", "signs", "p50 ms", "p99 ms")


def main():
    """Start the house without its database, then time one message after the other."""
    parser = argparse.ArgumentParser(
        prog="python -m bench.screening",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "--rounds", type=int, default=20, help=f"how many times {PER_ROUND} messages of each shape"
    )
    rounds = parser.parse_args().rounds
    with tempfile.TemporaryDirectory(prefix="vierelle-bench-") as folder:
        settings = {
            "DJANGO_SETTINGS_MODULE": "community.settings",
            "SCREENING": "1",
        }  # those of bench ask nobody
        os.environ.update(environment(Path(folder)) | settings)
        django.setup()
        logging.disable(logging.INFO)  # writing a line to a terminal costs more than looking
        measure(rounds)


def measure(rounds):
    """One line for each shape of message."""
    lines = examples()
    screen = import_string("community.screening.screen")
    title("One message through all screeners")
    table = Table(*COLUMNS)
    for name, count in SHAPES.items():
        many, most = rounds * PER_ROUND // len(LANGUAGES), LENGTHS.get(name, LONGEST)
        said = messages(lines, count=many if count < 10 else many // 10, of=count, most=most)
        took = [each for language in LANGUAGES for each in timed(screen, said, language)]
        tell(table, name, took, has_target=name != "the longest")
    for language, called in LANGUAGES.items():
        said = messages(ordinary(language), count=rounds * PER_ROUND, of=3, most=250)
        tell(table, called, timed(screen, said, language))
    note(
        f"Made of {len(lines)} examples. The target is for messages as people write them, not for the longest."
    )


def tell(table, name, took, *, has_target=True):
    """One line, of (signs, milliseconds) for each message."""
    p50, p99 = (statistics.quantiles([cost for _signs, cost in took], n=100)[place] for place in (49, 98))
    signs = round(statistics.median(signs for signs, _cost in took))
    reached = against(p99, TARGET, form="{:.2f}", at_most=True) if has_target else f"{p99:.2f}"
    table.line(name, len(took), signs, f"{p50:.2f}", reached)


def ordinary(language):
    """Lines as people write them."""
    text = (ORDINARY / f"ordinary.{language}.jsonl").read_text(encoding="utf-8")
    return [json.loads(line)["text"] for line in text.splitlines() if line]


def examples():
    """What rule files say should be found and what should not; with a telephone number and a date now and then."""
    files = [json.loads(path.read_text(encoding="utf-8")) for path in sorted(EXAMPLES.glob("*.*.json"))]
    rules = [rule for file in files for rule in file.get("rules", ())]
    lines = [text for rule in rules for kind in ("hits", "misses") for text in rule[kind]]
    return [
        *lines,
        *("Call 040 123 4567.", "See you on 24.12.2026 at 18.00.", "@Kuura, www.example.com")
        * (len(lines) // 30),
    ]


def messages(lines, *, count, of, most=LONGEST):
    """The same ones in every run."""
    chance = random.Random(4)
    return [" ".join(chance.choices(lines, k=of))[:most] for _number in range(count)]


def timed(screen, said, language):
    """(signs, milliseconds) for each, in a room of that language, after some that nobody counts."""
    place = SimpleNamespace(group=SimpleNamespace(language=language))
    for text in said[:PER_ROUND]:
        screen(text, author=None, place=place)
    as_served()
    took = []
    for text in said:
        start = time.thread_time()
        screen(text, author=None, place=place)
        took.append((len(text), 1000 * (time.thread_time() - start)))
    return took


def as_served():
    """Rules stay: the collector leaves them alone, as in the process of a server (community/asgi.py)."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000, 20, 20)


if __name__ == "__main__":
    main()
