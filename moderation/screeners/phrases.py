"""Phrases of the rule files, made ready to be compared with words. README.md tells how they are written."""

import math
import re
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import product
from typing import NamedTuple

from moderation.screeners import lists
from moderation.screeners.normalising import APOSTROPHES, Word, plain

MOST_GLUED = 60  # ways to write one phrase as one word; beyond that nobody does
FEWEST_LETTERS = 2
LONGEST_GAP = 3
MOST_PASSED = 2
CHOICE = re.compile(r"\(([^()]*)\)")
PART = re.compile(r"\([^()]*\)|[^\s()]+")
# What people write without Nordic letters, or with those of the neighbours.
SPELLINGS = [
    {},
    str.maketrans("åäöæø", "aaoao"),
    str.maketrans({"å": "aa", "ä": "ae", "ö": "oe", "æ": "ae", "ø": "oe"}),
    str.maketrans("äöæø", "æøäö"),
]


class PhraseError(ValueError):
    """A phrase that cannot be read; says why."""


@dataclass(frozen=True)
class Exact:
    """One of these words, or one that begins, ends or goes on as these do."""

    words: frozenset[str]
    starts: tuple[str, ...] = ()
    loose: re.Pattern | None = None

    def fits(self, word: Word):
        for form in word[0]:
            if form in self.words or (self.starts and form.startswith(self.starts)):
                return True
            if self.loose and self.loose.fullmatch(form):
                return True
        return False

    @cached_property
    def weight(self):
        """How telling it is: letters of the shortest spelling; nothing if it cannot be looked up."""
        if self.loose:
            return 0
        return min(len(word) for word in (*self.words, *self.starts))


@dataclass(frozen=True)
class Anything:
    """Any words, from so many to so many."""

    least: int
    most: int
    weight = 0


@dataclass(frozen=True)
class Number:
    """A number in digits."""

    weight = 0

    def fits(self, word: Word):
        return word.forms[0].isdigit()


@dataclass(frozen=True)
class Choice:
    """One of several runs of pieces; a run may be empty."""

    runs: tuple[tuple, ...]
    weight = 0


class Span(NamedTuple):
    """Where a phrase stands in a sentence, and which of those words it leaves open."""

    start: int
    end: int
    gaps: tuple[int, ...] = ()


@dataclass(frozen=True)
class Phrase:
    """One order of words. `anchor` is the word by which it is looked up."""

    pieces: tuple
    anchor: int

    def at(self, words, place) -> Span | None:
        """Where it stands in these words with its anchor there, if it does."""
        if len(self.pieces) == 1:
            return Span(place, place + 1)
        after = _follow(words, place + 1, self._after, 1)
        if after is None:
            return None
        before = _follow(words, place - 1, self._before, -1)
        if before is None:
            return None
        return Span(before[0] + 1, after[0], tuple(sorted((*before[1], *after[1]))))

    @cached_property
    def _after(self):
        return self.pieces[self.anchor + 1 :]

    @cached_property
    def _before(self):
        return self.pieces[: self.anchor][::-1]


@cache
def says_nothing():
    """What people put between words without saying anything by it."""
    return frozenset(lists.words("says nothing"))


def _follow(words, place, pieces, step, passes=MOST_PASSED):
    """Where the pieces end, going on from there word by word, and the words they left open; None if they do not fit.

    Between words of a phrase some may stand that say nothing, as people speak.
    """
    for number, piece in enumerate(pieces):
        if isinstance(piece, Choice):
            rest = pieces[number + 1 :]
            for run in piece.runs:
                if (way := _follow(words, place, run[::step] + rest, step, passes)) is not None:
                    return way
            return None
        if isinstance(piece, Anything):
            return _pass_over(words, place, piece, pieces[number + 1 :], step)
        if not 0 <= place < len(words):
            return None
        fits = piece.fits(words[place])
        if words[place][0][0] in says_nothing():
            if fits and (way := _follow(words, place + step, pieces[number + 1 :], step)) is not None:
                return way
            return _follow(words, place + step, pieces[number:], step, passes - 1) if passes else None
        if not fits:
            return None
        place, passes = place + step, MOST_PASSED
    return place, ()


def _pass_over(words, place, piece, rest, step):
    for count in range(piece.least, piece.most + 1):
        passed = tuple(place + step * number for number in range(count))
        if passed and not 0 <= passed[-1] < len(words):
            return None
        if (found := _follow(words, place + step * count, rest, step)) is not None:
            return found[0], passed + found[1]
    return None


SIGNS = {"_": Anything(1, 1), "__": Anything(0, LONGEST_GAP), "#": Number()}


def phrases_of(written, *, glued=False) -> list[Phrase]:
    """What a written phrase stands for, one for each way to look it up; with `glued`, also as one word."""
    read = plain(written).translate(APOSTROPHES).replace("-", " ")
    if re.sub(r"[()]", "", CHOICE.sub("", read)) != CHOICE.sub("", read):
        raise PhraseError(f"{written!r}: brackets do not match")
    parts = [_runs(part) for part in PART.findall(read)]
    try:
        return _phrases([tuple(tuple(map(_piece, run)) for run in runs) for runs in parts]) + (
            _as_one(parts) if glued else []
        )
    except PhraseError as problem:
        raise PhraseError(f"{written!r} {problem}") from None


def _runs(part):
    """What may stand there: runs of slots, a slot being words of which one fills it."""
    choices = [tuple(choice.split()) for choice in part.strip("()").split("|")]
    single = tuple(choice[0] for choice in choices if len(choice) == 1 and choice[0] not in SIGNS)
    longer = [
        tuple((word,) for word in choice) for choice in choices if len(choice) != 1 or choice[0] in SIGNS
    ]
    return ([(single,)] if single else []) + longer


def _phrases(parts):
    """One for each run of the part whose words tell most."""
    if not parts or _is_open(parts[0]) or _is_open(parts[-1]):
        raise PhraseError("begins or ends with nothing in particular")
    weights = [min(max((piece.weight for piece in run), default=0) for run in runs) for runs in parts]
    if not max(weights):
        raise PhraseError("has no word to look it up by")
    telling = weights.index(max(weights))
    before, after = (
        tuple(piece for runs in some for piece in (runs[0] if len(runs) == 1 else [Choice(runs)]))
        for some in (parts[:telling], parts[telling + 1 :])
    )
    return [
        Phrase(
            before + run + after,
            anchor=len(before) + max(range(len(run)), key=lambda place: run[place].weight),
        )
        for run in parts[telling]
    ]


def _is_open(runs):
    return any(run and (isinstance(run[0], Anything) or isinstance(run[-1], Anything)) for run in runs)


def _piece(slot):
    return SIGNS.get(slot[0]) or _exact(slot)


def _exact(words):
    whole, starts, loose = set(), set(), []
    for spelling in {way for word in words for way in _spellings(word)}:
        body = spelling.rstrip("*")
        if "*" in body:
            loose.append(re.escape(spelling).replace(r"\*", ".*"))
        elif body == spelling:
            whole.add(spelling)
        elif len(body) >= FEWEST_LETTERS:
            starts.add(body)
        else:
            raise PhraseError(f"has {spelling!r}, which begins with too few letters")
    return Exact(frozenset(whole), tuple(sorted(starts)), re.compile("|".join(loose)) if loose else None)


def _spellings(word):
    """A word as it is written and as people write it too; only as it is written after an equals sign."""
    return {word[1:]} if word.startswith("=") else {word.translate(table) for table in SPELLINGS}


def _as_one(parts):
    """The phrase with its blanks left out, in as many ways as it can be said; none when those are too many."""
    if any(set("*_#").intersection(word) for runs in parts for run in runs for slot in run for word in slot):
        return []
    said = [{way for run in runs for way in product(*run)} for runs in parts]
    if math.prod(map(len, said)) > MOST_GLUED:
        return []
    orders = [[word for way in order for word in way] for order in product(*said)]
    joined = ["".join(order).replace("=", "") for order in orders if len(order) > 1]
    return [Phrase((_exact(joined),), anchor=0)] if joined else []
