"""Upkeep of moderation."""

from datetime import timedelta

from django.utils import timezone

from community.chores import chore
from community.forum.actions.above import WORDS as IN_FORUM
from groups.actions.above import WORDS as IN_ROOM
from moderation.actions import concern, reveal
from moderation.actions.alarm import page_due
from moderation.actions.erasing import forget_decisions
from moderation.models import Appeal, Case, Concern, Report

# Six months to complain (Digital Services Act art. 20) and as long again for what follows.
KEPT = timedelta(days=365)
WORDS = ["copy", "note", "place", "explanation", "name", "email"]


@chore(every=timedelta(days=1), name="moderation.forget_old_reports")
def forget_old_reports():
    """The words in reports that were seen to a year ago are forgotten, and who sent them from outside; that there was
    a report stays."""
    for report in Report.objects.filter(seen_at__lt=timezone.now() - KEPT):
        for name in WORDS:
            setattr(report, name, "")
        report.save(update_fields=WORDS)


@chore(every=timedelta(days=1), name="moderation.forget_old_cases")
def forget_old_cases():
    """Held words that their room has decided about are closed; the copies in cases decided a year ago are forgotten,
    unless somebody still waits for the answer to an objection. What was decided, and why, stays."""
    now = timezone.now()
    Case.objects.settled_in_the_room().update(decided_at=now)
    objected = Appeal.objects.open().values("decision__case")
    for case in Case.objects.filter(decided_at__lt=now - KEPT).exclude(pk__in=objected):
        case.evidence = case.proposed = ""
        case.save(update_fields=["evidence", "proposed"])


@chore(every=timedelta(days=1), name="moderation.forget_decisions")
def forget_old_decisions():
    """The words of what was decided a year ago about people whose account is erased."""
    forget_decisions(older_than=KEPT)


@chore(every=timedelta(hours=1), name="moderation.forget_findings")
def forget_findings():
    """What screening saw in words that were taken back is forgotten, unless a case about them still waits."""
    waiting = Case.objects.filter(decided_at=None)
    IN_ROOM.forget_found(besides=waiting.exclude(message=None).values("message"))
    IN_FORUM.forget_found(besides=waiting.exclude(reply=None).values("reply"))


@chore(every=timedelta(days=1), name="moderation.forget_old_concerns")
def forget_old_concerns():
    """The words in concerns that were closed long ago, and whom they were about; `settings.CONCERN_YEARS` says when."""
    for closed in Concern.objects.kept_long_enough():
        concern.erase(concern=closed)


@chore(every=timedelta(minutes=1), name="moderation.page")
def page():
    """Alarms ask the next one, and late cases somebody, also when no server process is there to do it."""
    page_due()


@chore(every=timedelta(minutes=1), name="moderation.call_about_concerns")
def call_about_concerns():
    """A concern past its time without a lead asks leads and coordinators to come, until one has it."""
    concern.call_again()


@chore(every=timedelta(minutes=1), name="moderation.call_about_requests")
def call_about_requests():
    """A request to look up who somebody is, past its time without an answer, asks leads and coordinators to come."""
    reveal.call_again()
