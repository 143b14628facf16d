"""What stands beside a phrase: each list looked up once in a sentence, however many rules and phrases ask for it."""

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from itertools import accumulate

from moderation.screeners.index import Index
from moderation.screeners.normalising import Word
from moderation.screeners.phrases import Span


class Around:
    """A whole text, sentence by sentence. Lives no longer than the question about it."""

    def __init__(self, told: list[list[Word]]):
        self.told = told
        self.first = list(
            accumulate(map(len, told), initial=0)
        )  # place of each sentence’s first word in the text
        self._spans, self._starts = {}, {}

    def spans(self, index, number) -> list[Span]:
        """Where phrases of an index stand in a sentence, first ones first."""
        key = id(index), number
        if key not in self._spans:
            found = {span for _thing, span in index.found_in(self.told[number])}
            self._spans[key] = sorted(found, key=lambda span: (span.start, span.end))
        return self._spans[key]

    def near(self, index, number, place, span, most):
        """Those in sentence `number` with at most so many words between them and a span in sentence `place`."""
        spans = self.spans(index, number)
        shift = self.first[place] - self.first[number]
        start, end = span.start + shift, span.end + shift
        longest = max((other.end - other.start for other in spans), default=0)
        first = bisect_left(spans, start - most - longest, key=lambda other: other.start)
        last = bisect_right(spans, end + most, key=lambda other: other.start)
        return [other for other in spans[first:last] if other.end >= start - most]


@dataclass(frozen=True)
class Groups:
    """A phrase of every group has to stand there: in the sentence, `across` the text, or with `near` words between."""

    groups: tuple[Index, ...] = ()
    near: int | None = None
    across: bool = False

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
