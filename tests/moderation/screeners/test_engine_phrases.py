"""The little language in which rules are written."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moderation.screeners.index import Index
from moderation.screeners.normalising import sentences
from moderation.screeners.phrases import PhraseError, phrases_of


def fits(phrase, text, **options):
    index = Index((True, made) for made in phrases_of(phrase, **options))
    return any(any(index.found_in(words)) for words in sentences(text))


@pytest.mark.parametrize(
    ("phrase", "text"),
    [
        ("to the lake", "Let us go to the Lake today"),
        ("lak*", "so many lakes"),
        ("two *melon*", "two watermelons"),
        ("(row|swim) home", "we swim home"),
        ("(go home|leave|) now", "please go home now"),
        ("(go home|leave|) now", "now"),
        ("go _ now", "go home now"),
        ("go __ now", "go now"),
        ("go __ now", "go straight back home now"),
        ("at # sharp", "at 7 sharp"),
        ("don't go", "dont go"),
        ("to the lake", "to just like the lake"),
        ("well-being", "well being"),
        ("🌊 home", "🌊 home"),
        ("mäki on", "maki on"),
        ("mæt nå", "mät na"),
        ("søt båt", "soet baat"),
        ("sät", "sæt"),
    ],
)
def test_a_phrase_fits(phrase, text):
    assert fits(phrase, text)


@pytest.mark.parametrize(
    ("phrase", "text"),
    [
        ("to the lake", "to the old lake"),
        ("to the lake", "We go to. The lake is cold"),
        ("lake", "lakes"),
        ("to the lake", "to not the lake"),
        ("to the lake", "to just really like the lake"),
        ("lak*", "a flake"),
        ("go _ now", "go now"),
        ("go __ now", "go one two three four now"),
        ("at # sharp", "at seven sharp"),
        ("maki", "mäki"),
        ("(row|swim) home", "row swim"),
    ],
)
def test_a_phrase_does_not_fit(phrase, text):
    assert not fits(phrase, text)


def test_a_phrase_may_be_written_as_one_word():
    assert fits("(swim|row) home", "#swimhome", glued=True)
    assert not fits("(swim|row) home", "swimhome")
    assert not fits("swim __ home", "swimhome", glued=True)


@pytest.mark.parametrize(
    "phrase", ["", "_ lake", "lake __", "#", "(a|b", "a) lake", "x*", "*lake*", "(lake|) (sea|)"]
)
def test_what_is_no_phrase_says_so(phrase):
    with pytest.raises(PhraseError, match=re.escape(repr(phrase))):
        phrases_of(phrase)


def test_what_a_phrase_leaves_open_is_known():
    (phrase,) = phrases_of("we __ home")
    (words,) = sentences("today we go straight home")

    ((_found, span),) = Index([(True, phrase)]).found_in(words)

    assert (span.start, span.end, span.gaps) == (1, 5, (2, 3))


@given(st.lists(st.sampled_from(["sun", "lake", "sea"]), min_size=1, max_size=6))
def test_words_fit_themselves(words):
    assert fits(" ".join(words), " ".join(words))
