"""Whoever asked does not agree with the answer: somebody else looks (Digital Services Act art. 20)."""

from django.db import transaction
from django.utils import timezone

from community.audit.actions import record
from community.verdicts import require
from moderation import receipts
from moderation.actions.case import open_case
from moderation.actions.notice import Receipt
from moderation.models import Report
from moderation.rules import may_ask_again

# What the second look has from the first.
SAME = ("channel", "kind", "offence", "copy", "group", "message", "reply", "seat", "reporter")
SAME += ("place", "name", "email", "good_faith", "language")


@transaction.atomic
def ask_again(*, report, words: str) -> Receipt:
    """Ask for a second look at something that was answered: a case anew, which no one who decided first can take.

    Once, within six months of the answer. From outside there is a new code; a member reads it on their page.
    Raises PermissionDenied.
    """
    known = Report.objects.select_for_update(of=("self",)).select_related(
        "case__decision", "group", "message", "reply"
    )
    report = known.select_related("seat", "reporter").get(pk=report.pk)
    require(may_ask_again(report, until=report.second_look_until))
    is_outside = report.channel == Report.Channel.OUTSIDE
    code = receipts.new_code() if is_outside else ""
    again = Report(
        **{name: getattr(report, name) for name in SAME},
        **{"explanation" if is_outside else "note": words},
        digest=receipts.digest(code) if is_outside else None,
        receipt_at=timezone.now(),
        follows=report,
    )
    again.case = open_case(
        kind=report.case.kind,
        priority=report.case.priority,
        message=report.message,
        reply=report.reply,
        person=report.case.person,
        group=report.group,
        evidence=report.copy,
    )
    again.save()
    record(report.reporter, "report.asked_again", again, decision=report.decision.pk)
    return Receipt(report=again, code=code)
