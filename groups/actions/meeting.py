"""When a group meets: planning from its weekly rule, and cancelling."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from community.audit.actions import record
from community.verdicts import require
from groups import rules
from groups.actions.room import locked, tell_everyone
from groups.models import Meeting, Membership, PeerGroup
from groups.rhythm import instants

AHEAD = timedelta(weeks=8)


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


@transaction.atomic
def set_agenda(*, meeting: Meeting, actor: Membership, theme: str = "", agenda: str = ""):
    """Say what a meeting is about: its theme, and its steps, one line each. Pinned for everybody while it is on."""
    room, actor = locked(room=meeting.group.room, actor=actor)
    meeting = room.group.meetings.get(pk=meeting.pk)
    require(rules.may_set_agenda(actor.user, actor, meeting))
    meeting.group = room.group
    meeting.theme, meeting.agenda = theme, agenda
    meeting.save(update_fields=["theme", "agenda"])
    record(actor.user, "meeting.agenda", meeting)
    if room.meeting() == meeting:
        tell_everyone(room=room, parts=("agenda",))
