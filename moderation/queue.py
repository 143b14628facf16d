"""The queue as one person sees it, and a case with all that is asked about it, each in a fixed number of queries."""

from collections import Counter
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from groups.models import Membership, Message
from moderation.models import Appeal, Case, Concern, Decision, Report
from moderation.models.decision import a_slip
from moderation.reasons import ANY, likely_rule
from moderation.subjects import measures_for, seat_of

SHOWN = {"open": _("Open"), "mine": _("Mine"), "second": _("Waits for a second person")}
Measure, State = Decision.Measure, Message.State
HELD = (Case.Kind.HELD, Case.Kind.AGAIN)  # nobody asked about them
REACH = {
    _("Now"): (Measure.RELEASE, Measure.RETURN, Measure.HIDE, Measure.REMIND, Measure.NONE),
    _("For a time"): Decision.TIMED,
    _("For ever, with a second person"): Decision.FINAL,
}


def _which(user):
    """The conditions of `SHOWN`, by its names."""
    return {
        "open": Q(proposed_by=None) | ~Q(proposed_by=user),
        "mine": Q(claimed_by=user, claimed_until__gt=timezone.now()),
        "second": Q(proposed_by__isnull=False),
    }


def cases_of(user, show="open"):
    """Most urgent first: all that waits, what is this person's now, or what somebody asks a second person about.

    Each with `sits_beside`: whether this person has a seat in its group.
    """
    cases = Case.objects.visible_to(user).open().filter(_which(user)[show])
    beside = Membership.objects.current().filter(user=user, group=OuterRef("group"))
    cases = cases.annotate(sits_beside=Exists(beside)).select_related(
        "message", "reply", "group", "claimed_by", "proposed_by"
    )
    return cases.defer("evidence", "proposed").prefetch_related("group__texts", "reports").urgent_first()


def counts_of(user):
    """How many there are of each, by the names of `SHOWN`. One query."""
    counts = {name: Count("pk", filter=which) for name, which in _which(user).items()}
    found = Case.objects.visible_to(user).open().aggregate(**counts)
    return [(name, label, found[name]) for name, label in SHOWN.items()]


def next_for(user, after=None):
    """The most urgent case this person may take now, other than `after`; None when nothing waits."""
    cases = Case.objects.visible_to(user).open().free_for(user).exclude(reports__reporter=user)
    cases = cases.exclude(group__in=Membership.objects.current().filter(user=user).values("group"))
    return cases.exclude(pk=after).urgent_first().first()


def for_others(cases, user):
    """Those of these that this person cannot take, free as they may be: reported or proposed by themselves, or of a
    group in which they have a seat. Needs them from `cases_of`; no query."""
    return [
        case
        for case in cases
        if case.proposed_by_id == user.pk
        or case.sits_beside
        or any(report.reporter_id == user.pk for report in case.reports.all())
    ]


@dataclass(frozen=True)
class Clock:
    """Minutes since a case came, or an identity request, and minutes left; negative when its time is over."""

    waited: int
    left: int

    @classmethod
    def of(cls, thing):
        now, came = timezone.now(), getattr(thing, "opened_at", None) or thing.asked_at
        return cls(int((now - came).total_seconds() // 60), int((thing.due_at - now).total_seconds() // 60))

    @property
    def is_late(self):
        return self.left < 0

    @property
    def over(self):
        return -self.left


def history_of(case):
    """What was decided about the same person before, newest first: never words, and nothing of other groups' talk."""
    if case.person_id is None:
        return []
    earlier = Decision.objects.about(case.person_id).exclude(case=case).select_related("case__group")
    return list(earlier.defer("facts", "reasons").order_by("-made_at")[:10])


def numbers_of(case):
    """How often this person was asked about, decided about, and how often that was reversed."""
    if case.person_id is None:
        return {}
    cases = Case.objects.filter(person=case.person_id).exclude(pk=case.pk)
    cases = cases.alias(was_a_slip=Exists(Decision.objects.filter(a_slip(), case=OuterRef("pk"))))
    measures = Counter(cases.filter(was_a_slip=False).values_list("decision__measure", flat=True))
    acted = sum(
        count for measure, count in measures.items() if measure not in {None, Measure.NONE, Measure.RELEASE}
    )
    reversed_ = Appeal.objects.filter(decision__case__person=case.person_id, outcome="reversed").count()
    return {"cases": sum(measures.values()), "acted": acted, "reversed": reversed_}


def concerns_from(case, user):
    """The concerns that were raised from it, or from a notice about it, as far as this person may know of them."""
    raised = Concern.objects.visible_to(user).filter(Q(case=case) | Q(report__case=case))
    return raised.select_related("taken_by").order_by("raised_at")


def danger_besides(case, user):
    """The most urgent other open case about the same person that speaks of a danger to life, or None. One query."""
    if case.person_id is None:
        return None
    others = Case.objects.visible_to(user).open().filter(person=case.person_id).exclude(pk=case.pk)
    others = others.select_related("message__room__group", "reply__topic__group").urgent_first()
    spoken = (other for other in others.defer("evidence", "proposed") if other.speaks_of_danger)
    return next(spoken, None)


def choices_of(case):
    """The measures that fit this case now."""
    return measures_for(case, seat_of(case))


def grouped(measures):
    """The same by how far they reach, as (heading, measures, whether they end by the clock)."""
    groups = [(heading, [one for one in group if one in measures]) for heading, group in REACH.items()]
    return [(heading, group, group[0] in Decision.TIMED) for heading, group in groups if group]


def is_about_safety(case):
    """Whether somebody may be at risk, or somebody worries: then the person comes before the words."""
    worries = {report.kind for report in case.reports.all()} == {Report.Kind.WORRY}
    return worries or case.kind == Case.Kind.RISK or case.priority == Case.Priority.LIFE


def likely_measure_of(case):
    """What most often fits; it is the main button, and a moderator chooses."""
    state = case.words.state if case.words else None
    if state == State.HELD:
        return Measure.RETURN if case.rules and likely_rule_of(case) else Measure.RELEASE
    if case.person_id is None:
        return Measure.NONE
    if is_about_safety(case):  # words about how somebody is stay; who wrote them is looked after
        return Measure.NONE
    return Measure.HIDE if state == State.SHOWN else Measure.REMIND


def likely_rule_of(case):
    """By a finding or a report. Where neither points to one, and words wait or somebody is worried, none: "": so that
    no press by habit says that somebody broke one."""
    kinds = [report.kind for report in case.reports.all()]
    is_open = case.kind in HELD or is_about_safety(case)
    return likely_rule(case, kinds, otherwise="" if is_open else ANY)


def why_held(case):
    """Why words wait in which nothing was found: whoever wrote them, or their whole group, is read first. "" for
    others. No query, where the group's room was selected beside it."""
    words = case.words
    if case.kind not in HELD or case.rules or words is None or words.state != State.HELD:
        return ""
    if words.author is not None and words.author.waits_to_be_read:
        return _("Nothing was found in these words. They wait because staff read this person first.")
    if case.group and (case.group.is_read_first or case.group.room.reads_first):
        return _("Nothing was found in these words. They wait because staff read the whole group first.")
    return _("Nothing was found in these words.")
