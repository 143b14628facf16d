"""How well screening does on a set of lines that somebody labelled, and how sure one can be of that."""

import json
import math
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from types import SimpleNamespace

from moderation.screeners import grooming, identifiers, links, risk, threats
from moderation.screeners.rulebook import LANGUAGES, TOP
from moderation.screeners.urgency import RULES, priority_of

SET = Path(__file__).with_name("evaluation")
SCREENERS = (risk, identifiers, grooming, threats, links)
CLASSES = {  # as a line is labelled: the first part of the ids of the rules that should speak
    "risk": "risk",
    "identifier": "identifiers",
    "grooming": "grooming",
    "threat": "threats",
    "link": "links",
}
NONE = "none"
Z = 1.959964  # 95 %


class LineError(ValueError):
    """A line that cannot be read, with its number and why; never with its words."""


@dataclass(frozen=True)
class Line:
    """One line of a set: its words, and what they are if somebody has said so."""

    id: str | int
    language: str
    text: str
    kind: str = ""
    level: int = 0


@dataclass(frozen=True)
class Share:
    """So many of so many, with the 95 % interval of Wilson (1927)."""

    hits: int
    of: int

    @property
    def value(self):
        return self.hits / self.of if self.of else None

    @property
    def interval(self):
        if not self.of:
            return 0.0, 1.0
        middle = (self.hits + Z * Z / 2) / (self.of + Z * Z)
        half = Z / (self.of + Z * Z) * math.sqrt(self.hits * (self.of - self.hits) / self.of + Z * Z / 4)
        return max(0.0, middle - half), min(1.0, middle + half)


@dataclass
class Tally:
    """What became of the lines of one language."""

    found: Counter = field(default_factory=Counter)
    labelled: Counter = field(default_factory=Counter)
    said: Counter = field(default_factory=Counter)
    top: Share = Share(0, 0)
    top_alarms: Share = Share(0, 0)
    top_calls: Share = Share(0, 0)
    alarms: Share = Share(0, 0)
    quiet: Share = Share(0, 0)

    def recall(self, kind):
        return Share(self.found[kind], self.labelled[kind])

    def precision(self, kind):
        return Share(self.found[kind], self.said[kind])


def lines_of(path, *, labelled=False) -> Iterator[Line | LineError]:
    """The lines of a JSON-lines file, blank ones left out; in place of one that cannot be read, the LineError."""
    seen = set()
    with Path(path).open("rb") as file:
        for number, raw in enumerate(file, 1):
            if not raw.strip():
                continue
            try:
                line = _line(json.loads(raw.decode("utf-8-sig")), labelled=labelled)
                if labelled and line.id in seen:
                    raise LineError("its id stood before")
                seen.add(line.id)
                yield line
            except (ValueError, RecursionError) as problem:
                yield LineError(f"line {number}: {_why(problem)}")


def _why(problem):
    """In words of ours: a decoder's own would repeat what stands in the line."""
    if isinstance(problem, LineError):
        return str(problem)
    return "not UTF-8" if isinstance(problem, UnicodeDecodeError) else "not JSON"


def _line(facts, *, labelled):
    if not isinstance(facts, dict):
        raise LineError("not an object")
    if not isinstance(facts.get("id"), str | int):
        raise LineError("no “id”")
    if not isinstance(facts.get("text"), str):
        raise LineError("no “text”")
    if not isinstance(facts.get("lang", ""), str):
        raise LineError("“lang” is no text")
    line = Line(facts["id"], _language(facts), facts["text"], facts.get("class", ""), facts.get("level", 0))
    if labelled and line.kind not in (NONE, *CLASSES):
        raise LineError(f"“class” is none of {', '.join([NONE, *CLASSES])}")
    if labelled and line.level not in range(6):
        raise LineError("“level” is not 0 to 5")
    return line


def _language(facts):
    code = facts.get("lang", "").lower().partition("-")[0]
    return "nb" if code in {"no", "nn"} else code


def screened(line):
    """All findings in one line, as if a member of a group in that language had said it."""
    place = SimpleNamespace(group=SimpleNamespace(language=line.language))
    return [
        finding for screener in SCREENERS for finding in screener.screen(line.text, author=None, place=place)
    ]


def answer(line):
    """What screening does with a line, in facts for a file. The words are not among them."""
    findings = screened(line)
    return {
        "id": line.id,
        "holds": any(finding.holds for finding in findings),
        "priority": priority_of(findings),
        "findings": [
            {"rule": finding.rule, "level": finding.level, "holds": finding.holds} for finding in findings
        ],
    }


def tallies(lines) -> dict[str, Tally]:
    """By language, what screening does with labelled lines."""
    found = defaultdict(list)
    for line in lines:
        found[line.language].append((line, screened(line)))
    return {language: _tally(found[language]) for language in [*LANGUAGES, *found] if language in found}


def _tally(pairs):
    """A class counts as said from level 2 on, or when the line was labelled with level 1 and any rule spoke."""
    tally = Tally()
    for line, findings in pairs:
        said = {
            kind
            for kind, prefix in CLASSES.items()
            if any(
                finding.level > 1 or line.level == 1
                for finding in findings
                if finding.rule.startswith(f"{prefix}.")
            )
        }
        tally.labelled[line.kind] += 1
        tally.said.update(said)
        tally.found.update(said & {line.kind})
    tally.top = _share(pairs, _is_top, lambda findings: _highest(findings, "risk") > 1)
    tally.top_alarms = _share(pairs, _is_top, lambda findings: _highest(findings, "risk") >= TOP)
    tally.top_calls = _share(pairs, _is_top, _calls)
    tally.alarms = _share(pairs, _is_ordinary, _calls)
    tally.quiet = _share(pairs, _is_ordinary, lambda findings: bool(findings) and not _calls(findings))
    return tally


def _share(pairs, which, what):
    chosen = [findings for line, findings in pairs if which(line)]
    return Share(sum(what(findings) for findings in chosen), len(chosen))


def _is_top(line):
    return line.kind == "risk" and line.level >= TOP


def _is_ordinary(line):
    return line.kind == NONE


def _highest(findings, prefix):
    return max((finding.level for finding in findings if finding.rule.startswith(f"{prefix}.")), default=0)


def _calls(findings):
    """Whether words wait, or somebody is asked to come the same day."""
    priority = priority_of(findings)
    return any(finding.holds for finding in findings) or (priority is not None and priority <= RULES)
