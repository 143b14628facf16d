"""A person’s own data: handed over, words taken away, the account erased. Done by the person, for themselves."""

import logging
import secrets
import unicodedata
from datetime import timedelta

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db import connection, transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac

from community import wiping
from community.accounts import own_data, rules
from community.accounts.actions.returning import ALPHABET, LENGTH
from community.accounts.actions.session import end_all_sessions
from community.accounts.choices import Choices
from community.accounts.models import OwnDataRequest, User
from community.audit.actions import record
from community.verdicts import require

logger = logging.getLogger(__name__)

Kind = OwnDataRequest.Kind
FEW = 5000  # things that go while the person waits for the receipt, some seconds; more go with the next `erase_due`
REGRET = timedelta(days=7)  # in which an erasure can be taken back
DAY = timedelta(days=1)
NIGHT = range(1, 5)  # hours in which PostgreSQL may lock whole tables to sweep them
SALT = "accounts.own_data"


class Unfinished(Exception):  # noqa: N818 - it says what happened
    """Somebody’s erasure was stopped by what the log names; the next run goes on."""


@transaction.atomic
def hand_over(*, person) -> OwnDataRequest:
    """Note that the person takes a copy of all that is held of them; `own_copy` writes it. A few a day."""
    now = timezone.now()
    taken = person.own_data_requests.copies_since(now - DAY).count()
    require(rules.may_have_copy(taken))
    made = OwnDataRequest.objects.create(account=person, kind=Kind.COPY, asked_at=now, done_at=now)
    record(person, "own_data.copied", made)
    return made


def erase_words(*, person, place) -> OwnDataRequest:
    """Take away for good what the person wrote in one place, at once. Safe to repeat.

    Long work, in many short transactions: a room is never locked for all of it. What stops it is logged, and the next
    `erase_due` goes on; the receipt has no `done_at` until then.
    """
    require(rules.may_erase_words(place))
    counts, kept = own_data.counts(person, place.pk), own_data.kept(person, place.pk)
    facts = {"place": place.pk, "counts": counts, "kept": kept}
    made = OwnDataRequest.objects.create(account=person, kind=Kind.WORDS, **facts)
    _try(made)
    made.refresh_from_db()
    return made


@transaction.atomic
def ask_erasure(*, person, at_once=False):
    """Ask for one's account to be erased: in seven days, or now. Returns the request and the code that opens it.

    Asked again it is the same request with a new code; a day that was set only comes nearer.
    """
    person = User.objects.select_for_update(no_key=True).get(pk=person.pk)
    require(rules.may_erase_account(person))
    now = timezone.now()
    due_at = now if at_once else now + REGRET
    code = "".join(secrets.choice(ALPHABET) for _sign in range(LENGTH))
    request = person.own_data_requests.waiting().first()
    if request is None:
        request = OwnDataRequest(account=person, kind=Kind.ACCOUNT, asked_at=now, due_at=due_at)
        record(person, "own_data.erasure_asked", request, at_once=at_once)
    request.due_at, request.digest = min(request.due_at, due_at), _digest(code, settings.SECRET_KEY)
    request.counts, request.kept = own_data.counts(person), own_data.kept(person)
    request.save()
    return request, "-".join(code[at : at + 4] for at in range(0, LENGTH, 4))


@transaction.atomic
def keep_account(*, person):
    """Take the erasure back, as long as it waits. Nothing had gone yet."""
    person = User.objects.select_for_update(no_key=True).get(pk=person.pk)
    request = person.own_data_requests.waiting().first()
    if request is None or not person.is_active:  # closed: it is being carried out
        return
    request.taken_back_at = timezone.now()
    request.save(update_fields=["taken_back_at"])
    record(person, "own_data.erasure_taken_back", request)


def begin_erasure(*, request):
    """Carry out an erasure while the person waits: the account is closed and all of theirs out of sight at once.

    When it is few things they are gone too; else, and whatever stops it, the next `erase_due` goes on.
    """
    if _closed(request) is not None and sum(request.counts.values()) <= FEW:
        _try(request)


def erase_account(*, request):
    """Carry out an erasure that was asked for. Safe to repeat: what was interrupted goes on where it stopped.

    The account is closed first, so that nothing is added meanwhile. Who the person is goes last, and not before
    nobody needs to find them by law; that is looked at again every day (`forget_people`).
    """
    person = _closed(request)
    if person is None:
        return
    for holding in own_data.holdings():
        holding.erase(person)
    with transaction.atomic():
        if not OwnDataRequest.objects.waiting().filter(pk=request.pk).update(done_at=timezone.now()):
            return  # another process was quicker
        request.refresh_from_db()
        record(None, "own_data.erased", request)  # how many notes or answers is on the receipt alone
    _forget(request, person)
    sweep(request=request)


def _closed(request):
    """The person, their account closed, every page of theirs with it, and all of theirs out of sight.

    None when there is nothing to carry out.
    """
    with transaction.atomic():
        person = User.objects.select_for_update(no_key=True).get(pk=request.account_id)
        waiting = OwnDataRequest.objects.waiting().filter(pk=request.pk).first()
        if waiting is None:
            return None
        if person.is_active:  # else it was interrupted here, and some of it is gone already
            request.counts, request.kept = own_data.counts(person), own_data.kept(person)
            request.save(update_fields=["counts", "kept"])
        person.standing, person.is_active = User.Standing.CLOSED, False
        person.set_unusable_password()
        person.save(update_fields=["standing", "is_active", "password", "has_long_passphrase"])
        _close_ways_in(person)
        end_all_sessions(user=person, reason="closed")
    for holding in own_data.holdings():
        holding.hide(person)
    return person


def _finish_words(request):
    """Take away what was asked for and is still there; what was written later stays."""
    for holding in own_data.holdings():
        holding.erase(request.account, request.place, before=request.asked_at)
    with transaction.atomic():
        if not OwnDataRequest.objects.filter(pk=request.pk, done_at=None).update(done_at=timezone.now()):
            return  # another process was quicker
        record(request.account, "own_data.words_erased", request, **request.counts)
    sweep(request=request)


def _try(request):
    """Carry it out; whatever stops it is logged, without words, and told by False."""
    try:
        if request.kind == Kind.WORDS:
            _finish_words(request)
        else:
            erase_account(request=request)
    except Exception:  # nobody else's erasure may wait for it, and the next run goes on with it
        logger.exception("own_data.unfinished", extra={"facts": {"request": str(request.pk)}})
        return False
    return True


def _close_ways_in(person):
    """At once, also where somebody has to find the person: a way in that still answered would tell them so."""
    for ways_in in (person.authenticator_set, person.return_codes, person.socialaccount_set):
        ways_in.all().delete()


def _forget(request, person):
    """Cut what leads to the person, unless somebody has to find them by law."""
    if any(holding.needs(person) for holding in own_data.holdings()):
        return
    with transaction.atomic():
        for holding in own_data.holdings():
            holding.forget(person)
        OwnDataRequest.objects.filter(pk=request.pk).update(forgotten_at=timezone.now(), wiped_at=None)


def erase_due():
    """Erase the accounts whose day has come, and go on with whatever was interrupted.

    One that fails does not keep the others waiting; then this raises Unfinished, and the next run goes on.
    """
    tried = [_try(request) for request in OwnDataRequest.objects.due().select_related("account")]
    if not all(tried):
        raise Unfinished


def forget_people():
    """Look again at erased accounts of which something had to stay findable, and drop old receipts."""
    for request in OwnDataRequest.objects.unforgotten().select_related("account"):
        _forget(request, request.account)
    OwnDataRequest.objects.old().delete()


def sweep(*, request=None):
    """Let the database forget, on its disk, what was overwritten. Returns whether that was possible now.

    PostgreSQL locks whole tables for it, so it waits for the night; SQLite does it after each erasure.
    """
    waiting = OwnDataRequest.objects.unwiped()
    if request is not None:
        waiting = waiting.filter(pk=request.pk)
    asked = list(waiting.values_list("pk", flat=True))
    if not asked or not (connection.vendor == "sqlite" or timezone.localtime().hour in NIGHT):
        return False
    if not all(wiping.wipe(table=table) for table in own_data.tables()):
        return False
    OwnDataRequest.objects.filter(pk__in=asked).update(wiped_at=timezone.now())
    return True


def empty_account(*, person):
    """Leave of an account a bare number: no name, no address, no way in. Rows that must stay can point to it."""
    _close_ways_in(person)
    person.emailaddress_set.all().delete()
    person.username, person.email, person.display_name = f"gone-{secrets.token_hex(8)}", "", ""
    person.language, person.country = settings.LANGUAGE_CODE, settings.COUNTRY
    for choice in Choices._meta.get_fields():
        setattr(person, choice.name, choice.get_default())
    person.password, person.last_login, person.opened_by = make_password(None), None, None
    person.date_joined = timezone.now()
    person.save()


def find_request(*, code):
    """The request that somebody's code opens, or None."""
    plain = unicodedata.normalize("NFKC", code).upper()
    plain = "".join(sign for sign in plain if sign in ALPHABET)
    digests = [_digest(plain, key) for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)]
    return OwnDataRequest.objects.filter(digest__in=digests).first()


def _digest(code, key):
    return salted_hmac(SALT, code, secret=key, algorithm="sha256").digest()
