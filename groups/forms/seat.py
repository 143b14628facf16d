"""Forms around a seat: a name in the group, a way to sign in, and what its facilitator may do."""

from django import forms
from django.contrib.auth import password_validation
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from community.accounts import usernames
from community.accounts.models import User
from community.accounts.passphrases import MOST
from groups import aliases
from groups.forms.message import ReasonForm


class AliasForm(forms.Form):
    """What the others will call you: one of our suggestions, or your own."""

    alias = forms.CharField(
        label=_("Your name in this group"),
        max_length=60,  # longer than allowed, so that the kind sentence is heard and not the box's silence
        help_text=_("2 to 24 characters. Not your real name, and not one you use elsewhere."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false", "maxlength": 60}),
    )

    def __init__(self, *args, user=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_alias(self):
        """Whether somebody in the group has this name is answered only to whoever takes the seat."""
        return aliases.check_fitting(self.cleaned_data["alias"], user=self.user)


def offers_beside(alias):
    """Three sign-in names, [token, name] each, that do not point to that alias."""
    offers = [[offer.token, offer.name] for offer in usernames.suggest(6)]
    apart = [offer for offer in offers if not aliases.points_to(alias, offer[1])]
    return apart[:3]


class AccountForm(forms.Form):
    """A way to come back: a sign-in name and a passphrase. An e-mail address only for those who want one.

    The name is one we offer, or the first part of an own one; digits are added, so that none is ever "taken".
    """

    name = forms.ChoiceField(label=_("Your sign-in name"), widget=forms.RadioSelect)
    own_name = forms.CharField(
        label=_("Or a word of your own"),
        required=False,
        max_length=60,
        help_text=_("We add four digits. Not your real name, and not your name in the group."),
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}
        ),
    )
    passphrase = forms.CharField(
        label=_("Your passphrase"),
        max_length=MOST,
        strip=False,
        help_text=_("At least 15 characters. Four or five words in a row are easy to remember."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    email = forms.EmailField(
        label=_("E-mail address"),
        required=False,
        help_text=_(
            "Not needed. With it you can set a new passphrase yourself; else your facilitator helps you."
        ),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )

    def __init__(self, *args, offers, alias, **kwargs):
        super().__init__(*args, **kwargs)
        self.alias = alias
        self.fields["name"].choices = offers
        self.fields["name"].initial = offers[0][0]

    def clean(self):
        facts = super().clean()
        if "name" in facts:
            self._settle_name(facts)
        if facts.get("email") and aliases.points_to(self.alias, facts["email"]):
            self.add_error("email", _("Your name in the group is in this address. Leave one of them out."))
        if facts.get("passphrase"):
            self._check_passphrase(facts)
        return facts

    def _settle_name(self, facts):
        place = "own_name" if facts.get("own_name") else "name"  # who writes a word wants it
        try:
            facts["username"] = usernames.settle(facts[place])
        except ValidationError as refusal:
            self.add_error(place, refusal)
            return
        if aliases.points_to(self.alias, facts["username"]):
            self.add_error(place, _("Your name in the group is in this. Choose another word."))

    @property
    def account(self):
        """What an account is opened with."""
        return {key: self.cleaned_data[key] for key in ("username", "passphrase", "email")}

    def _check_passphrase(self, facts):
        person = User(username=facts.get("username", ""), email=facts.get("email", ""))
        try:
            password_validation.validate_password(facts["passphrase"], person)
        except ValidationError as refusal:
            self.add_error("passphrase", refusal)


class MuteForm(forms.Form):
    """For how long somebody is asked to listen. Empty means until the meeting ends."""

    MINUTES = (("10", _("10 minutes")), ("30", _("30 minutes")), ("", _("until the meeting ends")))

    minutes = forms.TypedChoiceField(
        label=_("For how long"),
        choices=MINUTES,
        coerce=int,
        empty_value=None,
        required=False,
    )


class RemoveForm(ReasonForm):
    """Why somebody is asked to leave: they read it. Each rule is a button that sends it."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["reason"].help_text = _(
            "The person reads this, with your name. Left empty, the sentence under the rule stands there."
        )
