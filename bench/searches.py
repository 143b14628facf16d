"""Times searches in a group with 5,000 posts: `python -m bench.searches DOOR`, one of those that bench.seed wrote.

Whole pages, asked one after the other in this process with the collector set as in a server, so that nothing but the
search is measured. CPU time is that of this process, and of PostgreSQL’s own for it.
"""

import itertools
import json
import logging
import os
import random
import statistics
import sys
import time
import uuid

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bench.settings")
django.setup()

from django.db import connection, transaction  # noqa: E402  (the registry is ready only now)
from django.test import Client  # noqa: E402
from django.urls import resolve, reverse  # noqa: E402

from bench.directory import cpu  # noqa: E402
from bench.screening import as_served, ordinary  # noqa: E402
from bench.tables import Table, against  # noqa: E402
from community.forum.models import Reply, Topic  # noqa: E402
from groups.models import Room  # noqa: E402

TARGET = 100  # milliseconds at p95
POSTS, PER_TOPIC, LINES = 5000, 100, 8  # lines as people write them in one post
EACH = 60  # searches of each kind
WARM = 5
COLUMNS = ("               asked", "found", "p50 ms", "p95 ms", "CPU p50", "CPU p95")


@transaction.atomic
def grow(group, posts=POSTS):
    """So many posts in one group, made in bulk and sealed as always; their lines are those of the evaluation sets.

    Those that are there already count.
    """
    posts -= Reply.objects.filter(topic__group=group).count()
    chance, lines = random.Random(5), ordinary(group.language)
    seats = list(group.memberships.current())
    for first in range(0, posts, PER_TOPIC):
        count = min(PER_TOPIC, posts - first)
        facts = {"author": seats[0], "length": count, "client_id": uuid.uuid4()}
        topic = Topic.objects.create(group=group, title=chance.choice(lines)[: Topic.TITLE], **facts)
        bodies = (" ".join(chance.choices(lines, k=LINES)) for _ in range(count))
        Reply.objects.bulk_create(
            [
                _post(topic, seats[place % len(seats)], place, body)
                for place, body in enumerate(bodies, start=1)
            ]
        )


def _post(topic, author, place, body):
    facts = {"position": place, "revision": 1, "opens": place == 1, "client_id": uuid.uuid4()}
    return Reply(topic=topic, author=author, body=body, **facts)


def asked(language):
    """What people ask for, by kind: each of many in turn, the same in every run."""
    chance = random.Random(6)
    lines = [line.split() for line in ordinary(language) if len(line.split()) > 3]
    words = [word for line in lines for word in line if len(word) > 3]
    return {
        "one word": [chance.choice(words) for _ in range(EACH)],
        "two words": [" ".join(chance.sample(words, 2)) for _ in range(EACH)],
        "a phrase of four": [" ".join(chance.choice(lines)[:4]) for _ in range(EACH)],
        "a word nobody wrote": [f"q{chance.randrange(10**6)}z" for _ in range(EACH)],
    }


def measure(client, address, language):
    """One line for each kind."""
    table = Table(*COLUMNS)
    kinds = asked(language)
    for words in itertools.chain(*(every[:WARM] for every in kinds.values())):
        client.post(address, {"words": words})
    as_served()
    for kind, every in kinds.items():
        tell(table, kind, [timed(client, address, words) for words in every])


def timed(client, address, words):
    """(milliseconds by the clock, by CPU, whether anything was found) of one page."""
    began, spent = time.perf_counter(), cpu()
    page = client.post(address, {"words": words})
    took = 1000 * (time.perf_counter() - began), 1000 * (cpu() - spent)
    assert page.status_code == 200, page.status_code
    return *took, b"#reply-" in page.content


def tell(table, kind, times):
    """One line: by the clock, then by CPU, which holds when other work runs beside it; the target beside both."""
    clock, spent, found = zip(*times, strict=True)
    (p50, p95), (cpu50, cpu95) = (_quantiles(each) for each in (clock, spent))
    reached = [against(each, TARGET, form="{:.0f}", at_most=True) for each in (p95, cpu95)]
    table.line(kind, f"{sum(found)}/{len(found)}", f"{p50:.0f}", reached[0], f"{cpu50:.0f}", reached[1])


def _quantiles(times):
    return [statistics.quantiles(times, n=100)[place] for place in (49, 94)]


def main():
    door = json.loads(sys.argv[1])
    logging.disable(logging.INFO)  # one line for each page, to a terminal
    group = Room.objects.select_related("group").get(pk=resolve(door["page"]).kwargs["pk"]).group
    grow(group)
    if connection.vendor == "postgresql":  # as it would soon do by itself
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
    client = Client(SERVER_NAME="127.0.0.1", headers={"cookie": door["cookie"]})
    measure(client, reverse("forum:search", args=[group.pk]), group.language)


if __name__ == "__main__":
    main()
