"""Many phrases looked up at once: a word leads to the few phrases it may belong to."""

from collections import defaultdict

from moderation.screeners.phrases import FEWEST_LETTERS


class Index:
    """Phrases by the word each is looked up by. What stands for a phrase, `thing`, comes with where it is found."""

    def __init__(self, pairs):
        """`pairs` of (thing, Phrase)."""
        whole, starts, lengths = defaultdict(list), defaultdict(list), defaultdict(set)
        for thing, phrase in pairs:
            for word in phrase.pieces[phrase.anchor].words:
                whole[word].append((thing, phrase))
            for start in phrase.pieces[phrase.anchor].starts:
                starts[start].append((thing, phrase))
                lengths[start[:FEWEST_LETTERS]].add(len(start))
        self.whole, self.starts = dict(whole), dict(starts)
        self.lengths = {start: sorted(found) for start, found in lengths.items()}

    def candidates(self, word):
        """What this word may be a part of."""
        for form in word.forms:
            yield from self.whole.get(form, ())
            for length in self.lengths.get(form[:FEWEST_LETTERS], ()):
                if length > len(form):
                    break
                yield from self.starts.get(form[:length], ())

    def found_in(self, words):
        """(thing, Span) of every phrase that stands in these words."""
        for place, word in enumerate(words):
            for thing, phrase in self.candidates(word):
                if (span := phrase.at(words, place)) is not None:
                    yield thing, span
