"""What groups tell: held words become a case up here, and what was decided holds in a new seat too."""

from django.dispatch import receiver

from community.forum import signals as in_forum
from community.forum.models import Reply
from community.screening import UNANSWERED, content_held, content_noticed
from groups.models import Membership, Message
from groups.signals import seat_removed, seat_taken, words_restored, words_taken
from moderation.actions import in_room
from moderation.actions.case import open_case
from moderation.actions.sanction import carry_over
from moderation.evidence import copy_of
from moderation.models import Case
from moderation.models.words import pointing_at
from moderation.screeners import urgency


@receiver(content_held, sender=Reply, dispatch_uid="moderation.held_reply")
@receiver(content_held, sender=Message, dispatch_uid="moderation.held")
def open_case_for_held_words(sender, content, findings, **kwargs):
    """Held words wait for a decision: of their room's own staff, or of whoever moderates. A risk stays until seen."""
    level = max((finding.level for finding in findings if finding.rule != UNANSWERED), default=0)
    found = urgency.priority_of(findings)
    priority = (
        Case.Priority.DAY if found is None else min(found, Case.Priority.DAY)
    )  # its author waits, after all
    author = content.author
    open_case(
        kind=Case.Kind.RISK if _is_a_risk(priority, findings) else Case.Kind.HELD,
        priority=priority,
        **pointing_at(content),
        person=author.user if author else None,
        group=content.group,
        level=level,
        rules=[finding.rule for finding in findings],
        evidence=copy_of(content),
    )


def _is_a_risk(priority, findings):
    """Whether it stays until somebody who moderates has seen it: a life, or what somebody may do to another."""
    kinds = {finding.rule.partition(".")[0] for finding in findings if finding.holds}
    return priority == Case.Priority.LIFE or not kinds.isdisjoint({"grooming", "threats"})


@receiver(content_noticed, sender=Reply, dispatch_uid="moderation.noticed_reply")
@receiver(content_noticed, sender=Message, dispatch_uid="moderation.noticed")
def open_case_for_noticed_words(sender, content, findings, **kwargs):
    """Words that everybody sees, and that somebody should read soon. Those of staff are theirs to answer for."""
    priority = urgency.priority_of(findings)
    if priority is None or content.author is None or content.author.is_staff:
        return
    open_case(
        kind=Case.Kind.RISK,
        priority=priority,
        **pointing_at(content),
        person=content.author.user,
        group=content.group,
        level=max(finding.level for finding in findings),
        rules=[finding.rule for finding in findings],
        evidence=copy_of(content),
    )


@receiver(seat_taken, sender=Membership, dispatch_uid="moderation.seat_taken")
def hold_for_a_new_seat(sender, seat, **kwargs):
    """What was decided about somebody in this group holds in their new seat too."""
    carry_over(seat=seat)


@receiver(in_forum.words_taken, sender=Reply, dispatch_uid="moderation.replies_taken")
@receiver(words_taken, sender=Message, dispatch_uid="moderation.words_taken")
def write_down_what_staff_decided(sender, words, by, rule, reason, **kwargs):
    """Words that a group's own staff take have a statement of reasons, or they are not taken."""
    in_room.write_down(words=words, by=by, rule=rule, reason=reason)


@receiver(in_forum.words_restored, sender=Reply, dispatch_uid="moderation.replies_restored")
@receiver(words_restored, sender=Message, dispatch_uid="moderation.words_restored")
def take_back_what_staff_decided(sender, words, by, **kwargs):
    """Shown again, it holds no longer."""
    in_room.take_back(words=words, by=by)


@receiver(seat_removed, sender=Membership, dispatch_uid="moderation.seat_removed")
def write_down_whose_seat_staff_ended(sender, seat, by, rule, reason, **kwargs):
    """A seat that a group's own staff end has a statement of reasons too."""
    in_room.write_down_end(seat=seat, by=by, rule=rule, reason=reason)
