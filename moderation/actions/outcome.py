"""Telling whoever asked, and whom it is about, that there is an answer. What it is, they read on their own page."""

from django.db import transaction
from django.utils import timezone

from moderation import letters
from moderation.models import Report


@transaction.atomic
def tell_who_asked(*, case):
    """Every report of a decided case is seen to and shows its outcome; outside, a mail says that there is one."""
    decision, now = case.decision, timezone.now()
    for report in Report.objects.filter(case=case, told_at=None):
        report.told_at = now
        if report.seen_at is None:
            report.seen_at, report.seen_by = now, decision.made_by
        report.save(update_fields=["told_at", "seen_at", "seen_by"])
        if report.email:
            _write_to(report.email, report.language)


def tell_whom_it_is_about(*, decision):
    """A mail that there is something to read, where something was taken from them; at once, as the law asks."""
    if decision.told_at and decision.measure not in {decision.Measure.NONE, decision.Measure.RELEASE}:
        person = decision.case.person
        transaction.on_commit(lambda: letters.say_something_waits(user=person))


def _write_to(address, language):
    transaction.on_commit(lambda: letters.say_it_is_answered(address=address, language=language))
