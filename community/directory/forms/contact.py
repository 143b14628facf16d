"""“Need help?”: what somebody tells us so that we can get in touch safely."""

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

OUTCOMES = [(act, act) for act in ("claim", "release", "tried", "reached", "unreached")]


class ContactForm(forms.Form):
    """As little as is needed. Nothing is asked that could not be answered by somebody who is watched."""

    name = forms.CharField(
        label=_("What you want to be called"),
        max_length=80,
        help_text=_("It need not be your real name."),
        error_messages={"required": _("Write a name we can ask for. It need not be yours.")},
    )
    reach = forms.CharField(
        label=_("How we can reach you"),
        max_length=200,
        help_text=_("A phone number, an e-mail address, or another way."),
        error_messages={"required": _("Write one way to reach you.")},
    )
    language = forms.ChoiceField(label=_("The language you want to speak"), choices=settings.LANGUAGES)
    times = forms.CharField(
        label=_("When it is safe to call or write"),
        max_length=200,
        required=False,
        help_text=_("For example: weekdays from 9 to 11."),
    )
    message = forms.TypedChoiceField(
        label=_("Is it safe to leave a message?"),
        choices=[("yes", _("Yes")), ("no", _("No, others may hear or read it"))],
        initial="no",
        coerce=lambda said: said == "yes",
        widget=forms.RadioSelect,
    )
    words = forms.CharField(
        label=_("A few words"),
        max_length=600,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class ActForm(forms.Form):
    """Which button was pressed on the duty list."""

    act = forms.ChoiceField(choices=OUTCOMES)
