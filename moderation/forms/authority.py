"""Writing down that an authority was told."""

from datetime import timedelta

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from moderation.forms.concern import box
from moderation.forms.moment import Moment
from moderation.models import AuthorityNotice


class GivenForm(forms.Form):
    to = forms.ChoiceField(label=_("Which kind of authority?"), choices=AuthorityNotice.To)
    authority = forms.CharField(label=_("Its name, and whom you spoke with"), max_length=200)
    phone = forms.CharField(label=_("Its number"), max_length=60, required=False)
    channel = forms.ChoiceField(
        label=_("How was it told?"),
        help_text=_("Never by ordinary e-mail."),
        choices=AuthorityNotice.Channel,
        widget=forms.RadioSelect,
    )
    given_at = Moment(label=_("When?"))
    reference = forms.CharField(
        label=_("Reference number"),
        help_text=_("Ask for one before the call ends."),
        max_length=120,
        required=False,
    )
    was_told = forms.TypedChoiceField(
        label=_("Did the person or the family know of it beforehand?"),
        choices=[("yes", _("Yes")), ("no", _("No"))],
        coerce=lambda said: said == "yes",
        widget=forms.RadioSelect,
    )
    why_not = box(_("If not: why not"), rows=2, required=False, longest=2000)

    def __init__(self, *args, zone, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["given_at"].by_the_clock_of(zone)

    def clean_given_at(self):
        given_at = self.cleaned_data["given_at"]
        if given_at > timezone.now() + timedelta(minutes=1):
            raise ValidationError(_("This time has not come yet. Write it down once it is done."))
        return given_at

    def clean(self):
        said = super().clean()
        if said.get("was_told") is False and not said.get("why_not"):
            self.add_error("why_not", _("Write why they did not know, even in one line."))
        return said
