"""When a group meets: its weekly rule in local time, as instants."""

from datetime import UTC, datetime, timedelta
from itertools import islice

import holidays
from dateutil.rrule import WEEKLY, rrule


def instants(group):
    """The group's meetings as instants (UTC), for ever or as many as are planned; holidays do not count.

    The rule is in local wall time, so 18:00 stays 18:00 across daylight saving. Public holidays are those of the
    group's country; eves and school holidays are cancelled by hand.
    """
    off = holidays.country_holidays(group.country) if group.skips_holidays else {}
    first = datetime.combine(group.first_on, group.meets_at)
    local = (
        moment.replace(tzinfo=group.zone)
        for moment in rrule(
            WEEKLY, interval=group.every_weeks, dtstart=first, until=first + timedelta(days=3660)
        )
        if moment.date() not in off
    )
    return islice((moment.astimezone(UTC) for moment in local), group.meetings_planned)
