"""Forms of the two pages on which a person chooses: mails and devices, and this screen."""

from django import forms
from django.utils.translation import gettext_lazy as _

from community.accounts.models import User
from community.push import Way


class MailsForm(forms.ModelForm):
    """Whether and when we write. Without an address nothing is sent, and the page says so."""

    class Meta:
        model = User
        fields = ["digest", "reminds", "quiet_from", "quiet_to"]
        labels = {
            "digest": _("A mail that there is something new"),
            "reminds": _("A mail on the day of a meeting"),
            "quiet_from": _("No mails from"),
            "quiet_to": _("until"),
        }
        widgets = {
            "digest": forms.RadioSelect,
            "quiet_from": forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
            "quiet_to": forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        }


class ScreenForm(forms.ModelForm):
    """What may be seen by somebody who looks at this screen."""

    class Meta:
        model = User
        fields = ["tab_is_neutral", "exit_to", "ends_with_tab"]
        labels = {
            "tab_is_neutral": _("Show “Page” and a plain sheet in the tab, not our name"),
            "exit_to": _("Exit page opens"),
            "ends_with_tab": _("Sign me out when the last page is closed"),
        }
        help_texts = {
            "tab_is_neutral": _("The address still shows the name of this site."),
            "ends_with_tab": _("About three minutes after it was closed. It needs JavaScript."),
        }
        widgets = {"exit_to": forms.RadioSelect}


class DeviceForm(forms.Form):
    """How a browser is reached, as it says itself; `way` once that is whole."""

    endpoint = forms.CharField(max_length=1000)
    p256dh = forms.CharField(max_length=100)
    auth = forms.CharField(max_length=40)

    def clean(self):
        facts = super().clean()
        if not self.errors:
            facts["way"] = Way(**facts)
            if not facts["way"].is_whole():
                raise forms.ValidationError(
                    _("It was not turned on. Nothing has changed; you can try again."), "not_whole"
                )
        return facts
