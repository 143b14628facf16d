"""The question "may this be shown?", asked before anyone else sees a person's words.

This is the seam only: who answers is named in the setting SCREENERS, so that what lies below
moderation can ask it without importing it. With an empty setting everything is shown.
"""

import json
import logging
from dataclasses import astuple, dataclass

from django.conf import settings
from django.dispatch import Signal
from django.utils.module_loading import import_string

logger = logging.getLogger(__name__)

# Sent after commit by whoever kept the words back: sender is the model, with `content` and `findings`.
content_held = Signal()
# Likewise, for words that were shown although screeners found something in them.
content_noticed = Signal()

UNANSWERED = "screening.unanswered"
HIGHEST_LEVEL = 5
RISK = "risk"  # the class of rules that see danger to the life of whoever writes, or of somebody near them
LIVES = (RISK, "threats")
ENCOURAGES = "encourage"  # the name of those rules of it that see somebody told to die
AT_ONCE = 4  # from this level of those on, staff are called within seconds: docs/decisions/0010


@dataclass(frozen=True)
class Finding:
    """What one rule saw: its id, how serious (1 to 5), and whether the words must wait."""

    rule: str
    level: int
    holds: bool

    @property
    def kind(self):
        """The class of its rule."""
        return self.rule.partition(".")[0]

    @property
    def is_about_life(self):
        return self.kind in LIVES and self.level >= AT_ONCE

    @property
    def is_cry_for_help(self):
        """Whether a life may be at stake that whoever wrote fears for: nobody who told somebody else to die."""
        return self.kind == RISK and self.level >= AT_ONCE and not tells_to_die(self.rule)


def tells_to_die(rule):
    """Whether the rule with this id sees words that tell somebody else to die."""
    return ENCOURAGES in rule.split(".")


@dataclass(frozen=True)
class Screening:
    """What all screeners saw together."""

    findings: tuple[Finding, ...] = ()

    @property
    def holds(self):
        return any(finding.holds for finding in self.findings)

    @property
    def level(self):
        """The most serious level found, 0 when nothing was."""
        return max((finding.level for finding in self.findings), default=0)


class Asked(str):
    """The words of one question. What one screener has read in them is kept for the next ones, and goes with it."""

    __slots__ = ("kept",)

    def __init__(self, text):
        self.kept = {}


def once(read, text, *asked):
    """`read(text, *asked)`, done once for all screeners of a question."""
    if not isinstance(text, Asked):
        return read(text, *asked)
    key = read, asked
    if key not in text.kept:
        text.kept[key] = read(text, *asked)
    return text.kept[key]


def screen(text, *, author, place) -> Screening:
    """Ask every screener in SCREENERS, in order, about a text before it is shown.

    Fails closed: when a screener cannot answer, the words wait for a person to read them.
    A screener must not write: it is asked inside the transaction that keeps the words.
    The log gets rule ids, never words, author or place.
    """
    findings, text = [], Asked(text)
    for name in settings.SCREENERS:
        findings += _answer(name, text, author, place)
    if findings:
        rules = sorted({finding.rule for finding in findings})
        logger.info("screening.found", extra={"facts": {"rules": rules}})
    return Screening(findings=tuple(dict.fromkeys(findings)))


def make_ready():
    """Have screeners read their rules now, not while the first who speaks after a start waits for it. Takes seconds.

    What they are asked about is nobody's: words of no language, a postal code and an address.
    """
    text = Asked("Mmm. 00100 Helsinki, 040 123 4567, example.org.")
    for name in settings.SCREENERS:
        _answer(name, text, None, None)


def written(findings) -> str | None:
    """Findings as they may be kept beside the words: ids of rules and levels. None when there are none."""
    return json.dumps([astuple(finding) for finding in findings]) if findings else None


def read(text) -> tuple[Finding, ...]:
    """What `written` wrote; nothing once its key is destroyed."""
    try:
        return tuple(Finding(*facts) for facts in json.loads(text or "[]"))
    except json.JSONDecodeError:
        return ()


def in_words(finding):
    """What a rule looks for, said for staff by SCREENING_WORDS in the active language; "" without that setting."""
    return import_string(settings.SCREENING_WORDS)(finding.rule) if settings.SCREENING_WORDS else ""


def _answer(name, text, author, place):
    """One screener's findings, or the finding that it gave none it could stand by."""
    try:
        findings = list(import_string(name)(text, author=author, place=place))
        if not all(isinstance(finding, Finding) for finding in findings):
            raise TypeError("A screener answers with Findings.")
    except Exception:  # whatever goes wrong in there must never let words through
        logger.exception("screening.failed", extra={"facts": {"screener": name}})
        return [Finding(rule=UNANSWERED, level=HIGHEST_LEVEL, holds=True)]
    return findings
