"""Many phrases looked up at once: a word leads to the few phrases it may belong to, whose other words are there too."""

from collections import Counter, defaultdict
from dataclasses import replace
from functools import cached_property
from typing import Any, NamedTuple

from moderation.screeners.phrases import FEWEST_LETTERS, Choice, Phrase

KEY = FEWEST_LETTERS + 1  # letters by which longer beginnings of words are known


class Entry(NamedTuple):
    """A phrase where it is looked up, and what has to be in the sentence for it: pieces by their numbers."""

    thing: Any
    phrase: Phrase
    second: int | None  # its second rarest piece; most phrases are left at once for want of that
    is_all: bool  # nothing else is needed
    needs: frozenset[int]
    choices: tuple[tuple[frozenset[int], ...], ...]  # of each, all pieces of one run

    def can_stand(self, present):
        if not self.needs <= present:
            return False
        for runs in self.choices:
            for run in runs:
                if run <= present:
                    break
            else:
                return False
        return True


class Index:
    """Phrases by the rarest word of each. What stands for a phrase, `thing`, comes with where it is found."""

    def __init__(self, pairs, *, among=()):
        """`pairs` of (thing, Phrase). `among`: others in which words are common too."""
        pairs = list(pairs)
        self._common = Counter(
            word
            for _thing, phrase in (*pairs, *among)
            for piece in _exact(phrase.pieces)
            for word in _spelt(piece)
        )
        self._numbers = {}
        entries, numbers = defaultdict(list), defaultdict(set)
        for thing, phrase in pairs:
            entry = self._entry(thing, phrase)
            for spelt in _spelt(entry.phrase.pieces[entry.phrase.anchor]):
                entries[spelt].append(entry)
        for piece, number in self._numbers.items():
            for spelt in _spelt(piece):
                numbers[spelt].add(number)
        self.spelt = {
            spelt: (frozenset(numbers[spelt]), tuple(entries[spelt])) for spelt in numbers | entries
        }

    @cached_property
    def whole(self):
        """The words that are known as they are."""
        return {word for word, is_start in self.spelt if not is_start}

    @cached_property
    def _alone(self):
        return Table([self])

    def _entry(self, thing, phrase):
        places = [place for place, piece in enumerate(phrase.pieces) if piece.weight]
        places.sort(key=lambda place: (self._commonness(phrase.pieces[place]), -phrase.pieces[place].weight))
        needs = [self._number(phrase.pieces[place]) for place in places[1:]]
        choices = [
            tuple(self._needs(run) for run in piece.runs)
            for piece in phrase.pieces
            if isinstance(piece, Choice)
        ]
        choices = [runs for runs in choices if all(runs)]  # one that may be left out needs nothing
        return Entry(
            thing,
            replace(phrase, anchor=places[0]),
            needs[0] if needs else None,
            len(needs) <= 1 and not choices,
            frozenset(needs[1:]),
            tuple(choices),
        )

    def _needs(self, run):
        return frozenset(self._number(piece) for piece in run if piece.weight)

    def _number(self, piece):
        return self._numbers.setdefault(piece, len(self._numbers))

    def _commonness(self, piece):
        return max(self._common[spelt] for spelt in _spelt(piece))

    def known(self, words):
        """((place, entries) of its words in a sentence, the numbers of the pieces that are there)."""
        known = getattr(words, "known", {}).get(self)
        if known is None:  # these words were not looked up for several indexes at once
            known = self._alone.look(words)[self]
        anchored = [(place, entries) for place, _numbers, entries in known if entries]
        return anchored, {None}.union(*[numbers for _place, numbers, _entries in known]) if anchored else ()

    def read(self, words):
        """(place, thing, phrase) for each phrase that may stand in these words, with its rarest word at that place."""
        anchored, present = self.known(words)
        for place, entries in anchored:
            for entry in entries:
                if entry[2] in present and (entry[3] or entry.can_stand(present)):
                    yield place, entry[0], entry[1]

    def by_thing(self, words):
        """((place, entry) of its words in a sentence, by thing, and the numbers of the pieces that are there)."""
        anchored, present = self.known(words)
        found = defaultdict(list)
        for place, entries in anchored:
            for entry in entries:
                found[entry[0]].append((place, entry))
        return found, present

    def found_in(self, words):
        """(thing, Span) of every phrase that stands in these words."""
        for place, thing, phrase in self.read(words):
            if (span := phrase.at(words, place)) is not None:
                yield thing, span


class Table:
    """The words of several indexes together, so that each word of a sentence is looked up once for all of them."""

    def __init__(self, indexes):
        self._indexes = tuple(indexes)
        found = defaultdict(list)
        for index in self._indexes:
            for spelt, (numbers, entries) in index.spelt.items():
                found[spelt].append((index, numbers, entries))
        self._starts = {word: known for (word, is_start), known in found.items() if is_start}
        lengths = defaultdict(set)
        for start in self._starts:
            lengths[start[:KEY]].add(len(start))
        self._lengths = {start: sorted(found) for start, found in lengths.items()}
        self._whole = {
            word: _as_one([*known, *self._begun(word)])
            for (word, is_start), known in found.items()
            if not is_start
        }

    def look(self, words):
        """By index: (place, numbers of pieces, entries) of each word it knows."""
        known = {index: [] for index in self._indexes}
        for place, word in enumerate(words):
            for form in word[0]:
                for index, numbers, entries in self._whole.get(form) or self._begun(form):
                    known[index].append((place, numbers, entries))
        return known

    def _begun(self, form):
        """What is known of the beginnings of a word."""
        found, starts = [], self._starts
        if form[:FEWEST_LETTERS] in starts:
            found += starts[form[:FEWEST_LETTERS]]
        for length in self._lengths.get(form[:KEY], ()):
            if length > len(form):
                break
            if form[:length] in starts and length > FEWEST_LETTERS:
                found += starts[form[:length]]
        return found


def _as_one(found):
    """What several spellings lead to, put together for each index."""
    known = {}
    for index, numbers, entries in found:
        before = known.get(index, (frozenset(), ()))
        known[index] = before[0] | numbers, before[1] + entries
    return tuple((index, *both) for index, both in known.items())


def words_of(phrases, beside) -> set[str]:
    """The words, as they may be spelt, of phrases of several words and of what stands beside phrases."""
    many = [phrase for phrase in phrases if len(phrase.pieces) > 1]
    return {word for phrase in (*many, *beside) for piece in _exact(phrase.pieces) for word in piece.words}


def _exact(pieces):
    """The words of a phrase, those it may have included."""
    for piece in pieces:
        if isinstance(piece, Choice):
            for run in piece.runs:
                yield from _exact(run)
        elif piece.weight:
            yield piece


def _spelt(piece):
    """(spelling, whether it only begins so) of a piece."""
    yield from ((word, False) for word in piece.words)
    yield from ((start, True) for start in piece.starts)
