"""Lists of words that a rule file gives a name, so that its phrases can say `<means>` for all of them."""

import re
from itertools import product

from moderation.screeners.phrases import PART, PhraseError

NAME = re.compile(r"<([\w-]+)>")
MOST_WAYS = 2000  # in one list, or in one choice


def lists_in(written: dict[str, list[str]]) -> dict[str, tuple[str, ...]]:
    """The lists of one file; each may use those before it. Raises PhraseError."""
    lists = {}
    for name, entries in written.items():
        lists[name] = _once(way for entry in entries for way in _ways(entry, lists))
    return lists


def filled(written, lists):
    """A phrase with words in the place of names. Raises PhraseError for a name that is not known."""
    return PART.sub(lambda match: _choice(match.group(), lists), written)


def _choice(part, lists):
    if "<" not in part and ">" not in part:
        return part
    return f"({'|'.join(_once(_said(part, lists)))})"


def _ways(written, lists):
    """All that a phrase without gaps in its brackets may say."""
    parts = [_said(part, lists) for part in PART.findall(written)]
    return (" ".join(filter(None, way)) for way in product(*parts))


def _said(part, lists):
    """What may stand for one part of a phrase: a choice, a name or a word."""
    if part.startswith("("):
        return [way for choice in part.strip("()").split("|") for way in _ways(choice, lists)]
    if not set("<>").intersection(part):
        return [part]
    name = NAME.fullmatch(part)
    if not name or name[1] not in lists:
        raise PhraseError(f"{part!r} is no list of words in this file")
    return lists[name[1]]


def _once(ways):
    """Each way once, in order."""
    found = {}
    for way in ways:
        found[way] = None
        if len(found) > MOST_WAYS:
            raise PhraseError(f"a list says more than {MOST_WAYS} things")
    return tuple(found)
