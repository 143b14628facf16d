"""When it is open: Schedule."""

from datetime import datetime, time
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from community.directory.models.entry import Part, hangs_on, one_of


def check_zone(name):
    """Refuses what is not an IANA zone."""
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        raise ValidationError(_("This is not a time zone we know, as Europe/Helsinki is one.")) from None


class Frequency(models.TextChoices):
    """How often hours come again. The standard knows these two."""

    WEEKLY = "WEEKLY", _("every week")
    MONTHLY = "MONTHLY", _("every month")


class Day(models.TextChoices):
    """The days as iCalendar writes them."""

    MO = "MO", _("Monday")
    TU = "TU", _("Tuesday")
    WE = "WE", _("Wednesday")
    TH = "TH", _("Thursday")
    FR = "FR", _("Friday")
    SA = "SA", _("Saturday")
    SU = "SU", _("Sunday")


class Schedule(Part):
    """Opening hours by the rules of iCalendar (RFC 5545). `community.directory.opening` answers from it.

    `opens_at` and `closes_at` are wall time. Closing at or before opening means the next day; 00:00 to 00:00 is day
    and night. Own: `zone` (IANA), which wins over the standard's `timezone` (hours from UTC; empty: UTC).
    `is_exception`: on its days it alone counts, and without hours it says closed. `open_on_holidays`: empty when
    nobody told us; then the hours of a public holiday are not known.
    """

    Frequency = Frequency
    Day = Day

    service = models.ForeignKey(
        "directory.Service", null=True, blank=True, on_delete=models.CASCADE, related_name="schedules"
    )
    location = models.ForeignKey(
        "directory.Location", null=True, blank=True, on_delete=models.CASCADE, related_name="schedules"
    )
    service_at_location = models.ForeignKey(
        "directory.ServiceAtLocation",
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="schedules",
    )
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)
    dtstart = models.DateField(null=True, blank=True)
    timezone = models.FloatField(null=True, blank=True)
    until = models.DateField(null=True, blank=True)
    count = models.PositiveIntegerField(null=True, blank=True)
    wkst = models.CharField(max_length=2, choices=Day, blank=True)
    freq = models.CharField(max_length=7, choices=Frequency, blank=True)
    interval = models.PositiveIntegerField(null=True, blank=True)
    byday = models.CharField(blank=True)
    byweekno = models.CharField(blank=True)
    bymonthday = models.CharField(blank=True)
    byyearday = models.CharField(blank=True)
    description = models.TextField(blank=True)
    opens_at = models.TimeField(null=True, blank=True)
    closes_at = models.TimeField(null=True, blank=True)
    schedule_link = models.URLField(max_length=2000, blank=True)
    attending_type = models.TextField(blank=True)
    notes = models.TextField(blank=True)
    zone = models.CharField(max_length=40, blank=True, validators=[check_zone])
    is_exception = models.BooleanField(default=False)
    open_on_holidays = models.BooleanField(null=True, blank=True)

    class Meta(Part.Meta):
        constraints = [
            hangs_on("service", "location", "service_at_location", name="schedule_hangs_on_something"),
            one_of("freq", Frequency, "schedule_freq_is_known", or_empty=True),
            one_of("wkst", Day, "schedule_wkst_is_known", or_empty=True),
        ]

    def offset_on(self, day):
        """Hours from UTC at noon of that day, as the standard's `timezone` field wants it; None when nobody told us."""
        if not self.zone:
            return self.timezone
        noon = datetime.combine(day, time(12), ZoneInfo(self.zone))
        return noon.utcoffset().total_seconds() / 3600
