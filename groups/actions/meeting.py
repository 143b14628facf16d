"""When a group meets: planning from its weekly rule, and cancelling."""

from datetime import UTC, datetime, timedelta
from itertools import islice

import holidays
from dateutil.rrule import WEEKLY, rrule
from django.db import transaction
from django.utils import timezone

from community.audit.actions import record
from community.verdicts import require
from groups import rules
from groups.models import Meeting, PeerGroup

AHEAD = timedelta(weeks=8)


def instants(group):
    """The group's meetings as instants (UTC), for ever or as many as are planned; holidays do not count.

    The rule is in local wall time, so 18:00 stays 18:00 across daylight saving. Public holidays are those of the
    group's country; eves and school holidays are cancelled by hand.
    """
    off = holidays.country_holidays(group.country) if group.skips_holidays else {}
    first = datetime.combine(group.first_on, group.meets_at)
    local = (
        moment.replace(tzinfo=group.zone)
        for moment in rrule(WEEKLY, interval=group.every_weeks, dtstart=first, until=first + timedelta(days=3660))
        if moment.date() not in off
    )
    return islice((moment.astimezone(UTC) for moment in local), group.meetings_planned)


@transaction.atomic
def plan_meetings(*, group: PeerGroup, until: datetime | None = None):
    """Write down the group's meetings up to a date (default: eight weeks ahead). Safe to repeat.

    Meetings already written stay as they are, moved or cancelled ones too; each keeps its number.
    """
    until = until or timezone.now() + AHEAD
    known = set(group.meetings.values_list("number", flat=True))
    made = []
    for number, start in enumerate(instants(group), start=1):
        if start > until:
            break
        if number not in known:
            end = start + timedelta(minutes=group.minutes)
            made.append(Meeting(group=group, number=number, starts_at=start, ends_at=end))
    Meeting.objects.bulk_create(made)
    return made


@transaction.atomic
def cancel_meeting(*, meeting: Meeting, actor):
    """Cancel a meeting that has not begun: an eve, a school holiday, an illness."""
    require(rules.may_plan(actor))
    if meeting.cancelled_at or meeting.opened_at:
        return
    meeting.cancelled_at = timezone.now()
    meeting.save(update_fields=["cancelled_at"])
    record(actor, "meeting.cancelled", meeting)


def plan_ahead():
    """Upkeep: every running group has its next eight weeks written down."""
    for group in PeerGroup.objects.running():
        plan_meetings(group=group)
