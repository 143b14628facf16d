"""Asks the rule files of one class about a text."""

from functools import cache

from community.screening import HIGHEST_LEVEL, UNANSWERED, Finding, once
from moderation.screeners import languages, modifiers, signs
from moderation.screeners.beside import TooMuchToTryError
from moderation.screeners.index import Table
from moderation.screeners.modifiers import Reading
from moderation.screeners.normalising import is_too_much, sentences
from moderation.screeners.rulebook import LANGUAGES, book

KINDS = ("risk", "grooming", "threats")


def findings(kind, text, *, author, place, holds_from, more=None) -> list[Finding]:
    """Each rule that speaks, once, at the highest level it reaches. Why words are held: docs/decisions/0010.

    `more`: called with the sentences and the languages they may be in, for rules that are not phrases.
    """
    told = _told(text, book(kind).misspelt)
    tried = once(_tried, text, languages.spoken_at(place))
    levels, is_read = _levels(kind, told, tried)
    if more:
        levels |= more(told, tried)
    waits = may_wait(author)
    found = [
        Finding(rule, level, holds=waits and level >= holds_from) for rule, level in levels.items() if level
    ]
    return found if is_read and not once(is_too_much, text) else [*found, unread(author)]


def _told(text, misspelt):
    """The sentences as one class reads them: mistyped words are those of its own rules."""
    told = once(_looked_up, text)
    return told if misspelt.keys().isdisjoint(told.tokens) else _looked_up(text, misspelt)


def _looked_up(text, *misspelt):
    told = sentences(text, *misspelt)
    for words in told:
        words.known = _table().look(words)
    return told


def _tried(text, spoken):
    return languages.likely(once(_looked_up, text), spoken=spoken)


@cache
def _table():
    """All that is looked for in words. Read once in a process."""
    rules = [index for kind in KINDS for index in (book(kind).index, book(kind).groups)]
    return Table([*rules, *(of.index(language) for of in (signs, modifiers) for language in LANGUAGES)])


def _levels(kind, told, tried):
    """(the highest level of each rule that speaks, whether all could be read)."""
    levels, done, readings = {}, set(), {}
    try:
        for found in book(kind).found_in(told, tried, done):
            rule, key = found.rule, (id(found.words), found.rule.language)
            reading = readings.setdefault(key, Reading(found.words, rule.language))
            levels[rule.id] = max(reading.level(rule, found.span, found.beside), levels.get(rule.id, 0))
            if levels[rule.id] == rule.level:
                done.add(rule.id)
    except TooMuchToTryError:
        return levels, False
    return levels, True


def may_wait(author):
    """Whether this person's words are ever held: those of staff are not, since asking and signposting is their work."""
    return not getattr(author, "is_staff", False)


def unread(author) -> Finding:
    """There was more than a screener reads: as if it had given no answer."""
    return Finding(UNANSWERED, HIGHEST_LEVEL, holds=may_wait(author))
