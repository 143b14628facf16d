"""Working days: what is promised within so many, weekends and public holidays left out."""

from datetime import datetime, timedelta

from django.conf import settings
from django.utils import timezone

from community.directory.opening import is_holiday

SATURDAY = 5


def working_days_after(moment, count):
    """The same wall time so many working days later, in the zone and country of the service."""
    local = timezone.localtime(moment)
    day = local.date()
    while count:
        day += timedelta(days=1)
        count -= day.weekday() < SATURDAY and not is_holiday(settings.COUNTRY, day)
    return datetime.combine(day, local.time(), local.tzinfo)
