"""Opening accounts, their standing, and what a person sets for themselves."""

from allauth.account.models import EmailAddress
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from community.accounts import rules, usernames
from community.accounts.actions.role import grant_role
from community.accounts.actions.session import end_all_sessions
from community.accounts.models import User
from community.audit.actions import record
from community.live import publish
from community.verdicts import require


@transaction.atomic
def create_member(*, username, passphrase, language, email=""):
    """Open an account for somebody who was invited. The caller holds a valid invitation.

    `username` comes from `usernames.settle`; should it be taken, another ending is drawn, so read
    the name from the account that is returned. The passphrase was validated by the form.
    """
    person = _open(username=username, language=language, email=email)
    person.set_password(passphrase)
    person.save(update_fields=["password", "has_long_passphrase"])
    record(person, "person.joined", person)
    return person


@transaction.atomic
def create_staff(*, display_name, email, language, kind, actor):
    """Open an account for a colleague, with a first duty; a return code lets them set a passphrase."""
    require(rules.may_manage_people(actor))
    name = usernames.settle("")
    person = _open(username=name, language=language, email=email, display_name=display_name, opened_by=actor)
    record(actor, "person.opened", person)
    grant_role(person=person, kind=kind, actor=actor)
    return person


@transaction.atomic
def open_for_console(*, display_name, email):
    """Open an account from the server's own console, where no rule can be asked."""
    person = _open(
        username=usernames.settle(""), language=settings.LANGUAGE_CODE, email=email, display_name=display_name
    )
    record(None, "person.opened", person)
    return person


def _open(*, username, language, email, **facts):
    person = User(username=usernames.free(username), language=language, email=email.lower(), **facts)
    person.set_unusable_password()
    person.save(force_insert=True)
    if email:
        EmailAddress.objects.create(user=person, email=email.lower(), primary=True)
    return person


@transaction.atomic
def set_standing(*, person, standing, actor, reason, until=None):
    """Pause, close or reinstate an account. The caller has checked the right; `actor` None: the house.

    `until`: when a pause ends by itself; None for a pause that somebody ends. A paused person can still sign
    in and read; a closed one cannot. Either way their open pages close.
    """
    if not reason:
        raise ValidationError(_("Write down why, in a sentence the person may read."), "no_reason")
    person.standing = User.Standing(standing)
    person.is_active = person.standing != User.Standing.CLOSED
    person.paused_until = until if person.standing == User.Standing.PAUSED else None
    person.save(update_fields=["standing", "is_active", "paused_until"])
    record(actor, f"person.{person.standing}", person, reason)
    if not person.is_active:
        end_all_sessions(user=person, reason="closed")
    elif person.standing == User.Standing.PAUSED:
        publish(person.audience, "leave", reason="paused")


def save_choices(*, person, language, country):
    """Keep the language and the country whose crisis lines this person sees."""
    person.language, person.country = language, country
    person.save(update_fields=["language", "country"])


def look_at_person(*, person, actor):
    """Note in the audit that a colleague's duties and registration were opened."""
    require(rules.may_manage_people(actor))
    record(actor, "person.looked_at", person)
