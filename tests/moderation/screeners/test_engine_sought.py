"""Looking first for the words without which a pattern cannot fit changes nothing but the time it takes."""

import json
from pathlib import Path

import pytest

from moderation.screeners import accounts, links, places
from moderation.screeners.lists import Sought
from moderation.screeners.normalising import shown

LINES = Path(__file__).parents[3] / "moderation" / "evaluation"


def patterns_of(module):
    """Every Sought of a module, alone or among others."""
    for value in vars(module).values():
        for one in value if isinstance(value, (tuple, list)) else [value]:
            if isinstance(one, Sought):
                yield one


SOUGHT = [one for module in (accounts, links, places) for one in patterns_of(module)]


@pytest.fixture(scope="module")
def texts():
    """All lines of our own sets, as a reader sees them."""
    found = [
        shown(json.loads(line)["text"])
        for file in sorted(LINES.rglob("*.jsonl"))
        for line in file.read_text(encoding="utf-8").splitlines()
        if line
    ]
    return found + [shown(text.upper()) for text in found[::7]]


def test_there_are_such_patterns_and_lines(texts):
    assert len(SOUGHT) >= 8
    assert len(texts) > 4000


@pytest.mark.parametrize("sought", SOUGHT, ids=lambda one: one.pattern.pattern[:30])
def test_whatever_the_pattern_fits_is_found(texts, sought):
    wrong = [text for text in texts if bool(sought.pattern.search(text)) != bool(sought.search(text))]

    assert not wrong


def test_most_lines_are_not_searched_at_all(texts):
    asked = sum(
        not sought.words.isdisjoint(text.words) or any(part in text.small for part in sought.parts)
        for sought in SOUGHT
        for text in texts
    )

    assert asked < len(SOUGHT) * len(texts) / 2
