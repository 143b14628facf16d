"""Reporting what was said, and seeing to it."""

import json

from django.db import transaction
from django.utils import timezone

from community.audit.actions import record
from community.verdicts import require
from groups.actions.changing import latest
from groups.models import Membership, Message
from groups.rules import may_report
from moderation.models import Report
from moderation.rules import may_watch

AROUND = 5  # messages kept before and after, so that words are not judged alone


@transaction.atomic
def report(*, message, reporter: Membership, kind: str, note: str = ""):
    """Ask staff to look at something said; keeps a sealed copy of it and of what stood around it.

    Of words around it that were taken back only that is kept.

    `reporter` is the seat of who asks. Asking again while it waits changes nothing. The copy stays as it is
    when the words are later hidden or taken back. Raises PermissionDenied.
    """
    message, reporter = latest(message=message, actor=reporter)
    require(may_report(reporter.user, reporter, message))
    made, is_new = Report.objects.get_or_create(
        message=message,
        reporter=reporter.user,
        seen_at=None,
        defaults={"kind": kind, "note": note, "copy": _copy_of(message), "group": message.room.group},
    )
    if is_new:
        record(reporter.user, "report.made", made, kind=kind)
    return made


@transaction.atomic
def see_to(*, report, actor):
    """Note that a moderator has seen to a report; the first one is kept."""
    require(may_watch(actor))
    if Report.objects.filter(pk=report.pk, seen_at=None).update(seen_by=actor, seen_at=timezone.now()):
        record(actor, "report.seen", report)


@transaction.atomic
def look_at(*, report, actor):
    """Open the sealed copy: the look itself is recorded."""
    require(may_watch(actor))
    record(actor, "report.looked", report)
    return json.loads(report.copy)


def _copy_of(message):
    """The words and their surroundings as they stand now, as JSON. Two queries."""
    placed = Message.objects.filter(room=message.room).placed().select_related("author")
    before = placed.filter(position__lt=message.position).reverse()[:AROUND]
    after = placed.filter(position__gt=message.position)[:AROUND]
    lines = [*reversed(before), message, *after]
    return json.dumps([_line(line, is_it=line.pk == message.pk) for line in lines], ensure_ascii=False)


def _line(message, *, is_it):
    return {
        "is_it": is_it,
        "alias": message.author.alias if message.author else "",
        "at": message.said_at.isoformat(),
        "state": message.state,
        "body": message.body if is_it or message.state != Message.State.RETRACTED else "",
    }
