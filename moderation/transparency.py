"""The yearly figures (Digital Services Act art. 15 and 24): counted from the records, with nobody in them.

Whatever is published hides counts from one to four, since somebody might know whom they are about. Beside a hidden
number their sum is only what the row itself tells anyway, and a part of another table is left out where the two
together would tell. The public reads years that are over, so that nobody watches one decision arrive; in the first
year, where none is over, it reads that one to date.
"""

from collections import Counter
from dataclasses import dataclass
from statistics import median

from django.db import models
from django.db.models.functions import Coalesce
from django.utils.timezone import localtime, now
from django.utils.translation import gettext as _

from moderation.models import Appeal, Case, Decision, Report
from moderation.models.decision import a_slip

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
    decisions = Decision.objects.but_slips().select_related("case").defer("facts", "reasons", *OF_CASES)
    decisions = list(_in(decisions, "made_at", year))
    appeals = list(_in(Appeal.objects.defer("words", "answer"), "made_at", year))
    return _tables(reports, decisions, appeals), _automation(year)


def years(*, with_this=False):
    """Those that are over and of which there are records, newest first; this one where there are none. Two queries."""
    first = Report.objects.order_by("made_at").values_list("made_at", flat=True).first()
    opened = Case.objects.order_by("opened_at").values_list("opened_at", flat=True).first()
    this_year = localtime(now()).year
    begun = min((localtime(moment).year for moment in (first, opened) if moment), default=this_year)
    over = list(range(this_year - 1, begun - 1, -1))
    return [this_year, *over] if with_this or not over else over


def is_running(year):
    return year == localtime(now()).year


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
    whole = _table("decisions", _("Decisions, by measure"), _measures(decisions), _deciding(decisions))
    parts = [
        _table(
            "own", _("Of these, decided on our own initiative, by measure"), _measures(own), _deciding(own)
        ),
        _table("grounds", _("Decisions that took something away, by ground"), _grounds(taking), []),
    ]
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
        whole,
        *(part for part in parts if not _tells_together(whole, part)),
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
    return Table(
        table_id, title, figures, _sum_of(figures), round(median(hours), 1) if len(hours) >= SMALL else None
    )


def _sum_of(figures):
    """Their sum; beside hidden numbers what they come to if each is one, which the row itself tells."""
    least = sum(1 if figure.count is None else figure.count for figure in figures)
    is_hiding = any(figure.count is None for figure in figures)
    return Figure(_("Together"), least, is_floor=is_hiding)


def _tells_together(whole, part):
    """Whether somebody who has both tables could work out a number from one to four from them."""
    figures = (*whole.figures, *part.figures)
    if any(figure.count is None for figure in figures):
        return True
    counts = {figure.name: figure.count for figure in whole.figures}
    return any(0 < counts.get(figure.name, 0) - figure.count < SMALL for figure in part.figures)


def _automation(year):
    """Held by a rule, and of these let through by a person: the decision, or staff in the room, or where the decision
    was undone at once what became of the words since. One query."""
    held = _in(Case.objects.filter(kind=Case.Kind.HELD).exclude(rules=[]), "opened_at", year)
    measure = models.Case(
        models.When(a_slip("decision__"), then=models.Value(None)), default=models.F("decision__measure")
    )
    outcomes = list(held.values_list(measure, Coalesce("message__state", "reply__state")))
    settled = [pair for pair in outcomes if pair[0] or pair[1] not in {"held", None}]
    released = [
        pair
        for pair in settled
        if pair[0] in _NOTHING or (pair[0] is None and pair[1] in {"shown", "hidden"})
    ]
    counts = (len(released), len(settled) - len(released), len(outcomes) - len(settled))
    may_tell = len(settled) >= SMALL and not any(0 < count < SMALL for count in counts)
    return Automation(
        held=shown(_("Held by a rule"), len(outcomes)),
        released=_part_of(outcomes, shown(_("Of these, let through by a person"), len(released))),
        error=round(100 * len(released) / len(settled), 1) if may_tell else None,
    )


def _part_of(rows, figure):
    """A part of so many rows, less exact where what is left would be from one to four."""
    if figure.count is None or not 0 < len(rows) - figure.count < SMALL:
        return figure
    return Figure(figure.name, SMALL, is_floor=True) if figure.count else Figure(figure.name, None)
