"""Forms of the rota, the duty and the hand-over."""

from datetime import timedelta

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from community.accounts.models import User
from moderation.forms.moment import Moment
from moderation.models import Shift
from moderation.watchers import everybody

LONGEST = timedelta(hours=24)
HOURS = (1, 2, 4, 6, 8)


class PlanForm(forms.Form):
    person = forms.ModelChoiceField(label=_("Who"), queryset=User.objects.none())
    kind = forms.ChoiceField(label=_("As what"), choices=Shift.Kind, widget=forms.RadioSelect, initial="duty")
    starts_at = Moment(label=_("From"))
    ends_at = Moment(label=_("Until"))
    order = forms.IntegerField(
        label=_("Place in the on-call line"),
        help_text=_("Only for those on call: 1 is asked first."),
        min_value=1,
        max_value=9,
        required=False,
    )

    def __init__(self, *args, **facts):
        super().__init__(*args, **facts)
        self.fields["person"].queryset = User.objects.filter(pk__in=everybody()).order_by(
            "display_name", "pk"
        )
        self.fields["person"].label_from_instance = lambda user: user.display_name or user.username

    def clean(self):
        facts = super().clean()
        start, end = facts.get("starts_at"), facts.get("ends_at")
        if start and end and not start < end:
            raise ValidationError(_("A shift ends after it begins."))
        if start and end and end - start > LONGEST:
            raise ValidationError(_("A shift is at most a day long."))
        if facts.get("kind") == Shift.Kind.ON_CALL and not facts.get("order"):
            raise ValidationError(_("Whoever is on call needs a place in the line: 1, 2, 3 and so on."))
        facts["order"] = facts.get("order") or 0
        return facts


class HoursForm(forms.Form):
    hours = forms.TypedChoiceField(
        label=_("For how many hours?"), choices=[(hours, hours) for hours in HOURS], coerce=int, initial=4
    )


class HandOverForm(forms.Form):
    words = forms.CharField(
        label=_("What should whoever comes next know?"),
        help_text=_("Write aliases, not names. Only those on watch read it."),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 6}),
    )


class PromiseForm(forms.Form):
    words = forms.CharField(
        label=_("What was promised, to whom, until when?"),
        help_text=_("One line, with aliases."),
        max_length=500,
    )


class HowAreYouForm(forms.Form):
    """Three short questions; what is answered is kept nowhere."""

    SCALE = [("0", _("Not at all")), ("1", _("A little")), ("2", _("Quite a bit")), ("3", _("Very much"))]
    stays = forms.ChoiceField(
        label=_("Does something you read stay with you?"), choices=SCALE, widget=forms.RadioSelect
    )
    tired = forms.ChoiceField(label=_("Are you tired?"), choices=SCALE, widget=forms.RadioSelect)
    alone = forms.ChoiceField(label=_("Did you feel alone with it?"), choices=SCALE, widget=forms.RadioSelect)

    HEAVY = 2

    @property
    def is_heavy(self):
        return any(int(answer) >= self.HEAVY for answer in self.cleaned_data.values())
