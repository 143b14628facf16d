"""How a room is run: its mode, and the words a pause leaves on everyone's page."""

from django import forms
from django.utils.translation import gettext_lazy as _

from groups.forms.message import Words
from groups.models import Room


class ModeForm(forms.Form):
    """How the room works now."""

    mode = forms.ChoiceField(
        label=_("How the room works now"), choices=Room.Mode.choices, widget=forms.RadioSelect
    )


class PauseForm(forms.Form):
    """A pause, with words if the facilitator has some."""

    text = Words(
        label=_("What everybody reads while the room is paused"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
