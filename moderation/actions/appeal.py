"""Objecting to a decision, and looking at it anew by somebody else (Digital Services Act art. 20)."""

import json

from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from community.audit.actions import record
from community.verdicts import require
from moderation import letters
from moderation.actions.decision import undo
from moderation.models import Appeal, Decision
from moderation.models.appeal import TIME
from moderation.rules import may_appeal, may_decide_appeal, may_watch


@transaction.atomic
def appeal(*, decision, actor, words: str):
    """Object to a decision about oneself, within six months from being told. Raises PermissionDenied."""
    decision = (
        Decision.objects.select_for_update(of=("self",)).select_related("case", "appeal").get(pk=decision.pk)
    )
    require(may_appeal(actor, decision, until=ends_at(decision=decision)))
    made = Appeal.objects.create(
        decision=decision,
        by=actor,
        words=words,
        first_by_id=decision.made_by_id,
        first_second_by_id=decision.second_by_id,
    )
    record(actor, "appeal.made", made, decision=decision.pk)
    return made


def ends_at(*, decision):
    """Until when one can object; None while nobody was told."""
    return decision.told_at and decision.told_at + TIME


@transaction.atomic
def decide_appeal(*, appeal, actor, outcome: str, answer: str):
    """Answer an objection, with reasons; reversed, the decision is undone everywhere at once.

    A seat that cannot be given back stays lost: the answer says so, and `appeal.decision.not_undone`.
    Whoever decided first, or confirmed it, is refused. Raises PermissionDenied.
    """
    found = Appeal.objects.select_for_update(of=("self",)).select_related("decision__case")
    appeal = found.get(pk=appeal.pk)
    require(may_decide_appeal(actor, appeal))
    if outcome == Appeal.Outcome.REVERSED:
        appeal.decision = undo(decision=appeal.decision, actor=actor)
        answer = f"{answer}{_not_undone(appeal.decision)}"
    appeal.decided_by, appeal.decided_at = actor, timezone.now()
    appeal.outcome, appeal.answer = outcome, answer
    appeal.save(update_fields=["decided_by", "decided_at", "outcome", "answer"])
    record(actor, "appeal.decided", appeal, decision=appeal.decision_id, outcome=outcome)
    transaction.on_commit(lambda: letters.say_something_waits(user=appeal.by))
    return appeal


def _not_undone(decision):
    if not decision.not_undone:
        return ""
    with translation.override(decision.language):
        return "\n\n" + _(
            "Your old seat in the group could not be given back. You can write to us about another one."
        )


@transaction.atomic
def look_at_appeal(*, appeal, actor):
    """Open the objection and the sealed evidence of the case, as JSON lines: the look itself is recorded.

    Also those who decided first may read how it went on.
    """
    require(may_watch(actor))
    record(actor, "appeal.looked", appeal)
    evidence = appeal.decision.case.evidence
    return json.loads(evidence) if evidence else []
