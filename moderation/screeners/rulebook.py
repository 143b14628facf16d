"""The rule files of one class, in all languages, as one index: a word leads to the few phrases it may belong to."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from moderation.screeners.beside import NOTHING, Around, Group, Groups
from moderation.screeners.index import Index, words_of
from moderation.screeners.lists import RULES
from moderation.screeners.misspelling import misspelt
from moderation.screeners.named import filled, lists_in
from moderation.screeners.normalising import Word
from moderation.screeners.phrases import Phrase, Span, phrases_of

LANGUAGES = ("en", "fi", "sv", "nb")
TOP = 4  # from this level on a rule is tried whatever the language, and never lowered to silence
FORGIVING_FROM = 3  # from this level on, words may be written as one or mistyped
SIGNS = ".signs"  # how ids of what stands together go on


@dataclass(frozen=True)
class Rule:
    """One rule: what it looks for and how serious that is. `with_` has to stand beside it, `unless` may not."""

    id: str
    language: str
    level: int
    phrases: tuple[Phrase, ...]
    with_: Groups = NOTHING
    unless: Group | None = None

    @classmethod
    def read(cls, facts, language, lists=MappingProxyType({})):
        """As it stands in its file, with the lists of words of that file. Raises PhraseError, KeyError."""
        return cls(
            id=facts["id"],
            language=language,
            level=facts["level"],
            phrases=_read(facts["any"], lists, glued=facts["level"] >= FORGIVING_FROM),
            with_=Groups(
                tuple(_group(group, lists) for group in _groups(facts.get("with", ()))),
                near=facts.get("near"),
                across=facts.get("across", False),
            ),
            unless=_group(facts["unless"], lists) if facts.get("unless") else None,
        )

    def beside(self, around: Around, place, span) -> list[Span] | None:
        """What it needs beside a phrase, as far as it stands in that sentence; None when it may not speak there."""
        if self.unless and around.spans(self.unless, place):
            return None
        return self.with_.beside(around, place, span)


def _groups(written):
    """A list of phrases is one group."""
    return [written] if written and isinstance(written[0], str) else written


def _read(written, lists, *, glued=False):
    return tuple(phrase for each in written for phrase in phrases_of(filled(each, lists), glued=glued))


def _group(written, lists):
    return _same_group(tuple(filled(each, lists) for each in written))


@cache
def _same_group(written):
    """One group for all rules that ask for the same: then it is looked for once."""
    return Group(_read(written, {}))


@dataclass(frozen=True)
class Found:
    """A rule that speaks in a sentence, where its phrase stands, and what it needs beside that."""

    rule: Rule
    words: list[Word]
    span: Span
    beside: list[Span]


class Book:
    """The rules of one class, to be asked about what was said."""

    def __init__(self, rules):
        self.rules = {rule.id: rule for rule in rules}
        groups = {group: None for rule in rules for group in (*rule.with_.groups, rule.unless) if group}
        own, beside = (
            [(thing, phrase) for thing in things for phrase in thing.phrases] for things in (rules, groups)
        )
        self.index, self.groups = Index(own, among=beside), Index(beside, among=own)
        self.misspelt = misspelt(self._long_words(), self.index.whole | self.groups.whole)

    def _long_words(self):
        serious = (rule for rule in self.rules.values() if rule.level >= FORGIVING_FROM)
        return {
            (word, rule.language) for rule in serious for word in words_of(rule.phrases, rule.with_.phrases())
        }

    def found_in(self, told: list[list[Word]], languages, done=frozenset()) -> Iterator[Found]:
        """Which rules speak in these sentences; rules of other languages from the top levels only.

        Ids that are put into `done` meanwhile are not looked for any more. Raises TooMuchToTryError.
        """
        around = Around(told, self.groups)
        for number, words in enumerate(told):
            seen = set()
            for place, rule, phrase in self.index.read(words):
                if rule.id in done or (rule.level < TOP and rule.language not in languages):
                    continue
                span = around.at(number, place, phrase)
                if span is None or (rule.id, span) in seen:
                    continue
                seen.add((rule.id, span))
                if (beside := rule.beside(around, number, span)) is not None:
                    yield Found(rule, words, span, beside)


@cache
def book(kind) -> Book:
    """All rule files of a class. Read once in a process."""
    return Book([rule for language in LANGUAGES for rule in rules_in(RULES / f"{kind}.{language}.json")])


def rules_in(path) -> list[Rule]:
    """The rules of one file; none when there is no such file."""
    if not path.exists():
        return []
    written = json.loads(path.read_text(encoding="utf-8"))
    lists = lists_in(written.get("words", {}))
    return [Rule.read(facts, written["language"], lists) for facts in written["rules"]]


def own_level(rule_id):
    """The level a rule has when nothing lowers it; None if it comes from no rule file.

    Signs that stand together (signs.py) have theirs at the end: `risk.en.signs.4`.
    """
    before, _dot, number = rule_id.rpartition(".")
    if before.endswith(SIGNS):
        return int(number)
    rule = book(rule_id.partition(".")[0]).rules.get(rule_id)
    return rule.level if rule else None
