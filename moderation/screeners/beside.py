"""What stands beside a phrase: each list looked up once in a sentence, however many rules and phrases ask for it."""

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from itertools import accumulate

from moderation.screeners.index import Index
from moderation.screeners.normalising import Word
from moderation.screeners.phrases import Phrase, Span

MOST_TRIES = 3000  # to find phrases in one text; the longest messages, made of examples alone, take some 200


class TooMuchToTryError(Exception):
    """A text is made of so many words of the rules that it takes too long to find out how they belong together."""


@dataclass(frozen=True, eq=False)
class Group:
    """Phrases of which one has to stand beside another phrase, or may not."""

    phrases: tuple[Phrase, ...]


class Around:
    """A whole text, sentence by sentence, and what may stand in it. Lives no longer than the question about it."""

    def __init__(self, told: list[list[Word]], groups: Index):
        self.told = told
        self.first = list(
            accumulate(map(len, told), initial=0)
        )  # place of each sentence’s first word in the text
        self._index, self._groups = groups, {}
        self._spans, self._tries = {}, 0

    def at(self, number, place, phrase) -> Span | None:
        """Where a phrase stands in a sentence, if it does. Raises TooMuchToTryError."""
        self._tries += 1
        if self._tries > MOST_TRIES:
            raise TooMuchToTryError
        return phrase.at(self.told[number], place)

    def spans(self, group, number) -> list[Span]:
        """Where phrases of a group stand in a sentence, first ones first."""
        key = group, number
        if key not in self._spans:
            found = {self.at(number, *each) for each in self._may_stand(group, number)} - {None}
            self._spans[key] = sorted(found, key=lambda span: (span.start, span.end))
        return self._spans[key]

    def _may_stand(self, group, number):
        if number not in self._groups:
            self._groups[number] = self._index.by_thing(self.told[number])
        entries, present = self._groups[number]
        for place, entry in entries.get(group, ()):
            if entry[2] in present and (entry[3] or entry.can_stand(present)):
                yield place, entry[1]

    def near(self, group, number, place, span, most):
        """Those in sentence `number` with at most so many words between them and a span in sentence `place`."""
        spans = self.spans(group, number)
        shift = self.first[place] - self.first[number]
        start, end = span.start + shift, span.end + shift
        longest = max((other.end - other.start for other in spans), default=0)
        first = bisect_left(spans, start - most - longest, key=lambda other: other.start)
        last = bisect_right(spans, end + most, key=lambda other: other.start)
        return [other for other in spans[first:last] if other.end >= start - most]


@dataclass(frozen=True)
class Groups:
    """A phrase of every group has to stand there: in the sentence, `across` the text, or with `near` words between."""

    groups: tuple[Group, ...] = ()
    near: int | None = None
    across: bool = False

    def phrases(self):
        """All of them together."""
        return [phrase for group in self.groups for phrase in group.phrases]

    def beside(self, around: Around, place, span) -> list[Span] | None:
        """Those in the same sentence; None when a group is missing."""
        found = []
        for group in self.groups:
            here = self._in_sentence(around, group, place, place, span)
            if not here and not (self.across and self._is_elsewhere(around, group, place, span)):
                return None
            found += here
        return found

    def _is_elsewhere(self, around, group, place, span):
        others = (number for number in range(len(around.told)) if number != place)
        return any(self._in_sentence(around, group, number, place, span) for number in others)

    def _in_sentence(self, around, group, number, place, span):
        if self.near is None:
            return around.spans(group, number)
        return around.near(group, number, place, span, self.near)


NOTHING = Groups()
