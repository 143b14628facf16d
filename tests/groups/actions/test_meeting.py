"""Planning meetings from a weekly rule in local time."""

import datetime
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from community.audit.models import Entry
from groups.actions.meeting import cancel_meeting, plan_meetings, set_agenda
from groups.chores import plan_ahead
from groups.models import Meeting
from groups.rhythm import instants
from tests import cast

pytestmark = pytest.mark.django_db
HELSINKI = ZoneInfo("Europe/Helsinki")


def make(first_on, **fields):
    return cast.make_group(
        first_on=datetime.date.fromisoformat(first_on), time_zone="Europe/Helsinki", **fields
    )


def test_local_time_is_kept_across_daylight_saving():
    group = make("2026-10-20", meetings_planned=2)

    first, second = instants(group)

    assert (first.hour, second.hour) == (15, 16)  # UTC: the clocks went back on 25 October 2026
    assert first.astimezone(HELSINKI).hour == second.astimezone(HELSINKI).hour == 18


def test_public_holidays_are_skipped_and_do_not_count():
    group = make(
        "2026-12-18", meetings_planned=3
    )  # Fridays: 25 December and 1 January are holidays in Finland

    days = [moment.astimezone(HELSINKI).date().isoformat() for moment in instants(group)]

    assert days == ["2026-12-18", "2027-01-08", "2027-01-15"]


def test_holidays_can_be_kept():
    group = make("2026-12-18", meetings_planned=2, skips_holidays=False)

    assert [moment.astimezone(HELSINKI).day for moment in instants(group)] == [18, 25]


def test_every_other_week():
    group = make("2026-11-05", meetings_planned=2, every_weeks=2)

    assert [moment.astimezone(HELSINKI).day for moment in instants(group)] == [5, 19]


def test_planning_twice_changes_nothing_and_keeps_what_was_moved():
    group = make("2026-11-05", meetings_planned=3)
    until = datetime.datetime(2027, 1, 1, tzinfo=HELSINKI)
    plan_meetings(group=group, until=until)
    moved = group.meetings.get(number=2)
    moved.starts_at += datetime.timedelta(days=1)
    moved.ends_at += datetime.timedelta(days=1)
    moved.save()

    assert plan_meetings(group=group, until=until) == []

    assert list(group.meetings.values_list("number", flat=True)) == [1, 2, 3]
    assert group.meetings.get(number=2).starts_at == moved.starts_at


def test_a_group_without_an_end_is_planned_eight_weeks_ahead():
    group = cast.make_group(meetings_planned=None, skips_holidays=False)

    plan_ahead()

    assert group.meetings.count() in (8, 9)
    assert all(
        meeting.ends_at - meeting.starts_at == datetime.timedelta(minutes=90)
        for meeting in Meeting.objects.all()
    )


def test_an_ended_group_is_not_planned():
    group = cast.make_group(ended_at=timezone.now())

    plan_ahead()

    assert not group.meetings.exists()


def test_a_meeting_that_has_not_begun_can_be_cancelled_once(group, coordinator):
    meeting = cast.make_meeting(group, starts_in=60)

    cancel_meeting(meeting=meeting, actor=coordinator)
    when = meeting.cancelled_at
    cancel_meeting(meeting=meeting, actor=coordinator)

    assert meeting.cancelled_at == when
    assert not Meeting.objects.coming().exists()


def test_an_open_meeting_is_not_cancelled_and_members_cancel_none(group, coordinator, member):
    meeting = cast.make_meeting(group, opened_at=timezone.now())

    cancel_meeting(meeting=meeting, actor=coordinator)

    assert meeting.cancelled_at is None
    with pytest.raises(PermissionDenied):
        cancel_meeting(meeting=meeting, actor=member.user)


# --- What it is about ---------------------------------------------------------------------
def test_the_agenda_is_pinned_for_everybody_while_the_meeting_is_on(meeting, facilitator, told):
    room = facilitator.group.room

    with told:
        set_agenda(meeting=meeting, actor=facilitator, theme="Evenings", agenda="Check-in\n\nA round\n")

    (scene,) = told.to(room.audience, "room.scene")
    assert "Evenings" in scene["parts"]["agenda"]
    assert scene["parts"]["agenda"].count("<li>") == 2
    meeting.refresh_from_db()
    assert (meeting.theme, meeting.agenda) == ("Evenings", "Check-in\n\nA round\n")
    assert Entry.objects.get().action == "meeting.agenda"
    assert "Evenings" not in Entry.objects.get().facts_json


def test_the_agenda_of_a_meeting_to_come_is_told_to_nobody_yet(group, facilitator, told):
    coming = cast.make_meeting(group, starts_in=60 * 24)

    with told:
        set_agenda(meeting=coming, actor=facilitator, theme="Evenings")

    assert told.to(group.room.audience) == []


def test_members_do_not_write_the_agenda(meeting, member):
    with pytest.raises(PermissionDenied, match="those who lead"):
        set_agenda(meeting=meeting, actor=member, theme="Mine")
