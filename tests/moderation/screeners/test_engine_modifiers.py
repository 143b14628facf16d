"""What stands around a phrase makes it less pressing, and never silent at the top."""

import pytest

from moderation.screeners.index import Index
from moderation.screeners.modifiers import LEAST_AT_TOP, Reading, lists, lowers
from moderation.screeners.normalising import sentences
from moderation.screeners.phrases import phrases_of
from moderation.screeners.rulebook import LANGUAGES, Rule

PHRASES = {"en": "kill myself", "fi": "tapp* itse*", "sv": "ta livet av mig", "nb": "ta livet av meg"}


def level(language, text, *, own=4, phrase=None):
    """The highest level a rule of that level keeps in a text."""
    rule = Rule("risk.xx.1", language, own, tuple(phrases_of(phrase or PHRASES[language])))
    levels = [
        Reading(words, language).level(rule, span)
        for words in sentences(text)
        for _found, span in Index((True, made) for made in rule.phrases).found_in(words)
    ]
    assert levels, "the phrase is not in the text"
    return max(levels)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "I will kill myself"),
        ("en", "I can't go on, I will kill myself"),
        ("en", "I can't stop wanting to kill myself"),
        ("en", "Why not kill myself"),
        ("en", "my friend knows I will kill myself"),
        ("en", "years ago I was fine and now I will kill myself"),
        ("en", "“I will kill myself”"),
        ("fi", "aion tappaa itseni"),
        ("fi", "en jaksa, aion tappaa itseni"),
        ("sv", "jag ska ta livet av mig"),
        ("sv", "jag orkar inte, jag ska ta livet av mig"),
        ("nb", "jeg skal ta livet av meg"),
    ],
)
def test_plain_words_keep_their_level(language, text):
    assert level(language, text) == 4


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "I would never kill myself"),
        ("en", "I am not going to kill myself"),
        (
            "en",
            "my friend wanted to kill herself",
        ),
        ("en", "I used to want to kill myself"),
        ("en", "five years ago I wanted to kill myself"),
        ("en", "I nearly kill myself laughing"),
        ("fi", "en aio tappaa itseäni"),
        ("fi", "kaverini yritti tappaa itsensä"),
        ("fi", "vuosia sitten yritin tappaa itseni"),
        ("sv", "jag ska inte ta livet av mig"),
        ("sv", "för många år sedan ville jag ta livet av mig"),
        ("nb", "jeg skal ikke ta livet av meg"),
        ("nb", "for mange år siden ville jeg ta livet av meg"),
    ],
)
def test_what_stands_around_lowers_and_never_silences_the_top(language, text):
    phrase = "kill herself" if "herself" in text else None

    assert LEAST_AT_TOP <= level(language, text, phrase=phrase) < 4


@pytest.mark.parametrize(
    ("language", "phrase", "text"),
    [
        ("en", "died of", "I nearly died of laughter"),
        ("fi", "kuol*", "kuolen nauruun"),
        ("sv", "dör av", "jag dör av skratt"),
        ("nb", "dør av", "jeg dør av latter"),
        ("nb", "dør", "jeg dør av latter"),
    ],
)
def test_turns_of_phrase_take_low_levels_away(language, phrase, text):
    assert level(language, text, phrase=phrase, own=3) == 0
    assert level(language, text, phrase=phrase, own=5) == LEAST_AT_TOP


def test_a_quotation_lowers_by_one():
    assert level("en", "she wrote “kill myself” on it") == 3


def test_what_a_phrase_says_itself_is_not_held_against_it():
    assert level("en", "I do not want to live", phrase="do not want to live") == 4
    assert level("en", "my son will kill himself", phrase="my son will kill himself") == 4
    assert level("en", "kill myself years ago", phrase="kill myself years ago") == 4


def test_a_no_in_a_place_left_open_counts():
    assert level("en", "I would never kill myself", phrase="i __ kill myself") == LEAST_AT_TOP


def test_what_is_merely_mentioned_is_mentioned_long_ago_too():
    assert level("en", "years ago I tried to kill myself", own=1) == 1
    assert level("en", "I would never kill myself", own=1) == 0


def test_whoever_is_dying_now_is_in_danger():
    assert level("en", "my friend took all the pills", own=5, phrase="took all the pills") == 5


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_every_list(language):
    assert lists(language).keys() == lists("en").keys()
    assert set(lowers()) == {"negated", "quoted", "somebody_else", "long_ago", "turn"}
