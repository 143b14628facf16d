"""Asks the rule files of one class about a text."""

from community.screening import HIGHEST_LEVEL, UNANSWERED, Finding
from moderation.screeners import languages
from moderation.screeners.beside import TooMuchToTryError
from moderation.screeners.modifiers import Reading
from moderation.screeners.normalising import is_too_much, sentences
from moderation.screeners.rulebook import book


def findings(kind, text, *, author, place, holds_from, more=None) -> list[Finding]:
    """Each rule that speaks, once, at the highest level it reaches. Why words are held: docs/decisions/0010.

    `more`: called with the sentences and the languages they may be in, for rules that are not phrases.
    """
    told = sentences(text, book(kind).misspelt)
    tried = languages.likely(told, spoken=languages.spoken_at(place))
    levels, is_read = _levels(kind, told, tried)
    if more:
        levels |= more(told, tried)
    waits = may_wait(author)
    found = [
        Finding(rule, level, holds=waits and level >= holds_from) for rule, level in levels.items() if level
    ]
    return found if is_read and not is_too_much(text) else [*found, unread(author)]


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
