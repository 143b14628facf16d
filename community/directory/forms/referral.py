"""What a person hands over, and what a service answers."""

from datetime import timedelta

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.directory import passes
from community.directory.forms.reach import ReachForm
from community.directory.models import Referral
from community.directory.models.referral import THINGS

MESSAGE = (
    ("yes", _("You may leave a message.")),
    ("no", _("Leave no message: others may hear or read it.")),
)
FURTHEST = timedelta(days=90)


class HandForm(ReachForm):
    """What the service may read. The next page asks to tick each thing."""

    REACH = (_("How they can reach you"), _("The service needs a way to reach you."))
    field_order = ("name", "reach", "times", "message", "language", "words", "by_letter")

    name = forms.CharField(
        label=_("What you want to be called"),
        max_length=80,
        required=False,
        help_text=_("A first name is enough."),
    )
    message = forms.ChoiceField(
        label=_("Is it safe to leave a message?"), choices=MESSAGE, initial="no", widget=forms.RadioSelect
    )
    words = forms.CharField(
        label=_("In your own words"),
        max_length=1000,
        required=False,
        help_text=_("What you want the service to know. Write nothing that others told in a group."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    by_letter = forms.BooleanField(
        label=_("I take a letter with a code there myself"),
        required=False,
        help_text=_("Then no e-mail is sent. The next page is the letter."),
    )

    @property
    def filled(self):
        """What there is to hand over, as the service would read it: {name: words}."""
        said = {name: self.cleaned_data.get(name, "") for name in THINGS}
        said["message"] = str(dict(MESSAGE)[said["message"]])
        said["language"] = str(dict(settings.LANGUAGES)[said["language"]])
        return {name: words for name, words in said.items() if words}


class TickForm(forms.Form):
    """One box for each thing that was filled in, none ticked beforehand, and the consent."""

    use_required_attribute = False

    def __init__(self, *args, filled, follower="", **kwargs):
        kwargs.setdefault("auto_id", "give-%s")
        super().__init__(*args, **kwargs)
        self.filled = filled
        for name, words in filled.items():
            self.fields[f"give_{name}"] = forms.BooleanField(
                label=THINGS[name], help_text=words, required=False
            )
        if follower:
            self.fields["is_followed"] = forms.BooleanField(
                label=_("%(name)s may see where it stands") % {"name": follower},
                help_text=_("Sent, read, answered, done: never what you write here."),
                required=False,
            )
        self.fields["consent"] = forms.BooleanField(
            label=_("I agree that the service reads what I have ticked, and nothing else"),
            help_text=_("You can take it back at any time."),
            error_messages={"required": _("Without your yes nothing is handed over.")},
        )

    def clean_give_reach(self):
        if not self.cleaned_data["give_reach"]:
            raise forms.ValidationError(_("The service needs a way to reach you. Tick it to go on."))
        return True

    @property
    def handed(self):
        """Exactly what was ticked."""
        return {name: words for name, words in self.filled.items() if self.cleaned_data.get(f"give_{name}")}


class PassForm(forms.Form):
    """A code from a letter, or the one a service was given when it opened a referral."""

    code = forms.CharField(
        label=_("Your code"),
        max_length=40,
        help_text=_("Twelve letters and digits. Capitals and dashes do not matter."),
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
        ),
    )

    def clean_code(self):
        return passes.typed(self.cleaned_data["code"])


class AcceptForm(forms.Form):
    """A yes: by when the service gets in touch, and a few words."""

    first_contact = forms.DateField(
        label=_("By what day do you get in touch?"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    answer = forms.CharField(
        label=_("Words to the person"),
        max_length=Referral.ANSWER,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def clean_first_contact(self):
        day, today = self.cleaned_data["first_contact"], timezone.localdate()
        if not today <= day <= today + FURTHEST:
            raise forms.ValidationError(_("Choose a day from today to three months from now."))
        return day


class DeclineForm(forms.Form):
    """A no is never the end: why, and where to turn instead."""

    reason = forms.ChoiceField(label=_("Why not?"), choices=Referral.Reason, widget=forms.RadioSelect)
    answer = forms.CharField(
        label=_("Where can the person turn instead?"),
        max_length=Referral.ANSWER,
        help_text=_("The person reads this. Name a service, or say when to try again."),
        error_messages={"required": _("Name one way on, so that a no is not the end.")},
        widget=forms.Textarea(attrs={"rows": 3}),
    )
