"""What a meeting is about, as those who lead it write it."""

from django import forms
from django.utils.translation import gettext_lazy as _

from groups.forms.message import Words

TOO_LONG = {
    "max_length": _("%(show_value)s signs are more than the %(limit_value)s that fit. Make it shorter.")
}


class AgendaForm(forms.Form):
    """The theme, and the steps of the meeting."""

    theme = Words(
        label=_("Theme"),
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages=TOO_LONG,
    )
    agenda = Words(
        label=_("What we do, one line for each step"),
        help_text=_("Everybody in the room sees it above the talk."),
        max_length=600,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages=TOO_LONG,
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            del field.widget.attrs["maxlength"]  # all of it is kept, and what is too long is said

    def clean_theme(self):
        """One line: a theme stands in a row with other things."""
        return " ".join(self.cleaned_data["theme"].split())
