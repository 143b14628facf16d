"""How many pages of a topic two server processes write in a second: signed in, 20 replies on each page. Then searches.

    python -m bench.forum                          20 groups of nine, 16 readers, both back ends
    python -m bench.forum --backend sqlite --readers 8 --seconds 10

Read as in bench.pages. Every group has a topic of twenty replies; one in five quotes another. A page counts when its
status is 200 and it shows the first and the last word written in its topic. Searches are timed in a process of their
own, one after the other, in a group with 5,000 posts (bench/searches.py).
"""

import json
import subprocess
import sys

from bench.options import parser_for
from bench.pages import PROCESSES, measured
from bench.servers import BACKENDS, HOUSE, SEED_SECONDS, house
from bench.shapes import known_words
from bench.tables import title

TARGET = 200  # pages a second
SHAPE = "20x9"
REPLIES = 20
SEARCH_SECONDS = 600
WORDS = tuple(known_words(number).split()[0].encode() for number in (1, REPLIES))


def main():
    parser = parser_for("forum", __doc__)
    parser.add_argument("--readers", type=int, default=16)
    parser.add_argument("--seconds", type=float, default=8.0)
    options = parser.parse_args()
    for backend in options.backend:
        title(f"Topic pages from {PROCESSES} processes: {BACKENDS[backend]}")
        with house(backend, pages=SHAPE) as (folder, facts, doors):
            topics = with_topics(folder, facts, doors["pages"])
            measured(options, folder, facts, topics, WORDS, TARGET)
            title(f"A search in a group with 5,000 posts, one process: {BACKENDS[backend]}")
            search(facts, doors["pages"][0])


def with_topics(folder, facts, doors):
    """The same doors, each to the topic of its group."""
    path = folder / "topics.json"
    command = [sys.executable, "-m", "bench.topics", str(path), str(REPLIES)]
    subprocess.run(command, cwd=HOUSE, env=facts, check=True, timeout=SEED_SECONDS)
    topics = json.loads(path.read_text())
    return [door | {"page": topics[door["page"]]} for door in doors]


def search(facts, door):
    """Search as this person does; the lines are printed there."""
    command = [sys.executable, "-m", "bench.searches", json.dumps(door)]
    subprocess.run(command, cwd=HOUSE, env=facts, check=True, timeout=SEARCH_SECONDS)


if __name__ == "__main__":
    main()
