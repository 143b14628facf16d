"""Upkeep of moderation."""

from datetime import timedelta

from django.utils import timezone

from community.chores import chore
from moderation.actions.alarm import page_due
from moderation.actions.concern import call_again
from moderation.models import Report

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


@chore(every=timedelta(minutes=1), name="moderation.page")
def page():
    """Alarms ask the next one, and late cases somebody, also when no server process is there to do it."""
    page_due()


@chore(every=timedelta(minutes=1), name="moderation.call_about_concerns")
def call_about_concerns():
    """A concern past its time without a lead asks leads and coordinators to come, until one has it."""
    call_again()
