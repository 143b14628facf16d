"""What is wrong with a card, told by anybody."""

from django import forms
from django.utils.translation import gettext_lazy as _

from community.directory.models import Doubt


class DoubtForm(forms.Form):
    """What kind of thing, and a few words if one likes."""

    kind = forms.ChoiceField(
        label=_("What is wrong?"),
        choices=Doubt.Kind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what comes closest.")},
    )
    words = forms.CharField(
        label=_("What is right, if you know it"),
        help_text=_("Nothing about yourself or anybody else is needed."),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "autocomplete": "off"}),
    )
