"""What moderation keeps of somebody who erased their account, until its own time is over."""

from django.db import transaction
from django.utils import timezone

from community.accounts.models import OwnDataRequest
from community.audit.actions import record
from moderation.models import Appeal, Decision, Report, Sanction

NOTHING = "–"  # a decision always has facts and reasons, if only this


def forget_decisions(*, older_than):
    """Erase the words of decisions about people whose account is gone, once so old, and whom they were about.

    What stays is what the yearly report counts: the measure, the rule, the days. Never one with an open objection.
    """
    gone = OwnDataRequest.objects.filter(forgotten_at__isnull=False).values("account")
    old = Decision.objects.filter(case__person__in=gone, made_at__lt=timezone.now() - older_than)
    objected = Appeal.objects.open().values("decision")
    for decision in old.exclude(pk__in=objected).select_related("case"):
        _forget(decision)


@transaction.atomic
def _forget(decision):
    decision.facts = decision.reasons = NOTHING
    decision.save(update_fields=["facts", "reasons"])
    for appeal in Appeal.objects.filter(decision=decision):
        appeal.words, appeal.answer, appeal.by = NOTHING, "", None
        appeal.save(update_fields=["words", "answer", "by"])
    decision.case.person = None
    decision.case.save(update_fields=["person"])
    Sanction.objects.filter(decision=decision).update(person=None)
    Report.objects.filter(case=decision.case).update(seat=None)
    record(None, "decision.forgotten", decision)
