"""Cards as they stand when they are shared, and cards somebody keeps."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from community.directory.cards import (
    SERVICE,
    card_of,
    card_of_service,
    facts_of,
    key_with_content,
    plain_key,
    service_key,
    service_of,
)
from community.directory.models import CardCopy, Kept

MOST_KEPT = 200


def copy_card(*, key: str, language: str) -> str:
    """The key under which a card stays as it is now in that language; a crisis line’s is its own.

    Raises ValidationError when the service is not on our list any more. Safe to repeat.
    """
    if not key.startswith(SERVICE):
        return key
    service = service_of(key)
    if service is None:
        raise ValidationError(_("This service is not on our list any more. Choose another."))
    card = card_of_service(service, language)
    copy, _made = CardCopy.objects.get_or_create(
        key=key_with_content(card), defaults={"service": service, "facts": facts_of(card)}
    )
    return copy.key


@transaction.atomic
def keep_card(*, account, key: str, shown_by=None, alias: str = "") -> Kept:
    """Put a card on somebody’s own list. Safe to repeat: a note that is there stays.

    Raises ValidationError when there is no such card, or the list is full (200).
    """
    key, service = plain_key(key), service_of(key)
    if service:
        key = service_key(service)  # an id can be written in many ways, of any length
    if found := Kept.objects.filter(account=account, key=key).first():
        return found
    if card_of(key, account.language) is None:
        raise ValidationError(_("This service is not on our list any more. Choose another."))
    if Kept.objects.filter(account=account).count() >= MOST_KEPT:
        raise ValidationError(_("Your list is full. Take away a card you no longer need."))
    facts = {"service": service, "shown_by": shown_by, "alias": alias}
    return Kept.objects.get_or_create(account=account, key=key, defaults=facts)[0]


def note_card(*, kept: Kept, note: str):
    """Write a note on a card of one’s own; an empty one takes it away."""
    kept.note = note
    kept.save(update_fields=["note"])


def drop_card(*, kept: Kept):
    """Take a card off one’s own list, with its note."""
    kept.delete()
