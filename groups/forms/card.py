"""Which service is looked for and shared, and what is said with it."""

import uuid

from django import forms
from django.utils.translation import gettext_lazy as _

from community.directory.cards import (
    SERVICE,
    card_of_service,
    cards_for,
    service_of,
    with_card_parts,
)
from community.directory.finding import Wish, find
from community.directory.models import Service
from groups.forms.message import Words

MOST_FOUND = 10


def services_found(words, language):
    """The cards of the services that best fit these words, at most ten."""
    if not words.strip():
        return []
    ids = [hit.service_id for hit in find(Wish(words=words), count=MOST_FOUND).hits]
    services = with_card_parts(Service.objects.active()).in_bulk(ids)
    return [card_of_service(services[pk], language) for pk in ids if pk in services]


class LookForm(forms.Form):
    """Words to look for in the directory."""

    q = forms.CharField(
        label=_("Look for a service"),
        max_length=100,
        required=False,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )


class CardForm(forms.Form):
    """What was looked for, the crisis lines of the group’s country, and a sentence if one likes."""

    key = forms.ChoiceField(
        label=_("Which one"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one first.")},
    )
    body = Words(
        label=_("With a sentence of yours"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    client_id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)

    def __init__(self, *args, group, looked_for="", **kwargs):
        kwargs.setdefault("auto_id", "card-%s")
        super().__init__(*args, **kwargs)
        cards = services_found(looked_for, group.language)
        self.is_found = bool(cards)
        if (key := self.data.get("key", "")).startswith(SERVICE) and key not in {card.key for card in cards}:
            cards += [card_of_service(chosen, group.language)] if (chosen := service_of(key)) else []
        cards += cards_for(group.country, group.language)
        self.fields["key"].choices = [(card.key, f"{card.name}. {card.purpose}") for card in cards]
