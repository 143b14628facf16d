"""A reason before the door."""

from django import forms
from django.utils.translation import gettext_lazy as _


class VisitForm(forms.Form):
    reason = forms.CharField(
        label=_("Why do you go in?"),
        help_text=_("It is kept sealed in the audit log, with every page you open."),
        min_length=5,
        max_length=300,
    )
