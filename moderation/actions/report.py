"""Reporting what was said or how somebody is, and seeing to it."""

import json
from datetime import timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from community.audit.actions import record
from community.forum.actions.changing import latest as latest_in_forum
from community.forum.rules import may_report as may_report_reply
from community.verdicts import require
from groups.actions.changing import latest
from groups.actions.room import locked
from groups.models import Membership
from groups.rules import may_report
from moderation.actions.case import join_case, open_case
from moderation.evidence import copy_around, copy_of
from moderation.models import Case, Report
from moderation.models.words import pointing_at
from moderation.rules import may_report_person, may_see_report

Kind, Priority = Report.Kind, Case.Priority
PRIORITIES = {
    Kind.WORRY: Priority.HOUR,
    Kind.EXPOSED: Priority.HOUR,
    Kind.CONTACT: Priority.HOUR,
    Kind.UNKIND: Priority.DAY,
    Kind.OTHER: Priority.DAY,
}
RINGS, WITHIN = 5, timedelta(hours=1)  # how often one person rings the alarm; what they write is always kept


@transaction.atomic
def report(*, message, reporter: Membership, kind: str, note: str = "", is_urgent: bool = False):
    """Ask staff to look at something said; keeps a sealed copy of it and of what stood around it.

    Of words around it that were taken back only that is kept.

    `reporter` is the seat of who asks. What they add while it waits is kept and may make it more urgent. The
    copy stays as it is when the words are later hidden or taken back. Raises PermissionDenied.
    """
    message, reporter = latest(message=message, actor=reporter)
    require(may_report(reporter.user, reporter, message))
    facts = {"kind": kind, "note": note, "is_urgent": is_urgent, "copy": copy_of(message)}
    return _asked(pointing_at(message), facts | _of(message.author, reporter), by=reporter.user)


@transaction.atomic
def report_reply(*, reply, reporter: Membership, kind: str, note: str = "", is_urgent: bool = False):
    """The same for something written in the forum."""
    reply, reporter = latest_in_forum(reply=reply, actor=reporter)
    require(may_report_reply(reporter.user, reporter, reply))
    facts = {"kind": kind, "note": note, "is_urgent": is_urgent, "copy": copy_of(reply)}
    return _asked(pointing_at(reply), facts | _of(reply.author, reporter), by=reporter.user)


def _asked(about, facts, *, by):
    """A new report, or more on one that waits: what is written then is kept too, and may make it more urgent."""
    made, is_new = Report.objects.get_or_create(**about, reporter=by, seen_at=None, defaults=facts)
    if is_new:
        _bring_to_staff(made, by=by)
    elif _adds(made, facts):
        _bring_more_to_staff(made, facts, by=by)
    return made


def _adds(made, facts):
    """Whether asking again said anything that had not been said: a press that was sent twice does not."""
    is_new_kind, is_new_danger = facts["kind"] != made.kind, facts["is_urgent"] and not made.is_urgent
    return is_new_kind or is_new_danger or facts["note"] not in made.note


def _bring_more_to_staff(made, facts, *, by):
    made.note = "\n\n".join(note for note in (made.note, facts["note"]) if note)
    made.kind = min(made.kind, facts["kind"], key=lambda kind: PRIORITIES[kind])
    made.is_urgent = made.is_urgent or facts["is_urgent"]
    made.save(update_fields=["note", "kind", "is_urgent"])
    join_case(case=made.case, priority=_priority_of(made), evidence=facts["copy"])
    record(by, "report.added", made, kind=facts["kind"], urgent=facts["is_urgent"])


@transaction.atomic
def report_person(
    *, seat: Membership, reporter: Membership, kind: str, note: str = "", is_urgent: bool = False
):
    """Ask staff to look after somebody in the group, or at them; keeps a sealed copy of what they said last.

    What they add while it waits is kept and may make it more urgent. Raises PermissionDenied.
    """
    _room, reporter = locked(room=reporter.group.room, actor=reporter)
    seat = Membership.objects.select_related("user", "group").get(pk=seat.pk)
    require(may_report_person(reporter.user, reporter, seat))
    copy = copy_around(seat)
    facts = {"kind": kind, "note": note, "is_urgent": is_urgent, "copy": copy}
    return _asked(pointing_at(None) | {"seat": seat}, facts | _of(seat, reporter), by=reporter.user)


def _of(seat, reporter):
    return {
        "seat": seat,
        "group": reporter.group,
        "language": reporter.user.language,
        "receipt_at": timezone.now(),
    }


def _bring_to_staff(made, *, by):
    """A case of its own, or a part of the one that waits about the same words."""
    made.case = open_case(
        kind=Case.Kind.REPORT,
        priority=_priority_of(made),
        message=made.message,
        reply=made.reply,
        person=made.seat.user if made.seat else None,
        group=made.group,
        evidence=made.copy,
    )
    made.save(update_fields=["case"])
    record(by, "report.made", made, kind=made.kind, urgent=made.is_urgent)


def _priority_of(made):
    """Danger now comes before all. Who has rung about this person already, or again and again, is heard in the hour."""
    if not made.is_urgent:
        return PRIORITIES[made.kind]
    rung = Report.objects.filter(reporter=made.reporter, case__priority=Priority.LIFE).exclude(pk=made.pk)
    is_rung = rung.filter(seat=made.seat, case__decided_at=None).exists()
    since = timezone.now() - WITHIN
    lately = rung.filter(Q(made_at__gt=since) | Q(case__alarms__began_at__gt=since)).distinct()
    if is_rung or lately.count() >= RINGS:
        return Priority.HOUR
    return Priority.LIFE


@transaction.atomic
def see_to(*, report, actor):
    """Note that a moderator has seen to a report; the first one is kept."""
    require(may_see_report(actor, report))
    if Report.objects.filter(pk=report.pk, seen_at=None).update(seen_by=actor, seen_at=timezone.now()):
        record(actor, "report.seen", report)


@transaction.atomic
def look_at(*, report, actor):
    """Open the sealed copy: the look itself is recorded. Nothing in it once the words are forgotten."""
    require(may_see_report(actor, report))
    record(actor, "report.looked", report)
    return json.loads(report.copy) if report.copy else []
