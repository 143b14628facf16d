"""What stands around a phrase and makes it less pressing: negation, quoting, somebody else, long ago, turns of phrase.

They lower a level and never silence a rule of the top levels: whoever says “I will not” has thought of it.
"""

import json
from collections import defaultdict
from functools import cache, cached_property

from moderation.screeners.index import Index
from moderation.screeners.lists import RULES
from moderation.screeners.normalising import Word
from moderation.screeners.phrases import Span, phrases_of
from moderation.screeners.rulebook import TOP, Rule

LEAST_AT_TOP = 2
UNTOUCHED_BY = {
    1: {"quoted", "somebody_else", "long_ago"},  # it says no more than that something was mentioned
    5: {"somebody_else"},  # whoever it is about is in danger now
}


class Reading:
    """A sentence, read for the modifiers of one language: once, however many rules speak in it."""

    def __init__(self, words: list[Word], language):
        self.words = words
        self.language = language

    def level(self, rule: Rule, span: Span, beside=()):
        """The level of a rule where it stands; 0 when nothing is left of it. `beside`: what else it needs there."""
        lowered = rule.level - sum(
            by for name, by in _lowering(rule.level) if getattr(self, name)(span, beside)
        )
        return max(lowered, LEAST_AT_TOP if rule.level >= TOP else 0)

    def is_negated(self, span, beside=()):
        """A no before it with nothing but fillers between, in a place the phrase leaves open, or right after."""
        if any(self._is("no", place, beside) for place in span.gaps):
            return True
        part = self.words[span.end - 1].part
        if (
            span.end < len(self.words)
            and self.words[span.end].part == part
            and self._is("no_after", span.end, beside)
        ):
            return True
        place, part = span.start - 1, self.words[span.start].part
        while place >= 0 and self.words[place].part == part:
            if self._is("no", place, beside):
                return place == 0 or not self._is("not_after", place - 1)
            if not self._is("fillers", place):
                return False
            place -= 1
        return False

    def is_quoted(self, span, beside=()):
        """Within quotation marks, unless all of the sentence is."""
        return self.words[span.start].is_quoted and not all(word.is_quoted for word in self.words)

    def is_somebody_else(self, span, beside=()):
        """Somebody else is named before it, and nobody says `I` after that; not when the rule names them itself."""
        others = self._found["somebody_else"]
        if any(_meet(other, own) for other in others for own in (span, *beside)):
            return False
        part = self.words[span.start].part
        own = [
            place for place in range(span.end) if self.words[place].part == part and self._is("own", place)
        ]
        return any(
            max(own, default=-1) < other.end <= span.start and self.words[other.start].part == part
            for other in others
        )

    def is_long_ago(self, span, beside=()):
        """The sentence tells of the past beside the rule, and of nothing that comes back."""
        own = (span, *beside)
        past = [when for when in self._found["long_ago"] if not any(_meet(when, each) for each in own)]
        return bool(past) and not self._found["now"]

    def is_turn(self, span, beside=()):
        """A turn of phrase of which it is a part."""
        return any(_meet(turn, span) for turn in self._found["turns"])

    def _is(self, name, place, beside=()):
        """Whether a word of a list stands there; what a rule needs itself is none."""
        if place not in self._starts.get(name, ()):
            return False
        return not any(own.start <= place < own.end for own in beside)

    @cached_property
    def _starts(self):
        return {name: {span.start for span in spans} for name, spans in self._found.items()}

    @cached_property
    def _found(self):
        found = defaultdict(list)
        for name, span in index(self.language).found_in(self.words):
            found[name].append(span)
        return found


def _meet(one, other):
    return one.start < other.end and other.start < one.end


@cache
def _written():
    return json.loads((RULES / "modifiers.json").read_text(encoding="utf-8"))


def lowers() -> dict[str, int]:
    """By how many levels each kind lowers."""
    return _written()["lowers"]


@cache
def _lowering(level):
    """(which question is asked, by how much a yes lowers) for rules of a level."""
    return [(f"is_{kind}", by) for kind, by in lowers().items() if kind not in UNTOUCHED_BY.get(level, ())]


def lists(language) -> dict[str, list[str]]:
    """The words and phrases of one language."""
    return _written()["languages"][language]


@cache
def index(language):
    return Index(
        (name, phrase)
        for name, each in lists(language).items()
        for written in each
        for phrase in phrases_of(written)
    )
