"""Which languages a text may be in: cheaply, from the small words that every sentence has."""

import json
from collections import defaultdict
from functools import cache

from moderation.screeners.lists import RULES
from moderation.screeners.normalising import Word
from moderation.screeners.rulebook import LANGUAGES


def likely(sentences: list[list[Word]], *, spoken="") -> frozenset[str]:
    """The languages worth trying in full: the one `spoken` there and those the words look like, all when none does.

    Generous on purpose: people mix languages, and Swedish and Bokmål look alike in a short line.
    """
    counts, spoken_by = dict.fromkeys(LANGUAGES, 0), _languages_of()
    for words in sentences:
        for word in words:
            for language in spoken_by.get(word.forms[0], ()):
                counts[language] += 1
    most = max(counts.values())
    found = {language for language, count in counts.items() if 2 * count >= most} if most else set(LANGUAGES)
    return frozenset(found | {spoken} & set(LANGUAGES))


def spoken_at(place):
    """The language of a group's room; empty when the place has none."""
    return getattr(getattr(place, "group", None), "language", "")


@cache
def _languages_of():
    """Small words, each with the languages it may be of."""
    written = json.loads((RULES / "languages.json").read_text(encoding="utf-8"))
    found = defaultdict(list)
    for language, words in written.items():
        for word in set(words.split()):
            found[word].append(language)
    return dict(found)
