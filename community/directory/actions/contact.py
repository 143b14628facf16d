"""“Need help?”: somebody asks to be contacted, and a professional gets in touch within a working day."""

from datetime import timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from community.accounts.models import Role, User
from community.audit.actions import record
from community.directory import letters
from community.directory.models import ContactRequest
from community.directory.rules import CONTACTS, EDITORS, may_claim, may_close, may_contact
from community.directory.workdays import working_days_after
from community.verdicts import require

Outcome = ContactRequest.Outcome


@transaction.atomic
def ask_contact(
    *, name: str, reach: str, language: str, times: str = "", message: bool = False, words: str = ""
):
    """Put somebody on the duty list. Anybody may; nothing tells who asked but what they wrote."""
    now = timezone.now()
    request = ContactRequest.objects.create(
        name=name,
        reach=reach,
        times=times,
        message="yes" if message else "no",
        words=words,
        language=language,
        asked_at=now,
        due_at=working_days_after(now, 1),
    )
    record(None, "contact.asked", request, language=language)
    return request


@transaction.atomic
def read_contact(*, request, actor):
    """What somebody wrote who asked to be contacted. That one looked is written down."""
    require(may_contact(actor))
    record(actor, "contact.read", request)
    return request


@transaction.atomic
def claim_contact(*, request, actor):
    """Take it upon oneself, so that two people do not call. Safe to repeat."""
    request = _locked(request)
    require(may_claim(actor, request))
    if request.claimed_by_id != actor.pk:
        request.claimed_by, request.claimed_at = actor, timezone.now()
        request.save(update_fields=["claimed_by", "claimed_at"])
        record(actor, "contact.claimed", request)


@transaction.atomic
def release_contact(*, request, actor):
    """Give it back to the list."""
    request = _locked(request)
    require(may_close(actor, request))
    request.claimed_by = request.claimed_at = None
    request.save(update_fields=["claimed_by", "claimed_at"])
    record(actor, "contact.released", request)


@transaction.atomic
def try_contact(*, request, actor):
    """Note that nobody was reached today. It stays on the list, due again in a working day. Once more: nothing."""
    request = _locked(request)
    require(may_close(actor, request))
    now = timezone.now()
    if request.tried_at and timezone.localdate(request.tried_at) == timezone.localdate(now):
        return
    request.tries += 1
    request.tried_at, request.due_at, request.reminded_at = now, working_days_after(now, 1), None
    request.save(update_fields=["tries", "tried_at", "due_at", "reminded_at"])
    record(actor, "contact.tried", request, tries=request.tries)


@transaction.atomic
def close_contact(*, request, actor, outcome: str):
    """Say how it ended. Raises ValidationError for “could not be reached” before three tries."""
    request = _locked(request)
    require(may_close(actor, request))
    if outcome == Outcome.UNREACHED and request.tries < ContactRequest.TRIES:
        raise ValidationError(_("Try three times, on different days, before you close it unreached."))
    request.outcome, request.closed_at = Outcome(outcome), timezone.now()
    request.save(update_fields=["outcome", "closed_at"])
    record(actor, "contact.closed", request, outcome=outcome)


def call_for_late_contacts():
    """Ask somebody to come for what is past its time, by a mail without content.

    First whoever has it, else those on the duty list; while it lies there, coordinators once more each day.
    """
    late = list(ContactRequest.objects.late())
    if not late:
        return
    on_duty = with_duty(kinds=CONTACTS)
    claimed = {request.claimed_by_id for request in late if request.reminded_at is None}
    is_nobodys = claimed - {user.pk for user in on_duty}  # or of somebody who has the duty no more
    is_lying = any(request.reminded_at for request in late)
    with transaction.atomic():
        ContactRequest.objects.filter(pk__in=[one.pk for one in late]).update(reminded_at=timezone.now())
        for request in late:
            record(None, "contact.overdue", request)
    for user in on_duty:
        if is_nobodys or user.pk in claimed or (is_lying and user.holds(*EDITORS)):
            letters.say(address=user.email, language=user.language, name="come")


def with_duty(*, kinds: tuple) -> list:
    """Those with an address whose duty of one of these kinds gives power now."""
    current = Role.objects.current().filter(kind__in=kinds).values("user")
    return [user for user in User.objects.filter(pk__in=current).exclude(email="") if user.holds(*kinds)]


def erase_contacts():
    """Erase what people wrote: some days after their request was closed (`settings.CONTACT_DAYS`).

    One that nobody closed ends `settings.UNHANDLED_DAYS` after it was asked, and that is written down.
    """
    now = timezone.now()
    over = Q(closed_at__lt=now - timedelta(days=settings.CONTACT_DAYS))
    over |= Q(closed_at=None, asked_at__lt=now - timedelta(days=settings.UNHANDLED_DAYS))
    for pk in ContactRequest.objects.filter(over, erased_at=None).values_list("pk", flat=True):
        with transaction.atomic():
            _erase(ContactRequest.objects.select_for_update().get(pk=pk), now)


def _erase(request, now):
    if request.closed_at is None:
        request.outcome, request.closed_at = Outcome.LAPSED, now
        record(None, "contact.lapsed", request, tries=request.tries)
    for name in ContactRequest.WORDS:
        setattr(request, name, None)
    request.erased_at = now
    request.save(update_fields=[*ContactRequest.WORDS, "outcome", "closed_at", "erased_at"])


def _locked(request):
    return ContactRequest.objects.select_for_update().get(pk=request.pk)
