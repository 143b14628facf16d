"""How a room is run: its mode, and the words a pause leaves on everyone's page."""

from django import forms
from django.utils.translation import gettext_lazy as _

from groups.exercises import CATALOGUE
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
        error_messages={
            "max_length": _(
                "%(show_value)s signs are more than the %(limit_value)s that fit in a pause. Make it shorter."
            )
        },
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        del self.fields["text"].widget.attrs["maxlength"]  # all of it is kept, and what is too long is said


class QuietForm(forms.Form):
    """How long it is quiet."""

    minutes = forms.IntegerField(
        label=_("How many minutes"),
        min_value=Room.QUIET_MINUTES[0],
        max_value=Room.QUIET_MINUTES[1],
        initial=5,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
        error_messages={
            "required": _("Say for how many minutes, from 1 to 30."),
            "invalid": _("Say for how many minutes, from 1 to 30."),
            "min_value": _("A quiet time takes at least %(limit_value)s minute."),
            "max_value": _("A quiet time takes at most %(limit_value)s minutes."),
        },
    )
    exercise = forms.ChoiceField(
        label=_("An exercise to do meanwhile"),
        choices=[("", _("None, or the one that is shown"))]
        + [(exercise.key, exercise.title) for exercise in CATALOGUE.values()],
        required=False,
    )


class SlowForm(forms.Form):
    """How many seconds lie between two messages of one member."""

    seconds = forms.TypedChoiceField(choices=[(seconds, seconds) for seconds in Room.SLOW], coerce=int)
