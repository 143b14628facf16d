"""Running a room: who attends, how it is led, and telling open pages how it stands."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from community.audit.actions import record
from community.live import publish
from community.verdicts import require
from groups import fragments, rules, scene
from groups.models import Meeting, Membership, OnDuty, Room

# An open staff page renews every 10 s; gone that long, the room pauses (within 30 s, as promised).
ATTENDANCE = timedelta(seconds=25)


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
        tell_state(room=room)


@transaction.atomic
def set_mode(*, room, actor: Membership, mode: str):
    """Switch between open talk, every message read first, and only staff speak."""
    room = Room.objects.locked(room)
    require(rules.may_run(actor.user, actor, room))
    if room.mode == mode:
        return
    room.mode = Room.Mode(mode)
    room.save(update_fields=["mode"])
    record(actor.user, "room.mode", room, mode=mode)
    tell_state(room=room)


@transaction.atomic
def pause(*, room, actor: Membership, text: str = ""):
    """Stop the talk for a while, with a message everybody sees."""
    room = Room.objects.locked(room)
    require(rules.may_run(actor.user, actor, room))
    room.paused_at, room.pause_text = timezone.now(), text
    room.save(update_fields=["paused_at", "pause_text"])
    record(actor.user, "room.paused", room)
    tell_state(room=room)


@transaction.atomic
def resume(*, room, actor: Membership):
    """Let the talk go on."""
    room = Room.objects.locked(room)
    require(rules.may_run(actor.user, actor, room))
    room.paused_at, room.pause_text = None, ""
    room.save(update_fields=["paused_at", "pause_text"])
    record(actor.user, "room.resumed", room)
    tell_state(room=room)


@transaction.atomic
def close_meeting(*, meeting, actor: Membership):
    """End the meeting now. The room also closes by itself a while after the hour.

    What was said of a taken call ends with it; a call nobody has taken stays open, and moderators see it.
    """
    room = Room.objects.locked(meeting.group.room)
    require(rules.may_run(actor.user, actor, room))
    if meeting.closed_at:
        return
    lately = list(room.calls.taken_lately().select_related("caller__user"))
    meeting.closed_at = timezone.now()
    meeting.save(update_fields=["closed_at"])
    room.paused_at, room.pause_text, room.mode = None, "", Room.Mode.OPEN_TALK
    room.save(update_fields=["paused_at", "pause_text", "mode"])
    record(actor.user, "meeting.closed", meeting)
    tell_state(room=room)
    taken = [call.caller for call in lately]
    for caller in taken:
        tell_caller(room=room, caller=caller)
    if taken:
        tell_staff(room=room)


def tell_state(*, room):
    """Tell every open page of the room how it stands."""
    publish(room.audience, "room.state", html=scene.state_of(room))


def tell_staff(*, room):
    """Tell the staff's pages what waits for them; the counter lets a page that missed it catch up."""
    room.advance_staff()
    publish(room.staff_audience, "staff.panel", html=scene.panel_of(room))


def tell_seats(*, room):
    """Tell every open page of the room who has a seat."""
    publish(room.audience, "room.seats", html=fragments.seats_html(room, scene.people_of(room)))


def tell_caller(*, room, caller: Membership):
    """Tell one person's own pages how their call for help stands."""
    html = scene.call_of(room, caller)
    publish(caller.user.audience, "call.state", html=html, room=str(room.pk))


def tell_own_seat(*, room, seat: Membership):
    """Tell one person's own pages whether they may speak, and whether staff read their words first."""
    publish(seat.user.audience, "seat.state", html=scene.own_seat_of(room, seat), room=str(room.pk))
