"""“Need help?”: what somebody tells us so that we can get in touch safely."""

from django import forms
from django.utils.translation import gettext_lazy as _

from community.directory.forms.reach import ReachForm

OUTCOMES = [(act, act) for act in ("claim", "release", "tried", "reached", "unreached")]


class ContactForm(ReachForm):
    """As little as is needed. Nothing is asked that could not be answered by somebody who is watched."""

    REACH = (_("How we can reach you"), _("Write one way to reach you."))
    field_order = ("name", "reach", "language", "times", "message", "words")

    name = forms.CharField(
        label=_("What you want to be called"),
        max_length=80,
        help_text=_("It need not be your real name."),
        error_messages={"required": _("Write a name we can ask for. It need not be yours.")},
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
