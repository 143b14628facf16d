"""Objecting to a decision, and answering an objection."""

from django import forms
from django.utils.translation import gettext_lazy as _

from moderation.models import Appeal


class AppealForm(forms.Form):
    words = forms.CharField(
        label=_("What should be looked at again, and why?"),
        help_text=_("A few words are enough. Somebody reads them who took no part in the decision."),
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": _("Write a few words, so that we know what to look at.")},
    )


class AnswerForm(forms.Form):
    """The outcome, and the reasons for it in words for the person who objected."""

    outcome = forms.ChoiceField(
        label=_("What do you decide?"),
        choices=Appeal.Outcome,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one of the two.")},
    )
    answer = forms.CharField(
        label=_("Your answer to the person"),
        help_text=_("Say what you looked at and why you decide so. They read exactly these words."),
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": _("An answer without reasons is none. Write why.")},
    )
