"""Two presses: what it is about, and send. Words are welcome, never needed."""

from django import forms
from django.utils.translation import gettext_lazy as _

from moderation.models import Report


class ReportForm(forms.Form):
    kind = forms.ChoiceField(
        label=_("What is it about?"),
        choices=[(kind.value, kind.label) for kind in Report.INSIDE if kind != Report.Kind.WORRY],
        widget=forms.RadioSelect,
    )
    note = forms.CharField(
        label=_("Do you want to say more?"),
        help_text=_("Only moderators read this."),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class WorryForm(forms.Form):
    """I am worried about somebody: the help stands above this form on the page."""

    is_urgent = forms.BooleanField(
        label=_("I think they may be in danger now"),
        help_text=_("Then whoever is on duty is called at once."),
        required=False,
    )
    note = forms.CharField(
        label=_("What makes you worry?"),
        help_text=_("Only moderators and safeguarding leads read this."),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class AgainForm(forms.Form):
    """Whoever asked does not agree with the answer."""

    words = forms.CharField(
        label=_("What did we not see?"),
        help_text=_("A few words are enough. Somebody who did not decide the first time reads them."),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Write a few words, so that we know what to look at.")},
    )
