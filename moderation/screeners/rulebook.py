"""The rule files of one class, in all languages, as one index: a word leads to the few phrases it may belong to."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from moderation.screeners.index import Index
from moderation.screeners.lists import RULES
from moderation.screeners.normalising import Word
from moderation.screeners.phrases import Phrase, Span, phrases_of

LANGUAGES = ("en", "fi", "sv", "nb")
TOP = 4  # from this level on a rule is tried whatever the language, and never lowered to silence
GLUED_FROM = 3


@dataclass(frozen=True)
class Rule:
    """One rule: what it looks for and how serious that is. `with_` has to stand beside it, `unless` may not."""

    id: str
    language: str
    level: int
    phrases: tuple[Phrase, ...]
    with_: Index | None = None
    unless: Index | None = None

    @classmethod
    def read(cls, facts, language):
        """As it stands in its file. Raises PhraseError, KeyError."""
        return cls(
            id=facts["id"],
            language=language,
            level=facts["level"],
            phrases=_read(facts["any"], glued=facts["level"] >= GLUED_FROM),
            with_=_index(facts.get("with")),
            unless=_index(facts.get("unless")),
        )

    def holds_for(self, words):
        """Whether what stands around in the sentence lets it speak."""
        if self.with_ and not any(self.with_.found_in(words)):
            return False
        return not (self.unless and any(self.unless.found_in(words)))


def _read(written, *, glued=False):
    return tuple(phrase for each in written for phrase in phrases_of(each, glued=glued))


def _index(written):
    return Index((True, phrase) for phrase in _read(written)) if written else None


class Book:
    """The rules of one class, to be asked about sentences."""

    def __init__(self, rules):
        self.rules = {rule.id: rule for rule in rules}
        self.index = Index((rule, phrase) for rule in rules for phrase in rule.phrases)

    def found_in(self, words: list[Word], languages) -> Iterator[tuple[Rule, Span]]:
        """Which rules speak in this sentence, and where; rules of other languages from the top levels only."""
        silent, speaking, seen = set(), set(), set()
        for place, word in enumerate(words):
            for rule, phrase in self.index.candidates(word):
                if rule.id in silent or (rule.level < TOP and rule.language not in languages):
                    continue
                span = phrase.at(words, place)
                if span is None or (rule.id, span) in seen:
                    continue
                if rule.id not in speaking:  # asked once in a sentence, however often its phrases stand there
                    if not rule.holds_for(words):
                        silent.add(rule.id)
                        continue
                    speaking.add(rule.id)
                seen.add((rule.id, span))
                yield rule, span


@cache
def book(kind) -> Book:
    """All rule files of a class. Read once in a process."""
    return Book([rule for language in LANGUAGES for rule in rules_in(RULES / f"{kind}.{language}.json")])


def rules_in(path) -> list[Rule]:
    """The rules of one file; none when there is no such file."""
    if not path.exists():
        return []
    written = json.loads(path.read_text(encoding="utf-8"))
    return [Rule.read(facts, written["language"]) for facts in written["rules"]]


def own_level(rule_id):
    """The level a rule has when nothing lowers it; None if it comes from no rule file."""
    kind = rule_id.partition(".")[0]
    rule = book(kind).rules.get(rule_id)
    return rule.level if rule else None
