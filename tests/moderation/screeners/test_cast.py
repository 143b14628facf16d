"""What the people of the demonstration say: nobody is called for their life, and nothing of it waits."""

import json
from pathlib import Path
from types import SimpleNamespace

import pytest

from moderation.screeners import grooming, risk, threats, urgency
from moderation.screeners.rulebook import LANGUAGES

CAST = Path(__file__).parents[3] / "community" / "demo" / "cast.json"


def said(of, language="en"):
    """Every text of the cast with its language: English where none is told."""
    if isinstance(of, str):
        yield language, of
    elif isinstance(of, dict):
        for name, each in of.items():
            yield from said(each, name if name in LANGUAGES else language)
    elif isinstance(of, list):
        for each in of:
            yield from said(each, language)


SAID = sorted(set(said(json.loads(CAST.read_text(encoding="utf-8")))))


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_the_cast_says_waits_or_calls_for_a_life(language):
    place = SimpleNamespace(group=SimpleNamespace(language=language))
    alarming = [
        (text, finding.rule)
        for own, text in SAID
        if own == language
        for screener in (risk, threats, grooming)
        for finding in screener.screen(text, author=None, place=place)
        if finding.holds or urgency.priority_of([finding]) == urgency.LIFE
    ]

    assert any(own == language for own, _text in SAID)
    assert not alarming
