"""Long words are understood as they are mistyped, and other words are not taken for them."""

import pytest

from moderation.screeners.misspelling import misspelt
from moderation.screeners.normalising import sentences
from moderation.screeners.rulebook import LANGUAGES, Book, Rule


def finds(text, *, language="en", level=3, **facts):
    rule = {"id": "risk.xx.lake.1", "level": level, "any": ["rowing tomorrow"], **facts}
    made = Book([Rule.read(rule, language)])
    return any(made.found_in(sentences(text, made.misspelt), LANGUAGES))


@pytest.mark.parametrize(
    "word", ["tomorrow", "tomorow", "tommorrow", "tmoorrow", "tomorrwo", "tomorroww", "tomrrow"]
)
def test_a_long_word_may_be_mistyped(word):
    assert finds(f"I go rowing {word}")


@pytest.mark.parametrize("word", ["tomorro", "otmorrow", "omorrow", "tomarrow", "tomoorow", "tomow"])
def test_nothing_else_is_taken_for_it(word):
    assert not finds(f"I go rowing {word}")


def test_a_word_beside_may_be_mistyped():
    assert finds("I row tomorow, I row away", any=["row away"], **{"with": ["tomorrow"]})


@pytest.mark.parametrize("facts", [{"level": 2}, {"any": ["tomorrow"]}, {"any": ["rowing tomorrow*"]}])
def test_low_rules_single_words_and_beginnings_are_taken_as_they_are(facts):
    assert not finds("I go rowing tomorow", **facts)


def test_what_a_rule_looks_for_itself_is_no_mistake():
    assert "tomorow" not in misspelt({("tomorrow", "en")}, {"tomorow"})


@pytest.mark.parametrize(
    ("word", "found"), [("tapasin", False), ("tappassin", False), ("tapapsin", True), ("tappsin", True)]
)
def test_the_length_of_a_letter_tells_in_finnish(word, found):
    assert finds(f"{word} itseni", language="fi", any=["tappasin itseni"]) is found
