"""What is held below moderation becomes a case up here."""

from django.dispatch import receiver

from community.screening import UNANSWERED, content_held, content_noticed
from groups.models import Message
from moderation.actions.case import open_case
from moderation.evidence import copy_of
from moderation.models import Case
from moderation.screeners import urgency

SCREENING = UNANSWERED.partition(".")[0]  # nobody could say how serious it is
WITHIN_AN_HOUR = ("grooming", "identifiers", "threats", SCREENING)
NEVER_AT_ONCE = ("identifiers", "links", SCREENING)
AT_ONCE = 4  # from this level on somebody's life may be in danger


@receiver(content_held, sender=Message, dispatch_uid="moderation.held")
def open_case_for_held_words(sender, content, findings, **kwargs):
    """Held words wait for a decision: of their room's own staff, or of whoever moderates. A risk stays until seen."""
    level = max((finding.level for finding in findings if finding.rule != UNANSWERED), default=0)
    priority = priority_of(findings)
    author = content.author
    open_case(
        kind=Case.Kind.RISK if priority == Case.Priority.LIFE else Case.Kind.HELD,
        priority=priority,
        message=content,
        person=author.user if author else None,
        group=content.room.group,
        level=level,
        rules=[finding.rule for finding in findings],
        evidence=copy_of(content),
    )


@receiver(content_noticed, sender=Message, dispatch_uid="moderation.noticed")
def open_case_for_noticed_words(sender, content, findings, **kwargs):
    """Words that everybody sees, and that somebody should read soon. Those of staff are theirs to answer for."""
    priority = urgency.priority_of(findings)
    if priority is None or content.author is None or content.author.is_staff:
        return
    open_case(
        kind=Case.Kind.RISK,
        priority=priority,
        message=content,
        person=content.author.user,
        group=content.room.group,
        level=max(finding.level for finding in findings),
        rules=[finding.rule for finding in findings],
        evidence=copy_of(content),
    )


def priority_of(findings):
    """How soon: danger to life at once; exposed, groomed, threatened, or not screened at all, within an hour."""
    if any(finding.level >= AT_ONCE and _kind(finding) not in NEVER_AT_ONCE for finding in findings):
        return Case.Priority.LIFE
    if any(_kind(finding) in WITHIN_AN_HOUR for finding in findings):
        return Case.Priority.HOUR
    return Case.Priority.DAY


def _kind(finding):
    """`risk` of `risk.en.intent.1`."""
    return finding.rule.partition(".")[0]
