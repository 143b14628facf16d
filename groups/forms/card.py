"""Which service is shared, and what is said with it."""

import uuid

from django import forms
from django.utils.translation import gettext_lazy as _

from community.directory.cards import cards_for
from groups.forms.message import Words


class CardForm(forms.Form):
    """The crisis lines of the group's country, and a sentence if one likes."""

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

    def __init__(self, *args, group, **kwargs):
        kwargs.setdefault("auto_id", "card-%s")
        super().__init__(*args, **kwargs)
        cards = cards_for(group.country, group.language)
        self.fields["key"].choices = [(card.key, f"{card.name}. {card.purpose}") for card in cards]
