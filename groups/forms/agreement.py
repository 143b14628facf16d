"""The agreement's questions: what would you do if…"""

from django import forms
from django.utils.translation import gettext_lazy as _


class AgreementForm(forms.Form):
    """One radio question for each of the wording's; a wrong answer explains itself and takes nothing away.

    `is_right(bound)` says which answers to praise. Only that all were right is ever kept.
    """

    def __init__(self, *args, questions, **kwargs):
        super().__init__(*args, **kwargs)
        self.questions = questions
        for number, question in enumerate(questions):
            self.fields[f"q{number}"] = forms.TypedChoiceField(
                label=question["question"],
                choices=list(enumerate(question["choices"])),
                coerce=int,
                widget=forms.RadioSelect,
                error_messages={"required": _("Choose what you would do.")},
            )

    def clean(self):
        for number, question in enumerate(self.questions):
            answer = self.cleaned_data.get(f"q{number}")
            if answer is not None and answer != question["right"]:
                again = _("Read this, then choose again.")
                self.add_error(f"q{number}", forms.ValidationError([question["why"], again]))

    @property
    def asked(self):
        """Each question with whether it was answered right."""
        return [(bound, self.is_bound and not bound.errors) for bound in self]
