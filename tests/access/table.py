"""Reads the access table."""

from dataclasses import dataclass
from pathlib import Path

from django.urls import get_resolver

TABLE = Path(__file__).parent / "table.txt"
FACTS_END = 58  # the column where the cells begin


@dataclass(frozen=True)
class Row:
    """What one address answers to each role. `cells` by role; `then` are the routes a 302 may lead to."""

    name: str
    thing: str
    method: str
    cells: dict
    then: tuple

    def __str__(self):
        return " ".join(part for part in (self.method, self.name, self.thing) if part != "-")


def rows():
    """The rows in their order. The line that begins with "address" names the columns."""
    roles, found = [], []
    for line in TABLE.read_text(encoding="utf-8").splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        facts, _arrow, then = line.partition(">")
        # The thing may be two words; everything else is one.
        name, *thing, method = facts[:FACTS_END].split()
        cells = facts[FACTS_END:].split()
        if name == "address":
            roles = cells
            continue
        assert len(cells) == len(roles), f"{len(cells)} cells for {len(roles)} roles: {line}"
        found.append(
            Row(name, " ".join(thing), method, dict(zip(roles, cells, strict=True)), tuple(then.split()))
        )
    return found


def names(resolver=None, space="", path="/"):
    """Every address of the project by its name; one without a name by its path."""
    for entry in (resolver or get_resolver()).url_patterns:
        here = path + str(entry.pattern)
        if hasattr(entry, "url_patterns"):
            yield from names(entry, space + (f"{entry.namespace}:" if entry.namespace else ""), here)
        else:
            yield space + entry.name if entry.name else here
