"""Plain lists of words that screeners in code look for: rules/lists.json."""

import json
import re
from functools import cache
from pathlib import Path

RULES = Path(__file__).with_name("rules")


def words(name) -> tuple[str, ...]:
    """One list."""
    return tuple(_all()[name])


def one_of(name):
    """A list as part of a pattern; a blank in it stands for any."""
    longest_first = sorted(words(name), key=len, reverse=True)
    return "(?:" + "|".join(re.escape(word).replace(r"\ ", r"\s") for word in longest_first) + ")"


@cache
def _all():
    return json.loads((RULES / "lists.json").read_text(encoding="utf-8"))
