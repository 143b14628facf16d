"""What stands around a phrase and makes it less pressing: negation, quoting, somebody else, long ago, turns of phrase.

They lower a level and never silence a rule of the top levels: whoever says “I will not” has thought of it.
"""

import json
from dataclasses import dataclass, field
from functools import cache

from moderation.screeners.normalising import Word
from moderation.screeners.phrases import Phrase, Span, phrases_of
from moderation.screeners.rulebook import RULES, TOP, Rule

LEAST_AT_TOP = 2
UNTOUCHED_BY = {
    1: {"quoted", "somebody_else", "long_ago"},  # it says no more than that something was mentioned
    5: {"somebody_else"},  # whoever it is about is in danger now
}


@dataclass(frozen=True)
class Modifiers:
    """The words of one language, and by how many levels each kind lowers."""

    lowers: dict[str, int] = field(default_factory=dict)
    lists: dict[str, tuple[Phrase, ...]] = field(default_factory=dict)

    def level(self, rule: Rule, span: Span, words: list[Word]):
        """The level of a rule where it stands; 0 when nothing is left of it."""
        kinds = self.lowers.keys() - UNTOUCHED_BY.get(rule.level, set())
        lowered = rule.level - sum(
            self.lowers[kind] for kind in kinds if getattr(self, f"is_{kind}")(span, words)
        )
        return max(lowered, LEAST_AT_TOP if rule.level >= TOP else 0)

    def is_negated(self, span, words):
        """A no before it with nothing but fillers between, in a place the phrase leaves open, or right after."""
        no = self._fits("no")
        if any(no(words[place]) for place in span.gaps):
            return True
        after = span.end < len(words) and words[span.end].part == words[span.end - 1].part
        if after and self._fits("no_after")(words[span.end]):
            return True
        filler, place, part = self._fits("fillers"), span.start - 1, words[span.start].part
        while place >= 0 and words[place].part == part:
            if no(words[place]):
                return place == 0 or not self._fits("not_after")(words[place - 1])
            if not filler(words[place]):
                return False
            place -= 1
        return False

    def is_quoted(self, span, words):
        """Within quotation marks, unless all of the sentence is."""
        return words[span.start].is_quoted and not all(word.is_quoted for word in words)

    def is_somebody_else(self, span, words):
        """Somebody else is named before it, and nobody says `I` after that; not when the phrase names them itself."""
        own, others = self._fits("own"), self._within("somebody_else", words)
        if any(_meet(other, span) for other in others):
            return False
        part = [place for place in range(span.end) if words[place].part == words[span.start].part]
        first_own = max((place for place in part if own(words[place])), default=-1)
        return any(
            first_own < other.end <= span.start and words[other.start].part == words[span.start].part
            for other in others
        )

    def is_long_ago(self, span, words):
        """The sentence tells of the past beside the phrase, and of nothing that comes back."""
        past = [when for when in self._within("long_ago", words) if not _meet(when, span)]
        return bool(past) and not self._within("now", words)

    def is_turn(self, span, words):
        """A turn of phrase of which it is a part."""
        return any(_meet(turn, span) for turn in self._within("turns", words))

    def _within(self, name, words):
        return [span for phrase in self.lists.get(name, ()) for span in phrase.within(words)]

    def _fits(self, name):
        pieces = [phrase.pieces[0] for phrase in self.lists.get(name, ())]
        return lambda word: any(piece.fits(word) for piece in pieces)


def _meet(one, other):
    return one.start < other.end and other.start < one.end


@cache
def modifiers(language) -> Modifiers:
    """Those of a language. Read once in a process."""
    written = json.loads((RULES / "modifiers.json").read_text(encoding="utf-8"))
    lists = {
        name: tuple(phrase for each in phrases for phrase in phrases_of(each))
        for name, phrases in written["languages"][language].items()
    }
    return Modifiers(lowers=written["lowers"], lists=lists)
