"""Deciding a case: by one person, or for what lasts for ever by two; and undoing what was decided."""

import json
from dataclasses import asdict, dataclass
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from community.audit.actions import record
from community.verdicts import require
from groups.actions.message import CHANGED
from moderation import subjects
from moderation.actions.case import claim, locked, open_case, take
from moderation.actions.outcome import tell_who_asked, tell_whom_it_is_about
from moderation.actions.sanction import impose, lift
from moderation.actions.shift import promise_contact
from moderation.evidence import as_it_reads, mark_of
from moderation.house_rules import RULES
from moderation.models import Case, Decision, Report
from moderation.models.case import WAITS_THERE
from moderation.reasons import LAW, cares, draft, facts_of
from moderation.rules import may_confirm, may_decide, may_take_back, may_undo

# What a case that waits again has from the one that was decided.
AS_BEFORE = ("message", "reply", "person", "group", "rules", "evidence")

Measure = Decision.Measure


@dataclass
class Wish:
    """What somebody wants to decide: kept sealed while it waits for a second person."""

    measure: str
    rule: str
    facts: str
    reasons: str
    legal_ground: str = ""
    takes_words: bool = False


@transaction.atomic
def decide(
    *,
    case,
    actor,
    measure: str,
    rule: str,
    facts: str = "",
    reasons: str = "",
    ends_at=None,
    takes_words: bool = False,
    legal_ground: str = "",
    seen: str = "",
):
    """Decide a case and do at once what was decided; whoever it is about can read it from now on.

    It needs one's own claim, or nobody's: then it takes the case by itself. Without `facts` or `reasons` the
    house's own words are used, in the person's language. What takes two people is only proposed, and None returned.
    `seen`: the mark of what they read, `evidence.mark_of`.
    Raises PermissionDenied, or ValidationError when the measure or the rule does not fit, or the words were changed.
    """
    case = locked(case=case)
    require(may_decide(actor, case))
    if seen and seen != mark_of(case):
        raise ValidationError(CHANGED, "changed")
    take(case=case, actor=actor)
    _keep_as_read(case)
    wish = _complete(case, Wish(measure, rule, facts, reasons, legal_ground, takes_words), ends_at)
    ends_at = ends_at if measure in Decision.TIMED else None
    if subjects.takes_two(case, measure):
        return _propose(case, wish, ends_at, actor)
    return _conclude(case, wish, ends_at=ends_at, made_by=actor)


def _keep_as_read(case):
    """What is decided about is kept, for whoever reads an objection."""
    read = as_it_reads(case)
    if read != case.evidence:
        case.evidence = read
        case.save(update_fields=["evidence"])


def _complete(case, wish, ends_at):
    """The wish with all that a statement of reasons needs; refused where it does not fit."""
    if wish.measure not in subjects.measures_for(case, subjects.seat_of(case)):
        raise ValidationError(_("This cannot be done here any more. Look at the case again."), "not_here")
    if wish.rule not in RULES and not (wish.rule == LAW and wish.legal_ground):
        raise ValidationError(_("Name one rule, or the law it is about."), "no_rule")
    if wish.measure in Decision.TIMED and (ends_at is None or ends_at <= timezone.now()):
        raise ValidationError(_("Say until when."), "no_end")
    state = case.words.state if case.words else None
    if wish.measure in subjects.TAKING:
        wish.takes_words = True
    elif wish.measure in subjects.OF_PERSONS and state == "held":
        wish.takes_words = True  # nothing that waits is left to wait for ever
    else:
        wish.takes_words = wish.takes_words and state == "shown" and wish.measure in subjects.OF_PERSONS
    language = language_of(case=case)
    wish.facts = wish.facts or facts_of(case, language, wish.rule, wish.measure)
    wish.reasons = wish.reasons or draft(case=case, language=language, ends_at=ends_at, **_said(wish))
    return wish


def _said(wish):
    return {name: value for name, value in asdict(wish).items() if name != "reasons"}


def language_of(*, case):
    """The language of whoever it is about; else the group's."""
    if case.person:
        return case.person.language
    return case.group.language if case.group else "en"


def _propose(case, wish, ends_at, actor):
    until = {"ends_at": ends_at.isoformat()} if ends_at else {}
    case.proposed = json.dumps(asdict(wish) | until, ensure_ascii=False)
    case.proposed_by, case.proposed_at = actor, timezone.now()
    case.claimed_by = case.claimed_until = None
    case.save(update_fields=["proposed", "proposed_by", "proposed_at", "claimed_by", "claimed_until"])
    record(actor, "case.proposed", case, measure=wish.measure, rule=wish.rule)


def proposal_of(*, case):
    """What somebody asks a second person about, with the name of the measure."""
    wish, ends_at = _proposed(case)
    return {"wish": wish, "measure": Measure(wish.measure).label, "ends_at": ends_at}


def _proposed(case):
    wish = json.loads(case.proposed)
    until = wish.pop("ends_at", None)
    return Wish(**wish), until and datetime.fromisoformat(until)


@transaction.atomic
def confirm(*, case, actor, seen: str = ""):
    """The second person agrees: what was proposed takes force now.

    `seen`: the mark of what they read. Raises ValidationError where the proposal or the words are others by now.
    """
    case = locked(case=case)
    require(may_confirm(actor, case))
    if seen and seen != mark_of(case):
        raise ValidationError(
            _(
                "Somebody has proposed something else since you opened this page, or the words were changed. "
                "Read it first."
            )
        )
    take(case=case, actor=actor)
    _keep_as_read(case)
    wish, ends_at = _proposed(case)
    fits = wish.measure in subjects.measures_for(case, subjects.seat_of(case))
    is_over = ends_at is not None and ends_at <= timezone.now()
    if not fits or is_over or case.decided_before_by(case.proposed_by):
        raise ValidationError(
            _("This cannot be done here any more. Turn it down and look at the case again.")
        )
    record(actor, "case.confirmed", case, measure=wish.measure)
    return _conclude(case, wish, ends_at=ends_at, made_by=case.proposed_by, second_by=actor)


@transaction.atomic
def turn_down(*, case, actor):
    """The second person does not agree: the case waits again, for anybody."""
    case = locked(case=case)
    require(may_confirm(actor, case))
    measure = json.loads(case.proposed)["measure"]
    case.proposed, case.proposed_by, case.proposed_at = "", None, None
    case.claimed_by = case.claimed_until = None
    case.save(update_fields=["proposed", "proposed_by", "proposed_at", "claimed_by", "claimed_until"])
    record(actor, "case.turned_down", case, measure=measure)


def _conclude(case, wish, *, made_by, second_by=None, ends_at=None):
    """Decided once: the case's row is locked and was open when it was taken, and a case has one decision."""
    decision = written(case=case, wish=wish, made_by=made_by, second_by=second_by, ends_at=ends_at)
    by = second_by or made_by
    subjects.do(case, decision, by)
    make_known(case=case, decision=decision, by=by)
    return decision


def written(*, case, wish, made_by, second_by=None, ends_at=None, seat=None):
    """The decision, and what it takes from its person, as rows; nothing is done with it yet."""
    now = timezone.now()
    Case.objects.filter(pk=case.pk).update(decided_at=now, claimed_until=now)
    decision = Decision.objects.create(
        case=case,
        made_by=made_by,
        second_by=second_by,
        language=language_of(case=case),
        source=Decision.Source.NOTICE if case.reports.exists() else Decision.Source.OWN,
        automated_detection=bool(case.rules),
        starts_at=now,
        ends_at=ends_at,
        made_at=now,
        told_at=now if case.person_id else None,
        is_permanent=wish.measure in Decision.FINAL,
        **asdict(wish),
    )
    impose(decision=decision, seat=seat)
    return decision


def make_known(*, case, decision, by):
    """In the log, to whoever asked, and to whom it is about. What these are promised is written down."""
    facts = {"measure": decision.measure, "rule": decision.rule, "priority": case.priority}
    record(by, "case.decided", case, decision=decision.pk, **facts)
    tell_who_asked(case=case)
    tell_whom_it_is_about(decision=decision)
    if cares(case, decision.measure):
        promise_contact(case=case, by=by)


@transaction.atomic
def undo(*, decision, actor):
    """Take a decision back: what it did is undone everywhere, as far as nobody has changed it since."""
    case = locked(case=decision.case)
    decision = Decision.objects.select_for_update(of=("self",)).get(pk=decision.pk)
    decision.case = case
    require(may_undo(actor, decision))
    decision.undone_at, decision.undone_by = timezone.now(), actor
    decision.save(update_fields=["undone_at", "undone_by"])
    lift(decision=decision, actor=actor)
    subjects.undo(case, decision, actor)
    _wait_again(case)
    record(actor, "decision.undone", decision, case=case.pk, measure=decision.measure)
    return decision


@transaction.atomic
def take_back(*, decision, actor):
    """Undo one's own press, made by a slip, within minutes: the same waits again, in the hand of whoever pressed.

    The decision stays written down as undone, and its person can read both. Whoever asked is answered anew. Words that
    were let through have been read: they stay, and this case can hide them. Returns the case that waits now.
    """
    require(may_take_back(actor, decision))
    case = undo(decision=decision, actor=actor).case
    names = (*AS_BEFORE, "level", "priority")
    kind = Case.Kind.AGAIN if case.kind == Case.Kind.HELD else case.kind
    again = open_case(kind=kind, **{name: getattr(case, name) for name in names})
    again.opened_at, again.due_at = min(again.opened_at, case.opened_at), min(again.due_at, case.due_at)
    again.save(update_fields=["opened_at", "due_at"])
    _ask_again(case, again)
    return claim(case=again, actor=actor)


def _ask_again(case, again):
    """Whoever asked waits for an answer once more: of two askings of one person for the newest alone."""
    Report.objects.filter(case=case).update(case=again, told_at=None)
    later = Q(seen_at=None) | Q(case=again, made_at__gt=OuterRef("made_at"))
    anew = Report.objects.filter(later, reporter=OuterRef("reporter"), seat=OuterRef("seat"))
    Report.objects.filter(~Exists(anew), case=again).update(seen_at=None, seen_by=None)


def _wait_again(case):
    """Words that wait for staff once more wait in the queue too, for a day: people have read them before."""
    if Case.objects.filter(WAITS_THERE, pk=case.pk).exists():
        facts = {name: getattr(case, name) for name in AS_BEFORE}
        open_case(kind=Case.Kind.HELD, priority=Case.Priority.DAY, level=case.level, **facts)
