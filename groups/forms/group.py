"""A new group, as a coordinator fills it in."""

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from community.accounts.models import Role, User
from groups.models import Membership, PeerGroup

STAFF_FOR_YOUNG = 2  # nobody is alone with minors


class GroupForm(forms.ModelForm):
    name = forms.CharField(
        label=_("Name"),
        max_length=60,
        help_text=_("Neutral, it may be seen by others: “Thursday group”, not what it is about."),
    )
    for_whom = forms.CharField(label=_("For whom"), max_length=160)
    about = forms.CharField(
        label=_("About the group"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("What happens, who is there, how it helps. A reader may be tired: short sentences."),
    )

    class Meta:
        model = PeerGroup
        fields = [
            "language",
            "audience",
            "shape",
            "first_on",
            "meets_at",
            "minutes",
            "every_weeks",
            "meetings_planned",
            "skips_holidays",
            "capacity",
            "staff_needed",
            "is_read_first",
        ]
        labels = {
            "language": _("Language of the group"),
            "audience": _("Made for"),
            "shape": _("How people join"),
            "first_on": _("First meeting on"),
            "meets_at": _("Begins at (local time)"),
            "minutes": _("Minutes"),
            "every_weeks": _("Every how many weeks"),
            "meetings_planned": _("How many meetings"),
            "skips_holidays": _("No meeting on public holidays"),
            "capacity": _("Seats in all"),
            "staff_needed": _("Staff in the room at least"),
            "is_read_first": _("Every message is read before others see it"),
        }
        help_texts = {
            "meetings_planned": _("Leave empty for a group without an end date."),
            "capacity": _("Facilitators count. Nine is usual."),
            "staff_needed": _("With fewer the room rests. Groups of young people have two at least."),
        }
        widgets = {
            "first_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            "meets_at": forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        }

    field_order = ["name", "for_whom", "about"]

    def facts(self):
        """The arguments of `create_group`. Minors' groups are read first and have two staff, whatever was filled in."""
        fields = {name: self.cleaned_data[name] for name in self._meta.fields}
        if fields["audience"] == PeerGroup.Audience.YOUNG:
            fields["is_read_first"] = True
            fields["staff_needed"] = max(fields["staff_needed"], STAFF_FOR_YOUNG)
        text = {name: self.cleaned_data[name] for name in ("name", "for_whom", "about")}
        return {**fields, "texts": {fields["language"]: text}, "country": settings.COUNTRY}


class SeatStaffForm(forms.Form):
    """Giving a professional, or a trained peer beside one, a seat in a group."""

    user = forms.ModelChoiceField(label=_("Who"), queryset=User.objects.none())
    part = forms.ChoiceField(
        label=_("As"),
        choices=[(part, part.label) for part in (Membership.Part.FACILITATOR, Membership.Part.PEER)],
    )

    def __init__(self, *args, group, **kwargs):
        super().__init__(*args, **kwargs)
        current = Role.objects.current()
        without = current.filter(kind__in=[Role.Kind.COORDINATOR, Role.Kind.ADMINISTRATOR]).values("user")
        working = User.objects.filter(pk__in=current.values("user")).exclude(pk__in=without)
        seated = group.memberships.current().values("user")
        self.fields["user"].queryset = working.exclude(pk__in=seated).order_by("display_name")
        self.fields["user"].label_from_instance = lambda user: user.display_name
