"""Forms around an invitation: making one, and typing its code."""

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from groups import aliases
from groups.models import Invitation


class InviteForm(forms.Form):
    """One client, in as few facts as possible. The address is needed only when we are the ones to send."""

    use_required_attribute = False  # the address is not needed for a letter
    label = forms.CharField(
        label=_("Your own label"),
        max_length=40,
        required=False,
        help_text=_("A word that only you will understand, such as “blue house”. Not a name, not a number."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    channel = forms.ChoiceField(
        label=_("How the invitation gets there"),
        choices=[
            (Invitation.Channel.EMAIL, _("We send an e-mail")),
            (Invitation.Channel.TEXT, _("I send a text message myself")),
            (Invitation.Channel.LETTER, _("I give or post a printed letter")),
        ],
        help_text=_("Think of who else reads their e-mail, their phone and their post."),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one of the three.")},
    )
    contact = forms.EmailField(
        label=_("E-mail address"),
        error_messages={"required": _("Write the address, or choose a text message or a letter.")},
        help_text=_("Only for an e-mail. Used once, and forgotten when the e-mail has left."),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    language = forms.ChoiceField(label=_("Language of the invitation"), choices=settings.LANGUAGES)

    def __init__(self, *args, group, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["language"].initial = group.language

    def clean_label(self):
        label = aliases.tidied(self.cleaned_data["label"])
        if reason := aliases.leads_to_somebody(label):
            raise forms.ValidationError(reason)
        return label

    def clean(self):
        facts = super().clean()
        if facts.get("channel") != Invitation.Channel.EMAIL:
            facts["contact"] = ""
            self.errors.pop("contact", None)
        return facts


class RenewForm(forms.Form):
    """Making an invitation anew. An address that was used is forgotten, so it is asked for again."""

    contact = forms.EmailField(
        label=_("E-mail address"),
        help_text=_("The first address was forgotten when the e-mail had left."),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )

    def __init__(self, *args, invitation, **kwargs):
        super().__init__(*args, **kwargs)
        if invitation.channel != Invitation.Channel.EMAIL or invitation.contact:
            del self.fields["contact"]


class CodeForm(forms.Form):
    """The code from a letter or a text message. What opens nothing is answered elsewhere, always alike."""

    code = forms.CharField(
        label=_("Your code"),
        max_length=40,
        strip=True,
        help_text=_("Eight letters and digits. Capitals and the dash do not matter."),
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "autocapitalize": "characters", "spellcheck": "false"}
        ),
    )
