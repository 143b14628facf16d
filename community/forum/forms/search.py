"""What somebody looks for in a forum."""

from django import forms
from django.utils.translation import gettext_lazy as _


class SearchForm(forms.Form):
    """A few words, and which page of what was found."""

    words = forms.CharField(
        label=_("Words to look for"),
        max_length=100,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off", "autocapitalize": "none"}),
        error_messages={"required": _("Write a word.")},
    )
    page = forms.IntegerField(required=False, min_value=1, widget=forms.HiddenInput)
