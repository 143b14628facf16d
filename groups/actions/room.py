"""Running a room: who attends, how it is led, and telling open pages how it stands."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from community.audit.actions import record
from community.live import publish
from community.verdicts import require
from groups import rules, scene
from groups.models import Meeting, Membership, OnDuty, Room, Turn
from groups.models.meeting import EARLY

# An open staff page renews every 10 s; gone that long, the room pauses (within 30 s, as promised).
ATTENDANCE = timedelta(seconds=25)
HOW = ("mode", "mode_after", "quiet_until")  # how the room works now


def locked(*, room, actor: Membership):
    """The room, its row locked until the transaction ends, and the seat of whoever acts, both as they stand now.

    Somebody may have ended or muted that seat while this waited for the row, so the rules are asked about the seat as
    it is then. One order for everybody, or two would wait for one another: the group's row, the room's, seats, the
    audit's last.
    """
    room = Room.objects.locked(room)
    seat = _seat_now(actor)
    if seat.group_id == room.group_id:
        seat.group = room.group
    return room, seat


def _seat_now(actor):
    seat = Membership.objects.select_related("user", "group").filter(pk=actor.pk).first()
    if seat is None or seat.user is None:
        require(rules.may_enter(None, None))
    return seat


@transaction.atomic
def attend(*, room, actor: Membership, seconds: int | None = None):
    """Note that a facilitator is in the room for the next moments; their first coming opens the meeting."""
    actor = _seat_now(actor)
    require(rules.may_run(actor.user, actor, room))
    now = timezone.now()
    until = now + (timedelta(seconds=seconds) if seconds else ATTENDANCE)
    OnDuty.objects.update_or_create(room=room, user=actor.user, defaults={"until": until})
    meeting = room.meeting(now)
    if meeting is None or meeting.opened_at or room.staff_here < room.group.staff_needed:
        return
    room, actor = locked(room=room, actor=actor)
    require(rules.may_run(actor.user, actor, room))
    if Meeting.objects.filter(pk=meeting.pk, opened_at=None).update(opened_at=now):
        _begin_afresh(room, meeting)
        record(actor.user, "meeting.opened", meeting)
        tell_everyone(room=room, parts=("state", "seats"))


def _begin_afresh(room, meeting):
    """Take down what is left of a meeting that closed by the clock: its round, its hands and breaks."""
    room.signs.filter(since__lt=meeting.starts_at - EARLY).delete()
    room.rounds.going_on().exclude(meeting=meeting).update(ended_at=timezone.now())
    if room.mode == Room.Mode.ROUND and not room.rounds.going_on().exists():
        room.change_to(room.mode_after)
        room.save(update_fields=HOW)


@transaction.atomic
def set_mode(*, room, actor: Membership, mode: str):
    """Switch between open talk, every message read first, and only staff speak; a round or quiet time ends with it."""
    room, actor = locked(room=room, actor=actor)
    require(rules.may_switch(actor.user, actor, room, Room.Mode(mode)))
    if room.mode == mode:
        return
    before = room.mode
    room.change_to(mode)
    room.save(update_fields=HOW)
    if before == Room.Mode.ROUND:
        end_rounds(room=room)
    record(actor.user, "room.mode", room, mode=mode)
    beside = {Room.Mode.ROUND: ("round", "seats"), Room.Mode.QUIET: ("quiet",)}.get(before, ())
    tell_everyone(room=room, parts=("state", *beside))
    if beside:
        tell_staff(room=room, parts=("leading",))


def end_rounds(*, room):
    """End whatever round is going on, and tell those who were in it that no turn is theirs. Needs the room locked."""
    going_on = room.rounds.going_on().first()
    if going_on is None:
        return
    room.rounds.going_on().update(ended_at=timezone.now())
    going_on.turns.now().update(state=Turn.State.SKIPPED)
    seats = Membership.objects.current().filter(turns__round=going_on, user__isnull=False)
    for seat in seats.select_related("user", "group"):
        tell_own(room=room, seat=seat, parts=("my_turn",))


@transaction.atomic
def begin_quiet(*, room, actor: Membership, minutes: int):
    """Let everybody be quiet for so many minutes. It is over by the clock; no job ends it. Begun again, it starts anew.

    An exercise that is shown stays, unfolded until the quiet time is over.
    """
    room, actor = locked(room=room, actor=actor)
    require(rules.may_begin_quiet(actor.user, actor, room, room.meeting()))
    room.change_to(Room.Mode.QUIET)
    room.quiet_until = timezone.now() + timedelta(minutes=minutes)
    room.save(update_fields=HOW)
    record(actor.user, "room.quiet", room, minutes=minutes)
    tell_everyone(room=room, parts=("state", "quiet"))
    tell_staff(room=room, parts=("leading",))


@transaction.atomic
def end_quiet(*, room, actor: Membership):
    """End the quiet time before the clock does; the room goes back to the mode it was in."""
    room, actor = locked(room=room, actor=actor)
    require(rules.may_run(actor.user, actor, room))
    if not room.is_quiet:
        return
    room.change_to(room.mode_after)
    room.quiet_until = timezone.now()
    room.save(update_fields=HOW)
    record(actor.user, "room.quiet", room, minutes=0)
    tell_everyone(room=room, parts=("state", "quiet", "exercise"))
    tell_staff(room=room, parts=("leading",))


@transaction.atomic
def set_slow(*, room, actor: Membership, seconds: int):
    """Let every member write one message in so many seconds (0: as they come). One of `Room.SLOW`, else ValueError."""
    if seconds not in Room.SLOW:
        raise ValueError(f"{seconds} is not a pace of the room")
    room, actor = locked(room=room, actor=actor)
    require(rules.may_run(actor.user, actor, room))
    if room.slow_seconds == seconds:
        return
    room.slow_seconds = seconds
    room.save(update_fields=["slow_seconds"])
    record(actor.user, "room.slow", room, seconds=seconds)
    tell_everyone(room=room)
    tell_staff(room=room, parts=("slow",))


@transaction.atomic
def pause(*, room, actor: Membership, text: str = ""):
    """Stop the talk for a while, with a message everybody sees."""
    room, actor = locked(room=room, actor=actor)
    require(rules.may_run(actor.user, actor, room))
    room.paused_at, room.pause_text = timezone.now(), text
    room.save(update_fields=["paused_at", "pause_text"])
    record(actor.user, "room.paused", room)
    tell_everyone(room=room)


@transaction.atomic
def resume(*, room, actor: Membership):
    """Let the talk go on."""
    room, actor = locked(room=room, actor=actor)
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
    room, actor = locked(room=meeting.group.room, actor=actor)
    require(rules.may_run(actor.user, actor, room))
    if meeting.closed_at:
        return
    lately = list(room.calls.taken_lately().select_related("caller__user", "caller__group"))
    meeting.closed_at = timezone.now()
    meeting.save(update_fields=["closed_at"])
    asked, room.asks = room.asks, Room.Asks.NOTHING
    _leave_as_new(room)
    record(actor.user, "meeting.closed", meeting)
    tell_everyone(room=room, parts=scene.EVERYONE)
    if asked:
        tell_members(room=room, parts=("check",))
    taken = [call.caller for call in lately]
    for caller in taken:
        tell_own(room=room, seat=caller, parts=("call",))
    beside = ("check_group", "exercise_lead", "leading", "hands", "slow")
    tell_staff(room=room, parts=("panel", *beside) if taken else beside)


def _leave_as_new(room):
    """What one meeting did with the room is not there for the next one. Needs the room's row locked."""
    end_rounds(room=room)
    shown = list(Membership.objects.current().filter(signs__room=room, user__isnull=False).distinct())
    room.signs.all().delete()
    room.change_to(Room.Mode.OPEN_TALK)
    room.paused_at, room.pause_text, room.slow_seconds, room.exercise = None, "", 0, ""
    room.save(update_fields=[*HOW, "paused_at", "pause_text", "slow_seconds", "exercise", "asks"])
    for seat in shown:
        tell_own(room=room, seat=seat, parts=("my_signs",))


def tell_everyone(*, room, parts=("state",)):
    """Bring these parts up to date on every open page of the room; the counter lets a page that missed it catch up.

    Here and below: nobody has the room of a board open, so there is nobody to tell.
    """
    if room.group.is_board:
        return
    room.advance_scene()
    publish(room.audience, "room.scene", parts=scene.everyone(room, parts))


def tell_staff(*, room, parts=("panel",)):
    """The same for what staff alone see."""
    if room.group.is_board:
        return
    room.advance_staff()
    publish(room.staff_audience, "staff.scene", parts=scene.staff(room, parts))


def tell_members(*, room, parts):
    """What each member sees of their own, to every one of them: when something is asked of all."""
    members = room.group.memberships.current().exclude(part__in=Membership.STAFF).exclude(user=None)
    for seat in members.select_related("user"):
        seat.group = room.group
        tell_own(room=room, seat=seat, parts=parts)


def tell_own(*, room, seat: Membership, parts):
    """The same for one person's own pages, while they have the seat: whoever has left may have pages open elsewhere.

    Needs `seat.user` and `seat.group`, and a seat read after the room's row was locked.
    """
    if not seat.is_current or seat.user is None or room.group.is_board:
        return
    publish(seat.user.audience, "own.scene", room=str(room.pk), parts=scene.own(room, seat, parts))
