"""The questions at the ends of a meeting. Leaving one out is a choice like any other."""

from django import forms
from django.utils.translation import gettext_lazy as _

from groups.models import CheckIn
from groups.questions import ASKED, SCALE

NUMBERS = [("", _("I would rather not say")), *((str(number), str(number)) for number in SCALE)]


class AskForm(forms.Form):
    """Which of the two is opened."""

    kind = forms.ChoiceField(choices=CheckIn.Kind.choices)


class CheckForm(AskForm):
    """One member's answers to the check named in the form itself, so that they never land in the other one."""

    def __init__(self, data):
        super().__init__(data)
        for question in ASKED.get(data.get("kind", ""), ()):
            self.fields[question.key] = forms.TypedChoiceField(
                label=question.words, choices=NUMBERS, coerce=int, required=False, empty_value=None
            )

    def facts(self):
        """The arguments of `answer_check`."""
        answers = dict(self.cleaned_data)
        return {"kind": answers.pop("kind"), "answers": answers}
