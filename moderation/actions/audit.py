"""Reading the audit log, which is itself written down there."""

from django.db import transaction

from community.audit import chain
from community.audit.actions import record
from community.audit.models import Entry
from community.verdicts import require
from moderation import ledger, rules

CHECKED = 5000  # entries one press checks; the whole log is for `manage.py verify_audit`


@transaction.atomic
def look(*, actor, asked, before: int | None = None):
    """A page of the log, newest first, older than the entry `before`: (entries, the number to go on from, or None).

    What is about the actor stands not there, as in the queue.
    """
    require(rules.may_read_audit(actor))
    found = ledger.entries(asked, actor)
    if before:
        found = found.filter(seq__lt=before)
    page = list(found[: ledger.PAGE + 1])
    older = page[ledger.PAGE - 1].seq if len(page) > ledger.PAGE else None
    page = ledger.named(page[: ledger.PAGE])
    record(actor, "audit.looked", count=len(page), **asked.facts())
    return page, older


@transaction.atomic
def follow(*, actor, case):
    """All that was done with one case, oldest first, at most as much as an export holds."""
    require(rules.may_follow(actor, case))
    story = ledger.named(ledger.story_of(case)[: ledger.EXPORT_AT_MOST])
    record(actor, "audit.followed", case, count=len(story))
    return story


@transaction.atomic
def export(*, actor, asked, form: str):
    """What fits the filter as plain rows, newest first, at most 5,000."""
    require(rules.may_read_audit(actor))
    rows = list(ledger.rows_of(ledger.entries(asked, actor)[: ledger.EXPORT_AT_MOST]))
    record(actor, "audit.exported", form=form, count=len(rows), **asked.facts())
    return rows


def verify(*, actor):
    """Check the last entries against their chain. What was found is written behind them."""
    require(rules.may_read_audit(actor))
    last = Entry.objects.order_by("-seq").values_list("seq", flat=True).first() or 0
    after = max(0, last - CHECKED)
    finding = chain.verify(after=after)
    record(actor, "audit.verified", after=after, upto=finding.count, is_whole=not finding.fault)
    return finding, after
