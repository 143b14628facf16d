"""Sharing a service: a card in the transcript, said like any other message."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext
from django.utils.translation import gettext as _

from community.audit.actions import record
from community.directory.actions.card import copy_card, keep_card
from community.directory.actions.referral import offer
from community.directory.cards import card_of, service_of
from community.verdicts import require
from groups import rules
from groups.actions.aside import answer_line
from groups.actions.room import locked
from groups.actions.saying import say
from groups.models import Aside, Membership, Message


@transaction.atomic
def share_card(*, room, author: Membership, key: str, client_id, body: str = ""):
    """Put a service from our list in the transcript, with a sentence of one's own or a neutral one.

    What stands on the card stays as it is now.
    It has its place and its number as every message has, and can be hidden and taken back. Safe to repeat.
    """
    room, author = locked(room=room, actor=author)
    language = room.group.language
    key = copy_card(key=key, language=language)
    require(rules.may_share(author.user, author, room, card_of(key, language)))
    before = set(Message.objects.filter(room=room, author=author, card=key).values_list("pk", flat=True))
    with translation.override(language):
        words = body or gettext("This may be of help.")
    message = say(room=room, author=author, body=words, client_id=client_id, card=key)
    if message.pk not in before:
        record(author.user, "card.shared", message, card=key)
    return message


@transaction.atomic
def keep_shared(*, message: Message, actor: Membership):
    """Keep for oneself what was shared in the room. Whoever shared it learns nothing of that. Safe to repeat.

    Raises ValidationError when the service is not on our list any more.
    """
    _room, actor = locked(room=message.room, actor=actor)
    require(rules.may_keep(actor.user, actor, message))
    return _kept(message, actor)


@transaction.atomic
def keep_shown(*, aside: Aside, actor: Membership):
    """Keep for oneself what staff showed on one's private line. Safe to repeat.

    Raises ValidationError when the service is not on our list any more.
    """
    _room, actor = locked(room=aside.room, actor=actor)
    require(rules.may_keep_shown(actor.user, actor, aside))
    return _kept(aside, actor)


def _kept(said, actor):
    sharer = said.author.user if said.author else None
    return keep_card(account=actor.user, key=said.card, shown_by=sharer, alias=actor.alias)


@transaction.atomic
def show_privately(*, member: Membership, actor: Membership, key: str, client_id, body: str = ""):
    """Show one member a service as a card on their line with staff; what stands on it stays as it is now."""
    language = member.group.language
    require(rules.may_share_privately(actor.user, actor, member, card_of(key, language)))
    with translation.override(language):
        words = body or gettext("This may be of help.")
    card = copy_card(key=key, language=language)
    aside = answer_line(member=member, actor=actor, body=words, client_id=client_id, card=card)
    record(actor.user, "card.shown", aside, card=key)
    return aside


@transaction.atomic
def offer_referral(*, member: Membership, actor: Membership, key: str):
    """Offer a member to hand them over to a service. It says nothing of the group, and the member decides.

    Raises ValidationError for what is no service that can be had now, or when a referral to it is going on.
    """
    _room, actor = locked(room=actor.group.room, actor=actor)
    require(rules.may_refer_member(actor.user, actor, member))
    service = service_of(key)
    if service is None:
        raise ValidationError(_("A referral goes to a service you have searched for. A helpline needs none."))
    return offer(actor=actor.user, account=member.user, service=service, alias=member.alias)
