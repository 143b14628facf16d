"""How somebody can be reached safely: what “Need help?” and a referral ask alike."""

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _


class ReachForm(forms.Form):
    """A way to reach, the language, and the times that are safe. Each form labels the first itself."""

    reach = forms.CharField(max_length=200, help_text=_("A phone number, an e-mail address, or another way."))
    language = forms.ChoiceField(label=_("The language you want to speak"), choices=settings.LANGUAGES)
    times = forms.CharField(
        label=_("When it is safe to call or write"),
        max_length=200,
        required=False,
        help_text=_("For example: weekdays from 9 to 11."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        reach = self.fields["reach"]
        reach.label, reach.error_messages["required"] = self.REACH
