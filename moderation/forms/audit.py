"""What somebody looks for in the audit log."""

from zoneinfo import ZoneInfo

from django import forms
from django.conf import settings
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from community.accounts.models import User
from moderation.forms.moment import clock_of
from moderation.ledger import Asked

DAY = {"type": "date"}
OF_SITE = clock_of(ZoneInfo(settings.TIME_ZONE))
ID = RegexValidator(r"^[0-9A-Za-z._:-]{1,64}$", _("This is no id."))
ACT = RegexValidator(
    r"^[a-z_]{1,40}(\.[a-z_]{1,40})?$", _("Acts are written like case.decided, or case for all of them.")
)


class AuditForm(forms.Form):
    person = forms.ModelChoiceField(
        label=_("Who"), queryset=User.objects.none(), required=False, empty_label=_("Everyone")
    )
    act = forms.CharField(
        label=_("What was done"),
        required=False,
        max_length=80,
        validators=[ACT],
        help_text="case.decided, case",
    )
    thing = forms.CharField(label=_("To what (an id)"), required=False, max_length=64, validators=[ID])
    first_day = forms.DateField(
        label=_("From"),
        help_text=OF_SITE,
        required=False,
        widget=forms.DateInput(attrs=DAY, format="%Y-%m-%d"),
    )
    last_day = forms.DateField(
        label=_("Until"),
        help_text=OF_SITE,
        required=False,
        widget=forms.DateInput(attrs=DAY, format="%Y-%m-%d"),
    )

    def __init__(self, *args, **facts):
        super().__init__(*args, **facts)
        self.fields["person"].queryset = (
            User.objects.filter(roles__isnull=False).distinct().order_by("display_name")
        )
        self.fields["person"].label_from_instance = lambda user: user.display_name or str(user.pk)

    def asked(self):
        """Needs a valid form."""
        facts = self.cleaned_data
        person = facts["person"]
        return Asked(**{**facts, "person": str(person.pk) if person else ""})
