"""Running a room: who attends, how it is led, and telling open pages how it stands."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from community.audit.actions import record
from community.live import publish
from community.verdicts import require
from groups import rules, scene
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
        tell_everyone(room=room)


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
    tell_everyone(room=room)


@transaction.atomic
def pause(*, room, actor: Membership, text: str = ""):
    """Stop the talk for a while, with a message everybody sees."""
    room = Room.objects.locked(room)
    require(rules.may_run(actor.user, actor, room))
    room.paused_at, room.pause_text = timezone.now(), text
    room.save(update_fields=["paused_at", "pause_text"])
    record(actor.user, "room.paused", room)
    tell_everyone(room=room)


@transaction.atomic
def resume(*, room, actor: Membership):
    """Let the talk go on."""
    room = Room.objects.locked(room)
    require(rules.may_run(actor.user, actor, room))
    room.paused_at, room.pause_text = None, ""
    room.save(update_fields=["paused_at", "pause_text"])
    record(actor.user, "room.resumed", room)
    tell_everyone(room=room)


@transaction.atomic
def close_meeting(*, meeting, actor: Membership):
    """End the meeting now. The room also closes by itself a while after the hour.

    What was said of a taken call ends with it; a call nobody has taken stays open, and moderators see it.
    """
    room = Room.objects.locked(meeting.group.room)
    require(rules.may_run(actor.user, actor, room))
    if meeting.closed_at:
        return
    lately = list(room.calls.taken_lately().select_related("caller__user", "caller__group"))
    meeting.closed_at = timezone.now()
    meeting.save(update_fields=["closed_at"])
    room.paused_at, room.pause_text, room.mode = None, "", Room.Mode.OPEN_TALK
    asked, room.asks, room.exercise = room.asks, Room.Asks.NOTHING, ""
    room.save(update_fields=["paused_at", "pause_text", "mode", "asks", "exercise"])
    room.signs.all().delete()
    record(actor.user, "meeting.closed", meeting)
    tell_everyone(room=room, parts=scene.EVERYONE)
    if asked:
        tell_members(room=room, parts=("check",))
    tell_staff(room=room, parts=("check_group", "exercise_lead"))
    taken = [call.caller for call in lately]
    for caller in taken:
        tell_own(room=room, seat=caller, parts=("call",))
    if taken:
        tell_staff(room=room)


def tell_everyone(*, room, parts=("state",)):
    """Bring these parts up to date on every open page of the room; the counter lets a page that missed it catch up."""
    room.advance_scene()
    publish(room.audience, "room.scene", parts=scene.everyone(room, parts))


def tell_staff(*, room, parts=("panel",)):
    """The same for what staff alone see."""
    room.advance_staff()
    publish(room.staff_audience, "staff.scene", parts=scene.staff(room, parts))


def tell_members(*, room, parts):
    """What each member sees of their own, to every one of them: when something is asked of all."""
    members = room.group.memberships.current().exclude(part__in=Membership.STAFF).exclude(user=None)
    for seat in members.select_related("user"):
        seat.group = room.group
        tell_own(room=room, seat=seat, parts=parts)


def tell_own(*, room, seat: Membership, parts):
    """The same for one person's own pages. Needs `seat.user` and `seat.group`."""
    publish(seat.user.audience, "own.scene", room=str(room.pk), parts=scene.own(room, seat, parts))
