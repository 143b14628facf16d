"""The house rules: at most seven, in every language of the site, each with an id that decisions cite."""

import json
from dataclasses import dataclass
from pathlib import Path

MOST = 7


@dataclass(frozen=True)
class HouseRule:
    """One rule as a reader in one language sees it."""

    id: str
    title: str
    words: str


ENTRIES = {
    entry["id"]: entry
    for entry in json.loads(Path(__file__).with_name("house_rules.json").read_text(encoding="utf-8"))
}
RULES = tuple(ENTRIES)


def rule(rule_id, language):
    """The rule in that language, in English where it is not told; raises KeyError for an id that no rule has."""
    entry = ENTRIES[rule_id]
    return HouseRule(id=rule_id, **entry.get(language, entry["en"]))


def rules_in(language):
    """All of them, in their order."""
    return [rule(rule_id, language) for rule_id in RULES]
