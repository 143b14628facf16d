"""Sharing a service: a card in the transcript, said like any other message."""

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext

from community.audit.actions import record
from community.directory.cards import card_of
from community.verdicts import require
from groups import rules
from groups.actions.room import locked
from groups.actions.saying import say
from groups.models import Membership, Message


@transaction.atomic
def share_card(*, room, author: Membership, key: str, client_id, body: str = ""):
    """Put a service from our list in the transcript, with a sentence of one's own or a neutral one.

    It has its place and its number as every message has, and can be hidden and taken back. Safe to repeat.
    """
    room, author = locked(room=room, actor=author)
    language = room.group.language
    require(rules.may_share(author.user, author, room, card_of(key, language)))
    before = set(Message.objects.filter(room=room, author=author, card=key).values_list("pk", flat=True))
    with translation.override(language):
        words = body or gettext("This may be of help.")
    message = say(room=room, author=author, body=words, client_id=client_id, card=key)
    if message.pk not in before:
        record(author.user, "card.shared", message, card=key)
    return message
