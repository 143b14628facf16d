"""Two presses: what it is about, and send. Words are welcome, never needed."""

from django import forms
from django.utils.translation import gettext_lazy as _

from moderation.models import Report


class ReportForm(forms.Form):
    kind = forms.ChoiceField(label=_("What is it about?"), choices=Report.Kind, widget=forms.RadioSelect)
    note = forms.CharField(
        label=_("Do you want to say more?"),
        help_text=_("Only moderators read this."),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
