"""A date and a time written by hand, by a clock that the page names."""

from zoneinfo import ZoneInfo

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from community.directory.crisis import TIME_ZONES


class Moment(forms.DateTimeField):
    """As the browser's own box writes it; read, and shown again, on the clock of `zone`: the site's until it is set."""

    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")

    def __init__(self, **facts):
        super().__init__(**facts)
        self.by_the_clock_of(ZoneInfo(settings.TIME_ZONE))

    def by_the_clock_of(self, zone):
        self.zone = zone
        self.help_text = clock_of(zone)

    def to_python(self, value):
        with timezone.override(self.zone):
            return super().to_python(value)

    def prepare_value(self, value):
        with timezone.override(self.zone):
            return super().prepare_value(value)


def clock_of(zone):
    """Whose clock it is, by the city the zone is called after."""
    return format_lazy(_("By the clock of {city}."), city=zone.key.rpartition("/")[2].replace("_", " "))


def zone_of(concern):
    """The clock of the group; without one, of the country it is about."""
    return concern.group.zone if concern.group else TIME_ZONES[concern.country]
