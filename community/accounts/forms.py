"""What people are asked about accounts, in our words. Most build on allauth's forms, which hold the rules."""

from datetime import timedelta

from allauth.account import forms as allauth_forms
from allauth.account.models import EmailAddress
from allauth.mfa.base import forms as mfa_forms
from allauth.mfa.totp.forms import ActivateTOTPForm
from django import forms
from django.contrib.auth import password_validation
from django.core.validators import MaxLengthValidator
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.accounts.models import Credential, Role, User

NEW = _("New passphrase")
ADDRESS_AT_MOST = 254  # RFC 5321
LENGTH = _("At least 15 characters. Four or five words in a row work well, spaces included.")


def reword(field, label, hint="", **attrs):
    """Give a field of allauth's our words, and no placeholder: it would vanish while one writes."""
    field.label, field.help_text = label, hint
    field.widget.attrs.pop("placeholder", None)
    field.widget.attrs.update(attrs)


class WrittenOnce:
    """A new passphrase is typed once; `<show-passphrase>` lets the person look at it instead."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        del self.fields["password2"]
        reword(self.fields["password1"], NEW, LENGTH)


class LoginForm(allauth_forms.LoginForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        login = self.fields["login"]
        login.max_length = ADDRESS_AT_MOST
        login.validators.append(MaxLengthValidator(ADDRESS_AT_MOST))  # SQLite compares no more than 50,000
        reword(
            self.fields["login"],
            _("Sign-in name or e-mail address"),
            autocomplete="username",
            autocapitalize="none",
            spellcheck="false",
        )
        reword(self.fields["password"], _("Passphrase"))


class ReauthenticateForm(allauth_forms.ReauthenticateForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        reword(self.fields["password"], _("Passphrase"))


class ChangePasswordForm(WrittenOnce, allauth_forms.ChangePasswordForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        reword(self.fields["oldpassword"], _("Passphrase you have now"))


class SetPasswordForm(WrittenOnce, allauth_forms.SetPasswordForm):
    pass


class ResetPasswordKeyForm(WrittenOnce, allauth_forms.ResetPasswordKeyForm):
    pass


class ResetPasswordForm(allauth_forms.ResetPasswordForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        reword(self.fields["email"], _("E-mail address"))

    def clean_email(self):
        """Only a confirmed address opens an account: a mistyped one would hand it to a stranger."""
        email = super().clean_email()
        confirmed = EmailAddress.objects.filter(email=email, verified=True, user__in=self.users)
        self.users = [address.user for address in confirmed.select_related("user")]
        return email


class AddEmailForm(allauth_forms.AddEmailForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        reword(self.fields["email"], _("E-mail address"))


class CodeForm(mfa_forms.AuthenticateForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        reword(
            self.fields["code"],
            _("Code"),
            _("Six digits from your app, or one of your recovery codes."),
            inputmode="numeric",
            autofocus=True,
        )


class CodeAgainForm(mfa_forms.ReauthenticateForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        reword(
            self.fields["code"],
            _("Code"),
            _("Six digits from your app, or one of your recovery codes."),
            inputmode="numeric",
        )


class AppForm(ActivateTOTPForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        reword(self.fields["code"], _("Code the app shows"), inputmode="numeric")


class ChoicesForm(forms.ModelForm):
    """Language, and whose crisis lines."""

    class Meta:
        model = User
        fields = ["language", "country"]
        labels = {"language": _("Language"), "country": _("Country")}
        help_texts = {"country": _("Help now shows the lines of this country first.")}


class ReturnForm(forms.Form):
    """The code somebody was handed, and a new passphrase."""

    code = forms.CharField(
        label=_("Code"),
        max_length=40,
        help_text=_("Twelve letters and digits, from the person who looks after your group."),
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
        ),
    )
    passphrase = forms.CharField(
        label=NEW,
        help_text=LENGTH,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def clean_passphrase(self):
        """Judged before the code is looked at and without its owner: the answer tells nothing of the code."""
        password_validation.validate_password(self.cleaned_data["passphrase"])
        return self.cleaned_data["passphrase"]


class ReceiptForm(forms.Form):
    """The code of a receipt."""

    code = forms.CharField(
        label=_("Code"),
        max_length=40,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
        ),
    )


class NewColleagueForm(forms.Form):
    display_name = forms.CharField(
        label=_("Name"), max_length=60, help_text=_("As members and colleagues will see it.")
    )
    email = forms.EmailField(label=_("E-mail address at work"))
    language = forms.ChoiceField(label=_("Language"), choices=User._meta.get_field("language").choices)
    kind = forms.ChoiceField(label=_("First duty"), choices=Role.Kind.choices, widget=forms.RadioSelect)

    def __init__(self, *args, kinds, **kwargs):
        """`kinds`: the duties this manager may give."""
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [choice for choice in Role.Kind.choices if choice[0] in kinds]

    def clean_email(self):
        """Managers see every colleague, so they may be told of one they overlooked; never of a member."""
        email = self.cleaned_data["email"].lower()
        if User.objects.filter(email=email, roles__isnull=False).exists():
            raise forms.ValidationError(_("A colleague with this address is in the list already."))
        return email


class GrantForm(forms.Form):
    kind = forms.ChoiceField(label=_("Duty"))

    def __init__(self, *args, kinds, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [choice for choice in Role.Kind.choices if choice[0] in kinds]


class ReasonForm(forms.Form):
    reason = forms.CharField(label=_("Why"), max_length=300)


class CheckForm(forms.ModelForm):
    """What was seen in the register."""

    class Meta:
        model = Credential
        fields = ["profession", "register", "number", "checked_on", "next_check_on"]
        labels = {
            "profession": _("Profession"),
            "register": _("Register"),
            "number": _("Number in the register"),
            "checked_on": _("Looked up on"),
            "next_check_on": _("Look up again by"),
        }
        help_texts = {"number": _("Stored sealed. Shown to coordinators only, and each look is recorded.")}
        widgets = {
            "checked_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            "next_check_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        today = timezone.localdate()
        self.initial.setdefault("checked_on", today)
        self.initial.setdefault("next_check_on", today + timedelta(days=182))
