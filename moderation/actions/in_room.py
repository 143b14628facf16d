"""What a group's own staff decide about words and seats: a decision like any other, with its statement of reasons."""

from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from community.audit.actions import record
from groups.models import Message
from moderation.actions.decision import Wish, language_of, make_known, written
from moderation.actions.sanction import lift
from moderation.evidence import copy_around, copy_of
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
    return _made_known(case, by, measure, rule, _how_words_went(case, measure), reason)


@transaction.atomic
def write_down_end(*, seat, by, rule: str, reason: str = ""):
    """Write down that staff of a group have just ended somebody's seat: an objection can give it back.

    It is one person's act, as a new invitation leads back; what is to last for ever takes two, in the queue.
    """
    case = _new_case(person=seat.user, group=seat.group, evidence=copy_around(seat))
    how = gettext_noop("On %(day)s staff of your group ended your seat, for something you said or did there.")
    return _made_known(case, by, Measure.END_SEAT, rule, how, reason, seat=seat)


def _made_known(case, by, measure, rule, how, reason, seat=None):
    """The statement in the person's language: `how` it came, then staff's own words, or the sentence under the rule."""
    language = language_of(case=case)
    with translation.override(language):
        came = _(how) % {"day": day_of(case.decided_at or timezone.now(), case, language)}
    said = reason or ready(rule, language, in_danger=case.speaks_of_danger)
    facts = {"measure": measure, "rule": rule, "facts": f"{came} {said}".strip(), "takes_words": seat is None}
    wish = Wish(reasons=draft(case=case, language=language, **facts), **facts)
    decision = written(case=case, wish=wish, made_by=by, seat=seat)
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
    return _new_case(
        **pointing_at(words),
        person=words.author.user,
        group=words.group,
        rules=_rules_of(words) if measure == Measure.RETURN else [],
        evidence=copy_of(words),
    )


def _new_case(**facts):
    """One that is decided as it is opened."""
    now = timezone.now()
    return Case.objects.create(
        kind=Case.Kind.ROOM,
        priority=Case.Priority.DAY,
        opened_at=now,
        due_at=now + Case.TIMES[Case.Priority.DAY],
        decided_at=now,
        **facts,
    )


def _rules_of(words):
    """What the screening saw in words that wait, where they are part of something more urgent."""
    waiting = (
        Case.objects.filter(**pointing_at(words), decided_at=None).values_list("rules", flat=True).first()
    )
    return waiting or []


def _how_words_went(case, measure):
    if measure == Measure.RETURN:
        return gettext_noop(
            "On %(day)s staff of your group read words you wrote, and the others did not see them."
        )
    if case.reply_id is not None:
        return gettext_noop("On %(day)s staff of your group took words you wrote out of the forum.")
    return gettext_noop("On %(day)s staff of your group took words you wrote out of the room.")
