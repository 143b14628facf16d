"""Referral, on the side of the person: offered, agreed to word by word, sent, taken back, erased."""

import json
from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from community.audit.actions import record
from community.directory import letters, passes
from community.directory.models import Referral, Service
from community.directory.models.referral import going_on
from community.directory.rules import may_offer, may_renew, may_send, may_withdraw
from community.directory.workdays import working_days_after
from community.verdicts import require

LASTS = timedelta(days=30)
ANSWER_DAYS = 5  # working days in which a service should open and answer


@dataclass(frozen=True)
class Sent:
    """A referral on its way. `code` is the only copy of the secret, for paper; empty when the link went by mail."""

    referral: Referral
    code: str = ""


@transaction.atomic
def offer(*, actor, account, service: Service, alias: str = "") -> Referral:
    """Offer somebody to hand them over to a service. Nothing leaves the house before they agree.

    Raises ValidationError when one to the same service is going on that the actor follows. Of one they do not follow
    nothing tells them: it is the person’s own, who reads the offer and can say no to it.
    """
    require(may_offer(actor, account))
    _refuse_second(Referral.objects.followed_by(actor), account, service)
    referral = _begun(account, service, referrer=actor, alias=alias, offered_at=timezone.now())
    record(actor, "referral.offered", referral)
    tell(person=account)
    return referral


@transaction.atomic
def ask(*, account, service: Service, referrer=None, alias: str = "") -> Referral:
    """Begin a referral of one’s own: as if offered, to be filled in. Returns the one that is begun already.

    `referrer`: who showed the service, when the person lets them follow where it stands.
    """
    begun = Referral.objects.filter(account=account, service=service, sent_at=None).filter(going_on()).first()
    if begun:
        return begun
    _refuse_second(Referral.objects.all(), account, service)
    referral = _begun(account, service, referrer=referrer, alias=alias)
    record(account, "referral.asked", referral)
    return referral


def _begun(account, service, **facts):
    return Referral.objects.create(account=account, service=service, service_name=service.name, **facts)


def _refuse_second(known, account, service):
    _erase_expired(Referral.objects.filter(account=account, service=service))
    if known.filter(going_on(), account=account, service=service, erased_at=None).exists():
        raise _second()


def _second():
    return ValidationError(_("A referral to this service is going on already."), "going_on")


@transaction.atomic
def refuse(*, referral: Referral, actor):
    """Say no to an offer. Nobody asks why."""
    referral = locked(referral=referral)
    require(may_send(actor, referral))
    referral.refused_at = timezone.now()
    referral.save(update_fields=["refused_at"])
    record(actor, "referral.refused", referral)


@transaction.atomic
def send(
    *,
    referral: Referral,
    actor,
    handed: dict,
    language: str,
    by_letter: bool = False,
    is_followed: bool = True,
) -> Sent:
    """Hand over exactly what the person ticked, for one opening within 30 days.

    `handed` holds `reach` at least, all of it words. A mail without content goes to the service’s own address; with
    `by_letter`, or where it has none, there is a code for paper. `is_followed`: whoever showed the way sees where it
    stands.
    """
    referral = locked(referral=referral)
    require(may_send(actor, referral))
    if not handed.get("reach"):
        raise ValidationError(_("The service needs a way to reach you. Write one, and tick it."))
    if referral.service is None or referral.service.status != Service.Status.ACTIVE:
        raise ValidationError(_("This service is not on our list any more. Choose another."))
    sent_before = Referral.objects.filter(sent_at__isnull=False).exclude(pk=referral.pk)
    _refuse_second(sent_before, referral.account_id, referral.service)
    by_letter = by_letter or not referral.service.email
    now = timezone.now()
    referral.handed = json.dumps(handed, ensure_ascii=False)
    referral.language, referral.sent_at = language, now
    referral.due_at = working_days_after(now, ANSWER_DAYS)
    if not is_followed:
        referral.referrer, referral.alias = None, ""
    sent = _with_secret(referral, by_letter)
    try:
        with transaction.atomic():
            referral.save()
    except IntegrityError:  # another one was sent between our look and now: `one_sent_referral_at_a_time`
        raise _second() from None
    record(actor, "referral.sent", referral, by_letter=by_letter, things=len(handed))
    return sent


@transaction.atomic
def renew(*, referral: Referral, actor) -> Sent:
    """Make the letter with the code anew; the old code or link stops working."""
    referral = locked(referral=referral)
    require(may_renew(actor, referral))
    sent = _with_secret(referral, by_letter=True)
    referral.save(update_fields=["secret", "expires_at"])
    record(actor, "referral.renewed", referral)
    return sent


def _with_secret(referral, by_letter):
    secret = passes.new_code() if by_letter else passes.new_token()
    referral.secret, referral.expires_at = passes.digest(secret), timezone.now() + LASTS
    if by_letter:
        return Sent(referral, secret)
    address, path = referral.service.email, reverse("helping:open", args=[secret])
    language = referral.service.written_in
    known = dict(settings.LANGUAGES)
    language = language if language in known else settings.LANGUAGE_CODE
    transaction.on_commit(lambda: letters.say(address=address, language=language, name="referral", path=path))
    return Sent(referral)


@transaction.atomic
def withdraw(*, referral: Referral, actor):
    """Take it back, at any time: the words are erased now, and its service reads that there is nothing any more."""
    referral = locked(referral=referral)
    require(may_withdraw(actor, referral))
    referral.withdrawn_at = timezone.now()
    _erase(referral, "withdrawn_at")
    record(actor, "referral.withdrawn", referral)


def remind_of_late():
    """Tell the person and whoever may follow that a promised day has passed, once; by a mail without content."""
    now = timezone.now()
    for referral in Referral.objects.late().select_related("account", "referrer"):
        with transaction.atomic():
            if not Referral.objects.filter(pk=referral.pk, reminded_at=None).update(reminded_at=now):
                continue
            record(None, "referral.late", referral)
            tell(person=referral.account)
            tell(person=referral.referrer)


def erase_referrals():
    """Erase the words of what is over for some days (`settings.REFERRAL_DAYS`), and of what nobody opened in time.

    What was begun or offered so long ago, and never sent, goes whole.
    """
    before = timezone.now() - timedelta(days=settings.REFERRAL_DAYS)
    over = Q(declined_at__lt=before) | Q(completed_at__lt=before) | Q(refused_at__lt=before)
    over |= Q(accepted_at__lt=before, due_at__lt=before) | Q(opened_at__lt=before, due_at__lt=before)
    for referral in Referral.objects.filter(over, erased_at=None):
        _erase(referral)
    _erase_expired(Referral.objects.filter(expires_at__lt=before))
    for referral in Referral.objects.filter(going_on(), sent_at=None, begun_at__lt=before):
        record(None, "referral.lapsed", referral)
        referral.delete()


def _erase_expired(referrals):
    for referral in referrals.filter(opened_at=None, expires_at__lt=timezone.now(), erased_at=None):
        _erase(referral)


def _erase(referral, *fields):
    referral.handed = referral.answer = referral.secret = None
    referral.alias, referral.erased_at = "", timezone.now()
    referral.save(update_fields=["handed", "answer", "secret", "alias", "erased_at", *fields])


def tell(*, person):
    """There is something to read; nothing of what."""
    if person is not None and person.email:
        address, language = person.email, person.language
        transaction.on_commit(lambda: letters.say(address=address, language=language, name="decided"))


def locked(*, referral):
    """The referral as it stands now, locked, so that two answers cannot both be first."""
    return Referral.objects.select_for_update(of=("self",)).select_related("service").get(pk=referral.pk)
