"""What is said sideways: ideas that stand together in a few sentences, each of them harmless alone.

`rules/signs.<language>.json` has the words of each idea, `rules/signs.json` what ideas and pairs of them weigh.
The weights are the same in all languages: the ideas are. They come from `python -m bench.signs`.
"""

import json
from functools import cache
from itertools import combinations

from moderation.screeners.index import Index
from moderation.screeners.lists import RULES
from moderation.screeners.modifiers import Reading
from moderation.screeners.normalising import Word
from moderation.screeners.phrases import phrases_of
from moderation.screeners.rulebook import TOP

LEAST_IDEAS = 3  # to hold words in which no deed is named
TOGETHER = 3  # sentences that are read as one
SAID_OF_DANGER = (
    *("means", "place", "body", "amount", "ready"),
    *("take", "cut", "jump", "hang", "do_it", "die", "gone", "symptom"),
    *("now", "soon", "alone"),
    *("note", "farewell", "love", "bequeath", "without", "cannot"),
)
SAID_OF_LIFE = (*("daily", "care", "story", "others", "past", "next", "laugh", "safe", "official", "idiom"),)
DEEDS = frozenset(("take", "cut", "jump", "hang", "do_it", "die", "gone", "symptom"))
CIRCUMSTANCES = frozenset(("now", "soon", "alone", "amount", "ready", "love", "cannot"))
ENOUGH = ({"means", "now"}, {"farewell", "love"})
PLAIN = {"me"}  # said in any sentence: weighs alone, not in pairs
DANGER = frozenset(SAID_OF_DANGER)
PAIRS = {pair: " ".join(pair) for pair in combinations(sorted(DANGER), 2)}
LITTLE = 1e-6  # sums of the same numbers in another order differ by less
NOT = "not"  # an idea of danger that is denied


def levels_in(told: list[list[Word]], languages) -> dict[str, int]:
    """The rules that speak, by id, at the level what they find together weighs."""
    found = {}
    for language in languages:
        may_stand = [list(index(language).read(words)) for words in told]
        names = [{name for _place, name, _phrase in each} for each in may_stand]
        if max(map(_most, _windows(names)), default=0) < min(levels(language).values()):
            continue
        ideas = [_ideas(*each, language) for each in zip(told, may_stand, strict=True)]
        reached = max(_reached(window, language) for window in set(_windows(ideas)))
        if reached:
            found[f"risk.{language}.signs.{reached}"] = reached
    return found


def _reached(ideas, language):
    """The highest level what stands together reaches, 0 if none: what may not hold goes no higher than a call."""
    weight, holds = _weight(ideas), may_hold(ideas)
    return max(
        (at for at, least in levels(language).items() if weight >= least and (holds or at < TOP)), default=0
    )


def may_hold(ideas) -> bool:
    """Whether ideas are more than one weak sign: a deed, a means at hand, a loving farewell, or three of danger.

    When, how much and with whom hold nothing by themselves: they are said of any evening.
    """
    dangers = ideas & DANGER
    if len(dangers) < 2 or dangers <= CIRCUMSTANCES:
        return False
    return bool(dangers & DEEDS) or len(dangers) >= LEAST_IDEAS or any(pair <= dangers for pair in ENOUGH)


@cache
def levels(language) -> dict[int, float]:
    """From what sum on each level is reached. The level is the number at the end of the rule's id."""
    return {int(level): least for level, least in _written()["levels"][language].items()}


def ideas_in(words: list[Word], language) -> frozenset[str]:
    """The names of the ideas that stand in one sentence. A word speaks of one danger at most, the longest told."""
    return _ideas(words, index(language).read(words), language)


def _ideas(words, may_stand, language):
    ideas, dangers = set(), []
    for place, name, phrase in may_stand:
        if (name in DANGER or name not in ideas) and (span := phrase.at(words, place)) is not None:
            if name in DANGER:
                dangers.append((name, span))
            else:
                ideas.add(name)
    if dangers:
        reading, taken = Reading(words, language), set()
        for name, span in sorted(dangers, key=lambda pair: pair[1].start - pair[1].end):
            places = range(span.start, span.end)
            if taken.isdisjoint(places):
                taken.update(places)
                ideas.add(NOT if reading.is_negated(span) else name)
    return frozenset(ideas)


def features(ideas) -> list[str]:
    """What may weigh: each idea, and each pair of two that speak of danger."""
    danger = sorted(ideas & DANGER)
    return [*sorted(ideas), *map(PAIRS.__getitem__, combinations(danger, 2))]


def together(told, language):
    """The ideas in each few sentences that follow one another."""
    return _windows([ideas_in(words, language) for words in told])


def _windows(each):
    for place in range(len(each)):
        yield frozenset().union(*each[place : place + TOGETHER])


def _weight(ideas):
    weights = _written()["weights"]
    return sum(weights.get(feature, 0) for feature in features(ideas)) if ideas else 0


def _most(ideas):
    """What ideas weigh at most, if all of them stand there and nothing speaks against danger; a little more."""
    weights = _written()["weights"]
    return sum(max(weights.get(feature, 0), 0) for feature in features(ideas)) + LITTLE


@cache
def _written():
    return json.loads((RULES / "signs.json").read_text(encoding="utf-8"))


@cache
def index(language):
    path = RULES / f"signs.{language}.json"
    written = json.loads(path.read_text(encoding="utf-8"))["signs"]
    return Index(
        (name, phrase) for name, each in written.items() for text in each for phrase in phrases_of(text)
    )
