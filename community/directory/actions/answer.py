"""Referral, on the side of the service: opened once, then answered by whoever has the code that opening gave."""

from datetime import date, datetime, time

from django.db import transaction
from django.utils import timezone

from community.audit.actions import record
from community.directory import passes
from community.directory.actions.referral import locked, tell
from community.directory.models import Referral
from community.directory.rules import may_answer, may_complete
from community.verdicts import require


def find_unopened(*, secret: str) -> Referral | None:
    """What a link or a code on paper would open. Wrong, used, taken back and too late all answer None."""
    fresh = Referral.objects.going_on().filter(opened_at=None, sent_at__isnull=False)
    return fresh.filter(secret__in=passes.digests(secret)).select_related("service").first()


def find_by_code(*, code: str) -> Referral | None:
    """The referral that a service comes back to with its code, however it stands; None for a wrong one."""
    return Referral.objects.filter(code__in=passes.digests(code)).select_related("service").first()


@transaction.atomic
def open_referral(*, secret: str) -> tuple[Referral, str] | None:
    """Use up the secret: the referral, and the code with which its service comes back, known at this moment only.

    None when it does not open. A link that is merely fetched opens nothing: a person has pressed a button.
    """
    found = find_unopened(secret=secret)
    if found is None:
        return None
    referral = locked(referral=found)
    is_ours = referral.secret and bytes(referral.secret) in passes.digests(secret)
    if referral.state != Referral.State.SENT or not is_ours:  # its letter was made anew a moment ago
        return None
    code = passes.new_code()
    referral.opened_at, referral.code, referral.secret = timezone.now(), passes.digest(code), None
    referral.save(update_fields=["opened_at", "code", "secret"])
    record(None, "referral.opened", referral)
    return referral, code


@transaction.atomic
def accept(*, referral: Referral, answer: str, first_contact: date):
    """Say yes as the service, in words to the person and with the day by which it gets in touch."""
    referral = locked(referral=referral)
    require(may_answer(referral))
    referral.accepted_at, referral.answer, referral.reminded_at = timezone.now(), answer or None, None
    referral.due_at = timezone.make_aware(datetime.combine(first_contact, time.max))
    _save(referral, "accepted_at", "answer", "due_at", "reminded_at")
    record(None, "referral.accepted", referral)


@transaction.atomic
def decline(*, referral: Referral, reason: str, answer: str):
    """Say no as the service: why, and where to turn instead, in words to the person."""
    referral = locked(referral=referral)
    if referral.state != Referral.State.ACCEPTED:  # whoever said yes may find that it cannot be
        require(may_answer(referral))
    referral.declined_at, referral.reason, referral.answer = timezone.now(), Referral.Reason(reason), answer
    _save(referral, "declined_at", "reason", "answer")
    record(None, "referral.declined", referral, reason=reason)


@transaction.atomic
def complete(*, referral: Referral):
    """Say as the service that the person is with it now."""
    referral = locked(referral=referral)
    require(may_complete(referral))
    referral.completed_at = timezone.now()
    _save(referral, "completed_at")
    record(None, "referral.completed", referral)


def _save(referral, *fields):
    referral.save(update_fields=fields)
    tell(person=referral.account)
    tell(person=referral.referrer)
