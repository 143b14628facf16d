"""Telling us from outside about something on this site (Digital Services Act art. 16(2)), and asking for the answer."""

from django import forms
from django.utils.translation import gettext_lazy as _

from moderation.models import Report

NEEDED = _("The law asks for this, except when it is about sexual abuse of a child.")


class NoticeForm(forms.Form):
    """Where, why, by whom, in good faith. For sexual abuse of a child nobody need say who they are."""

    use_required_attribute = False  # name and address are not needed for one of the kinds
    kind = forms.ChoiceField(
        label=_("What is it about?"),
        choices=[(kind.value, kind.label) for kind in Report.OUTSIDE],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what comes closest.")},
    )
    offence = forms.BooleanField(
        label=_("It is about sexual abuse of a child."),
        help_text=_("Then you need not say who you are, and we look at it first."),
        required=False,
    )
    place = forms.CharField(
        label=_("Where exactly is it?"),
        help_text=_(
            "The address of the page if you have it, or the group, the day and the time, and who wrote it."
        ),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Say where it is, as exactly as you can.")},
    )
    explanation = forms.CharField(
        label=_("Why do you think it is against the law or our house rules?"),
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": _("Say in a few words why.")},
    )
    name = forms.CharField(
        label=_("Your name"),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": NEEDED},
    )
    email = forms.EmailField(
        label=_("Your e-mail address"),
        help_text=_("We write that your notice came and that there is an answer. Never what it is about."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={"required": NEEDED},
    )
    good_faith = forms.BooleanField(
        label=_("I believe in good faith that what I say here is right and complete."),
        error_messages={"required": _("We need this to look at your notice.")},
    )

    def clean(self):
        facts = super().clean()
        if facts.get("offence"):
            for name in ("name", "email"):
                if not self.data.get(name):
                    facts[name] = ""
                    self.errors.pop(name, None)
        return facts


class ReceiptForm(forms.Form):
    """The code of a receipt. What opens nothing is answered elsewhere, always alike."""

    code = forms.CharField(
        label=_("The code on your receipt"),
        max_length=40,
        help_text=_("Twelve letters and digits. Capitals and dashes do not matter."),
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
        ),
    )
