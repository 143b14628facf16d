"""A notice from outside, by anybody, without an account (Digital Services Act art. 16)."""

import re
import uuid
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from community.audit.actions import record
from community.forum.models import Reply
from groups.models import Message
from moderation import letters, receipts
from moderation.actions.case import open_case
from moderation.evidence import copy_of
from moderation.models import Case, Report
from moderation.models.words import pointing_at

Kind, Priority = Report.Kind, Case.Priority
PRIORITIES = {
    Kind.THREAT: Priority.HOUR,
    Kind.HARM: Priority.HOUR,
    Kind.EXPOSED: Priority.HOUR,
    Kind.CONTACT: Priority.HOUR,
    Kind.HATE: Priority.DAY,
    Kind.FRAUD: Priority.DAY,
    Kind.OTHER: Priority.DAY,
}
UUID = re.compile(r"\b[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}\b", re.IGNORECASE)


@dataclass(frozen=True)
class Receipt:
    """What whoever sent a notice is given: the code is known at this moment only."""

    report: Report
    code: str


@transaction.atomic
def notify(
    *, kind: str, place: str, email: str = "", offence: bool = False, language: str, **told
) -> Receipt:
    """Keep what somebody outside tells us, sealed, open a case, and give a receipt.

    `told`: explanation, name and good_faith. Whether the place exists changes nothing in what is answered. The form
    has checked the fields of art. 16(2); with `offence` nobody need say who they are (Directive 2011/93/EU art. 3
    to 7), and it waits for nothing else.
    """
    code, words = receipts.new_code(), _words_at(place)
    report = Report(
        channel=Report.Channel.OUTSIDE,
        kind=kind,
        offence=offence,
        is_urgent=offence,
        place=place,
        email=email,
        language=language,
        digest=receipts.digest(code),
        receipt_at=timezone.now(),
        **told,
        **_about(words),
    )
    report.case = open_case(
        kind=Case.Kind.NOTICE,
        priority=Priority.LIFE if offence else PRIORITIES[kind],
        **pointing_at(words),
        person=report.seat.user if report.seat else None,
        group=report.group,
        evidence=report.copy,
    )
    report.save()
    record(None, "notice.received", report, kind=kind, offence=offence)
    if email:
        transaction.on_commit(lambda: letters.say_it_came(address=email, language=language))
    return Receipt(report=report, code=code)


def _about(words):
    """What is known of the place; nothing of the sort when it leads to no words."""
    if words is None:
        return {"copy": "[]"}
    return {
        **pointing_at(words),
        "seat": words.author,
        "group": words.group,
        "copy": copy_of(words),
    }


def find_by_code(*, code: str):
    """The notice whose receipt has this code, or None."""
    found = Report.objects.filter(digest__in=receipts.digests(receipts.typed(code)))
    return found.select_related("case__decision").first()


def _words_at(place):
    """The words that an address in `place` leads to, or None."""
    ids = [uuid.UUID(found) for found in UUID.findall(place)][:10]
    messages = Message.objects.filter(pk__in=ids).select_related("author__user", "room__group")
    replies = Reply.objects.filter(pk__in=ids).select_related("author__user", "topic__group")
    return messages.first() or replies.first()
