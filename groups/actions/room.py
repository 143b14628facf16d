"""Running a room: who attends, how it is led, and telling open pages how it stands."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone, translation

from community.audit.actions import record
from community.live import publish
from community.verdicts import require
from groups import fragments, rules
from groups.models import Meeting, Membership, Message, OnDuty, Room

# An open staff page renews every 10 s; gone that long, the room pauses (within 30 s, as promised).
ATTENDANCE = timedelta(seconds=25)


def locked(room):
    """The room as it stands now, its row locked until the transaction ends. One query."""
    return Room.objects.select_for_update(of=("self",)).select_related("group").get(pk=room.pk)


@transaction.atomic
def attend(*, room, actor: Membership, seconds: int | None = None):
    """Note that a facilitator is in the room for the next moments; their first coming opens the meeting."""
    require(rules.may_run(actor.user, actor, room))
    now = timezone.now()
    until = now + (timedelta(seconds=seconds) if seconds else ATTENDANCE)
    OnDuty.objects.update_or_create(room=room, user=actor.user, defaults={"until": until})
    meeting = room.meeting(now)
    if meeting is None or meeting.opened_at or room.staff_here < room.group.staff_needed:
        return
    if Meeting.objects.filter(pk=meeting.pk, opened_at=None).update(opened_at=now):
        record(actor.user, "meeting.opened", meeting)
        tell_state(room)


@transaction.atomic
def set_mode(*, room, actor: Membership, mode: str):
    """Switch between open talk, every message read first, and only staff speak."""
    room = locked(room)
    require(rules.may_run(actor.user, actor, room))
    if room.mode == mode:
        return
    room.mode = Room.Mode(mode)
    room.save(update_fields=["mode"])
    record(actor.user, "room.mode", room, mode=mode)
    tell_state(room)


@transaction.atomic
def pause(*, room, actor: Membership, text: str = ""):
    """Stop the talk for a while, with a message everybody sees."""
    room = locked(room)
    require(rules.may_run(actor.user, actor, room))
    room.paused_at, room.pause_text = timezone.now(), text
    room.save(update_fields=["paused_at", "pause_text"])
    record(actor.user, "room.paused", room)
    tell_state(room)


@transaction.atomic
def resume(*, room, actor: Membership):
    """Let the talk go on."""
    room = locked(room)
    require(rules.may_run(actor.user, actor, room))
    room.paused_at, room.pause_text = None, ""
    room.save(update_fields=["paused_at", "pause_text"])
    record(actor.user, "room.resumed", room)
    tell_state(room)


@transaction.atomic
def close_meeting(*, meeting, actor: Membership):
    """End the meeting now. The room also closes by itself a while after the hour."""
    room = locked(meeting.group.room)
    require(rules.may_run(actor.user, actor, room))
    if meeting.closed_at:
        return
    meeting.closed_at = timezone.now()
    meeting.save(update_fields=["closed_at"])
    room.paused_at, room.pause_text, room.mode = None, "", Room.Mode.OPEN_TALK
    room.save(update_fields=["paused_at", "pause_text", "mode"])
    record(actor.user, "meeting.closed", meeting)
    tell_state(room)


def state_of(room):
    """How the room stands now, as everyone in it sees it. Two queries."""
    meeting = room.meeting()
    staff_count = room.staff_here
    with translation.override(room.group.language):
        verdict = rules.may_talk_now(room, meeting, staff_count)
    return fragments.state_html(room, room.status_of(meeting, staff_count), room.mode, meeting, verdict)


def panel_of(room):
    """What waits for staff: calls for help first, then held words, longest first. Two queries."""
    held = list(Message.objects.filter(room=room).waiting().select_related("author"))
    for message in held:
        message.room = room
    calls = list(room.calls.open().select_related("caller"))
    return fragments.panel_html(room, held, calls)


def people_of(room, here=frozenset()):
    """The seats in their order, for the ring. One query."""
    seats = room.group.memberships.current().order_by("seat_number")
    return [
        {
            "id": str(seat.pk),
            "alias": seat.alias,
            "staff": seat.is_staff,
            "role": seat.get_part_display() if seat.is_staff else "",
            "here": str(seat.pk) in here,
        }
        for seat in seats
    ]


def tell_state(room):
    """Tell every open page of the room how it stands."""
    publish(room.audience, "room.state", html=state_of(room))


def tell_staff(room):
    """Tell the staff's pages what waits for them; the counter lets a page that missed it catch up."""
    room.advance_staff()
    publish(room.staff_audience, "staff.panel", html=panel_of(room))


def tell_seats(room):
    """Tell every open page of the room who has a seat."""
    publish(room.audience, "room.seats", html=fragments.seats_html(room, people_of(room)))

