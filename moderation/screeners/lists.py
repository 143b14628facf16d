"""Plain lists of words that screeners in code look for: rules/lists.json."""

import json
import re
from dataclasses import dataclass
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
def first_of(name) -> frozenset[str]:
    """The first word of each entry of a list, in small letters."""
    return frozenset(re.search(r"\w+", word.lower())[0] for word in words(name))


@dataclass(frozen=True)
class Sought:
    """A pattern with what stands in every text that it fits: one of these words, or of these parts of words.

    That is looked for first: most texts have none of it.
    """

    pattern: re.Pattern
    words: frozenset[str] = frozenset()
    parts: frozenset[str] = frozenset()

    def search(self, text):
        """In a text as shown (normalising.Shown)."""
        if self.words.isdisjoint(text.words) and not any(map(text.small.__contains__, self.parts)):
            return None
        return self.pattern.search(text)


@cache
def _all():
    return json.loads((RULES / "lists.json").read_text(encoding="utf-8"))
