"""The yearly figures (Digital Services Act art. 15 and 24): counted from the records, with nobody in them.

Whatever is published hides counts from one to four, since somebody might know whom they are about. Where that would
leave a single hidden number in a row of numbers, their sum is hidden too, or it could be worked out.
"""

from collections import Counter
from dataclasses import dataclass
from statistics import median

from django.utils.timezone import localtime, now
from django.utils.translation import gettext as _

from moderation.models import Appeal, Case, Decision, Report

SMALL = 5
OF_CASES = ("case__evidence", "case__proposed")
OF_DECISIONS = ("case__decision__facts", "case__decision__reasons")
SEALED = ("copy", "note", "place", "explanation", "name", "email", *OF_CASES, *OF_DECISIONS)


@dataclass(frozen=True)
class Figure:
    """One number with its name. `count` may be None, hidden because it is small; or a number it is not below."""

    name: str
    count: int | None
    is_floor: bool = False

    @property
    def words(self):
        if self.is_floor:
            return _("%(count)d or more") % {"count": self.count}
        return _("fewer than 5") if self.count is None else str(self.count)

    @property
    def plain(self):
        """As a table for machines has it."""
        if self.is_floor:
            return f">={self.count}"
        return "<5" if self.count is None else str(self.count)


@dataclass(frozen=True)
class Table:
    """A row of numbers, their sum, and the median of hours it took (None: too few to say)."""

    id: str
    title: str
    figures: tuple
    total: Figure
    hours: float | None


@dataclass(frozen=True)
class Automation:
    """What the rules held, and how often a person let it through: the error, in percent (None: too few to say)."""

    held: Figure
    released: Figure
    error: float | None


def figures_of(year):
    """The tables of one calendar year, and the automation. Four queries, and no sealed words are fetched."""
    reports = Report.objects.select_related("case__decision").defer(*SEALED)
    reports = list(_in(reports, "made_at", year))
    decisions = Decision.objects.select_related("case").defer("facts", "reasons", *OF_CASES)
    decisions = list(_in(decisions, "made_at", year))
    appeals = list(_in(Appeal.objects.defer("words", "answer"), "made_at", year))
    return _tables(reports, decisions, appeals), _automation(year)


def years():
    """Those of which there are records, newest first; this year always. Two queries."""
    first = Report.objects.order_by("made_at").values_list("made_at", flat=True).first()
    opened = Case.objects.order_by("opened_at").values_list("opened_at", flat=True).first()
    this_year = localtime(now()).year
    begun = min((localtime(moment).year for moment in (first, opened) if moment), default=this_year)
    return list(range(this_year, begun - 1, -1))


def shown(name, count):
    """The number as it may be published."""
    return Figure(name, None if 0 < count < SMALL else count)


def _in(rows, field, year):
    return rows.filter(**{f"{field}__year": year}).order_by(field)


def _tables(reports, decisions, appeals):
    firsts = [report for report in reports if report.follows_id is None]
    again = [report for report in reports if report.follows_id is not None]
    outside = [report for report in firsts if report.channel == Report.Channel.OUTSIDE]
    inside = [report for report in firsts if report.channel == Report.Channel.INSIDE]
    own = [decision for decision in decisions if decision.source == Decision.Source.OWN]
    taking = [decision for decision in decisions if decision.measure not in _NOTHING]
    return [
        _table(
            "outside",
            _("Notices from outside, by what they were about"),
            _types(outside),
            _answering(outside),
        ),
        _table(
            "inside", _("Reports from members, by what they were about"), _types(inside), _answering(inside)
        ),
        _table("decisions", _("Decisions, by measure"), _measures(decisions), _deciding(decisions)),
        _table(
            "own", _("Of these, decided on our own initiative, by measure"), _measures(own), _deciding(own)
        ),
        _table("grounds", _("Decisions that took something away, by ground"), _grounds(taking), []),
        _table("again", _("Second looks that were asked for, by outcome"), _looks(again), _answering(again)),
        _table("appeals", _("Objections, by outcome"), _outcomes(appeals), _reviewing(appeals)),
    ]


def _types(reports):
    return [
        _("Sexual abuse of a child") if report.offence else report.get_kind_display() for report in reports
    ]


def _measures(decisions):
    return [decision.get_measure_display() for decision in decisions]


def _grounds(decisions):
    return [_("The law") if decision.rule == "law" else _("The house rules") for decision in decisions]


def _looks(reports):
    return [
        _("Not answered yet")
        if report.told_at is None
        else _("We acted")
        if report.led_to_something
        else _("It stays")
        for report in reports
    ]


def _outcomes(appeals):
    return [
        appeal.get_outcome_display() if appeal.decided_at else _("Not answered yet") for appeal in appeals
    ]


def _answering(reports):
    return _hours((report.made_at, report.told_at) for report in reports if report.told_at)


def _deciding(decisions):
    return _hours((decision.case.opened_at, decision.made_at) for decision in decisions)


def _reviewing(appeals):
    return _hours((appeal.made_at, appeal.decided_at) for appeal in appeals if appeal.decided_at)


def _hours(spans):
    return [(end - start).total_seconds() / 3600 for start, end in spans]


_NOTHING = frozenset({Decision.Measure.NONE, Decision.Measure.RELEASE})


def _table(table_id, title, names, hours):
    counts = Counter(str(name) for name in names)
    figures = tuple(shown(name, count) for name, count in sorted(counts.items()))
    total = sum(counts.values())
    is_telling = sum(figure.count is None for figure in figures) == 1
    whole = _floor_of(total) if is_telling else shown(_("Together"), total)
    return Table(table_id, title, figures, whole, round(median(hours), 1) if len(hours) >= SMALL else None)


def _floor_of(total):
    """The sum beside a single hidden number, rounded down so that it cannot be worked out."""
    whole = total // SMALL * SMALL
    return Figure(_("Together"), whole, is_floor=True) if whole > SMALL else Figure(_("Together"), None)


def _automation(year):
    """Held by a rule, and of these let through by a person: the decision, or staff in the room. One query."""
    held = _in(Case.objects.filter(kind=Case.Kind.HELD).exclude(rules=[]), "opened_at", year)
    outcomes = list(held.values_list("decision__measure", "message__state"))
    settled = [pair for pair in outcomes if pair[0] or pair[1] not in {"held", None}]
    released = [
        pair
        for pair in settled
        if pair[0] in _NOTHING or (pair[0] is None and pair[1] in {"shown", "hidden"})
    ]
    may_tell = len(settled) >= SMALL and (not released or len(released) >= SMALL)
    return Automation(
        held=shown(_("Held by a rule"), len(outcomes)),
        released=shown(_("Of these, let through by a person"), len(released)),
        error=round(100 * len(released) / len(settled), 1) if may_tell else None,
    )
