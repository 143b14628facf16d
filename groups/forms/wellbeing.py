"""The five statements of WHO-5, each with its answers, in the order and the words in which they were published."""

from django import forms
from django.utils.translation import gettext_lazy as _

from groups import who5


class Who5Form(forms.Form):
    """All five are answered or none: without one of them there is no sum."""

    def __init__(self, *args, words, **kwargs):
        super().__init__(*args, **kwargs)
        for number, statement in enumerate(words["statements"]):
            self.fields[f"q{number}"] = forms.TypedChoiceField(
                label=statement,
                choices=[(number, f"{number} · {answer}") for number, answer in words["answers"]],
                coerce=int,
                widget=forms.RadioSelect,
                error_messages={"required": _("Choose one answer. Without all five there is no number.")},
            )

    def numbers(self):
        """The argument of `answer_wellbeing`. Needs a valid form."""
        return [self.cleaned_data[f"q{number}"] for number in range(who5.ITEMS)]
