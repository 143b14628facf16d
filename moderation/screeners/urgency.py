"""How soon a person should read words that screeners found something in."""

from moderation.screeners.rulebook import TOP, own_level

LIFE, HARM, RULES, REST = range(4)  # a case's priorities, the most urgent first
BY_LEVEL = {
    "risk": {2: RULES, 3: HARM, 4: LIFE, 5: LIFE},
    "grooming": {2: RULES, 3: HARM, 4: LIFE, 5: LIFE},
    "threats": {2: RULES, 3: HARM, 4: LIFE, 5: LIFE},
    "identifiers": {2: HARM, 3: HARM},
    "links": {2: RULES, 3: HARM},
    "screening": {5: HARM},  # a screener gave no answer: somebody is waiting, and nobody knows with what
}


def priority_of(findings) -> int | None:
    """The priority of the most urgent finding; None when nobody needs to come for it."""
    found = [priority for finding in findings if (priority := _priority(finding)) is not None]
    return min(found, default=None)


def weight_of(rule_id) -> tuple[int, int]:
    """How serious what a rule finds is, the most serious first: its priority, then its level.

    A rule without a level of its own is taken for the worst of its kind.
    """
    by_level, level = BY_LEVEL.get(rule_id.partition(".")[0], {}), own_level(rule_id)
    if level is None:
        return min(by_level.values(), default=REST), 0
    return by_level.get(level, REST), -level


def _priority(finding):
    kind = finding.rule.partition(".")[0]
    if kind in ("identifiers", "links") and not finding.holds:
        return None
    if (
        kind in {"risk", "grooming", "threats"}
        and finding.level < TOP
        and (own_level(finding.rule) or 0) >= TOP
    ):
        return REST if finding.level == 2 else HARM  # a top rule that what stands around it has lowered
    return BY_LEVEL.get(kind, {}).get(finding.level, REST if finding.holds else None)
