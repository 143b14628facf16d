"""The check-in and the check-out: opened by staff, answered by each member for themselves."""

from django.db import transaction
from django.utils import timezone

from community.audit.actions import record
from community.verdicts import require
from groups import rules, tally
from groups.actions.room import locked, tell_everyone, tell_members, tell_own, tell_staff
from groups.models import CheckIn, Membership, Room


@transaction.atomic
def open_check(*, room, actor: Membership, kind: str):
    """Ask everybody how they come, or how they leave. One of the two is open at a time."""
    room, actor = locked(room=room, actor=actor)
    require(rules.may_ask(actor.user, actor, room, room.meeting()))
    if room.asks == kind:
        return
    room.asks = Room.Asks(kind)
    room.save(update_fields=["asks"])
    record(actor.user, "check.opened", room, kind=kind)
    _tell_all(room)


@transaction.atomic
def close_check(*, room, actor: Membership):
    """Take the questions off everybody's page. What was answered stays."""
    room, actor = locked(room=room, actor=actor)
    require(rules.may_run(actor.user, actor, room))
    if not room.asks:
        return
    kind, room.asks = room.asks, Room.Asks.NOTHING
    room.save(update_fields=["asks"])
    record(actor.user, "check.closed", room, kind=kind)
    _tell_all(room)


@transaction.atomic
def answer_check(*, room, seat: Membership, kind: str, answers: dict):
    """Keep what one member answered; again, while it is open, changes it. None leaves a question out.

    Who answered, and what, is written nowhere else and told to nobody else. Staff's summary is made anew where the
    rule of `groups.tally` lets it.
    """
    room, seat = locked(room=room, actor=seat)
    meeting = room.meeting()
    require(rules.may_answer_check(seat.user, seat, room, meeting, kind))
    meeting.group = room.group
    own = CheckIn.objects.filter(meeting=meeting, seat=seat, kind=kind).first()
    own = own or CheckIn(meeting=meeting, seat=seat, kind=kind)
    own.meeting, own.answered_at = meeting, timezone.now()
    own.answer(answers)
    own.save()
    renewed = _renew(meeting, kind)
    tell_own(room=room, seat=seat, parts=("check",))
    if renewed:
        tell_staff(room=room, parts=("check_group",))


def own_checks(*, account) -> list:
    """Everything somebody answered at the ends of meetings, oldest first, as rows for their export."""
    rows = CheckIn.objects.filter(seat__user=account).order_by("answered_at")
    return [{"answered_at": row.answered_at, "kind": row.kind, **row.answers} for row in rows]


@transaction.atomic
def erase_checks(*, account) -> int:
    """Delete all of somebody’s answers at the ends of meetings. Returns how many there were. Safe to repeat.

    The summaries they were in are taken back: compared with new ones they would tell what was in them.
    """
    rows = list(CheckIn.objects.select_for_update(of=("self",)).filter(seat__user=account))
    CheckIn.objects.filter(pk__in=[row.pk for row in rows]).delete()
    for meeting_id, kind in sorted({(row.meeting_id, row.kind) for row in rows if row.told}):
        for other in CheckIn.objects.of(meeting_id, kind).select_related("meeting__group"):
            other.untell()
            other.save(update_fields=["sealed_answers"])
    return len(rows)


def _renew(meeting, kind):
    rows = list(CheckIn.objects.of(meeting, kind))
    for row in rows:
        row.meeting = meeting
    changed = tally.renew(rows)
    for row in changed:
        row.save(update_fields=["sealed_answers"])
    return bool(changed)


def _tell_all(room):
    """Each member gets questions of their own; the line that they are open is for everyone, and is never missed."""
    tell_everyone(room=room, parts=("asks",))
    tell_staff(room=room, parts=("check_group",))
    tell_members(room=room, parts=("check",))
