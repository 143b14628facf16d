"""What a group's own staff decide about words: a decision like any other, with its statement of reasons."""

from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from community.audit.actions import record
from groups.models import Message
from moderation.actions.decision import Wish, language_of, make_known, written
from moderation.actions.sanction import lift
from moderation.evidence import copy_of
from moderation.models import Case, Decision
from moderation.models.words import pointing_at
from moderation.reasons import day_of, draft, ready

Measure = Decision.Measure
MEASURES = {Message.State.HIDDEN: Measure.HIDE, Message.State.RETURNED: Measure.RETURN}


@transaction.atomic
def write_down(*, words, by, rule: str, reason: str = ""):
    """Write down what staff of a group have just done to somebody's words, with all that a statement needs.

    Its author reads it on their own page and can object to it there, to somebody who has no part in the group
    (Digital Services Act art. 17 and 20). None for one's own words, and where nobody is known who wrote them.
    """
    author = words.author and words.author.user
    if author is None or author.pk == by.pk:
        return None
    measure = MEASURES[words.state]
    case = _case_of(words, measure)
    language = language_of(case=case)
    facts = {"measure": measure, "rule": rule, "takes_words": True}
    said = reason or ready(rule, language, in_danger=case.speaks_of_danger)
    facts["facts"] = _facts(case, measure, language, said)
    wish = Wish(reasons=draft(case=case, language=language, **facts), **facts)
    decision = written(case=case, wish=wish, made_by=by)
    make_known(case=case, decision=decision, by=by)
    return decision


@transaction.atomic
def take_back(*, words, by):
    """Staff of the group show the words again: what they had decided about them holds no longer."""
    standing = Decision.objects.about_words(words).filter(case__kind=Case.Kind.ROOM, undone_at=None)
    for decision in standing.filter(measure=Measure.HIDE).select_related("case"):
        decision.undone_at, decision.undone_by = timezone.now(), by
        decision.save(update_fields=["undone_at", "undone_by"])
        lift(decision=decision, actor=by)
        record(by, "decision.undone", decision, case=decision.case_id, measure=decision.measure)


def _case_of(words, measure):
    """The case that waited for nothing but this; else one of its own, as what somebody asked about still waits."""
    waited = Case.objects.filter(**pointing_at(words), decided_at=None, kind=Case.Kind.HELD, proposed_by=None)
    waited = waited.select_for_update(of=("self",), no_key=True).first()
    if waited is not None and measure == Measure.RETURN:
        return waited
    now = timezone.now()
    return Case.objects.create(
        kind=Case.Kind.ROOM,
        priority=Case.Priority.DAY,
        opened_at=now,
        due_at=now + Case.TIMES[Case.Priority.DAY],
        decided_at=now,
        **pointing_at(words),
        person=words.author.user,
        group=words.group,
        rules=_rules_of(words) if measure == Measure.RETURN else [],
        evidence=copy_of(words),
    )


def _rules_of(words):
    """What the screening saw in words that wait, where they are part of something more urgent."""
    waiting = (
        Case.objects.filter(**pointing_at(words), decided_at=None).values_list("rules", flat=True).first()
    )
    return waiting or []


def _facts(case, measure, language, words):
    with translation.override(language):
        day = {"day": day_of(case.decided_at or timezone.now(), case, language)}
        if measure == Measure.RETURN:
            said = (
                _("On %(day)s staff of your group read words you wrote, and the others did not see them.")
                % day
            )
        elif case.reply_id is not None:
            said = _("On %(day)s staff of your group took words you wrote out of the forum.") % day
        else:
            said = _("On %(day)s staff of your group took words you wrote out of the room.") % day
    return f"{said} {words}".strip()
