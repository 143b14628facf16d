"""Words as search compares them: without accents, and by the stem that inflection leaves, in four languages."""

import re
from functools import cache, lru_cache

import snowballstemmer

from community.directory.places import folded

STEMMERS = {"en": "english", "fi": "finnish", "sv": "swedish", "nb": "norwegian"}
SHORTEST = 2
WORD = re.compile(r"[^\W_]+")


def stems(text, language):
    """What the words of a text in one language are found by; the words themselves where the language is another one."""
    return {form for word in WORD.findall(text.casefold()) for form in _forms(word, language)}


def asked(text):
    """For each word somebody asks for, all that it may be found by: its language is not known."""
    words = dict.fromkeys(word for word in WORD.findall(text.casefold()) if len(word) >= SHORTEST)
    found = (frozenset().union(*(_forms(word, language) for language in STEMMERS)) for word in words)
    return [forms for forms in found if forms]  # of signs that only look like letters nothing is left


@lru_cache(maxsize=100_000)
def _forms(word, language):
    """The word and its stem, both without accents. Words of a directory come again and again: so they are kept."""
    if len(word) < SHORTEST:
        return frozenset()
    stemmer = _stemmer(language)
    return frozenset(filter(None, (folded(word), folded(stemmer(word) if stemmer else word))))


@cache
def _stemmer(language):
    name = STEMMERS.get(language)
    return snowballstemmer.stemmer(name).stemWord if name else None
