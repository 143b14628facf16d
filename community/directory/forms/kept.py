"""A note on a card of one’s own."""

from django import forms
from django.utils.translation import gettext_lazy as _

from community.directory.models import Kept


class NoteForm(forms.Form):
    note = forms.CharField(
        label=_("Your own note"),
        help_text=_("Only you read it."),
        max_length=Kept.NOTE,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
