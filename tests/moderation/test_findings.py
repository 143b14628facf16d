"""Staff read what a rule looks for, not its id."""

import pytest

from moderation.findings import in_words
from moderation.screeners.rulebook import book

RULES = sorted(rule for kind in ("risk", "grooming", "threats") for rule in book(kind).rules)


@pytest.mark.parametrize("rule", RULES)
def test_every_rule_is_said_in_words(rule):
    assert in_words(rule) != rule


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        ("risk.en.intent.1", "A way, a time, a plan or a goodbye"),
        ("risk.fi.child.1", "A child may be in danger"),
        ("identifiers.phone", "Tells who somebody is"),
        ("links.chat", "An invitation to another chat"),
        ("links.address", "A link to elsewhere"),
        ("screening.unanswered", "The automatic check could not read it"),
        ("weather.en.rain.1", "weather.en.rain.1"),
    ],
)
def test_what_is_said_is_what_the_rule_looks_for(rule, words):
    assert in_words(rule) == words
