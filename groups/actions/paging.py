"""Asking somebody to come: when a room has lost its staff, or nobody takes a call for help."""

from datetime import timedelta

from django.db import transaction
from django.db.models import Count, Exists, F, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from community.accounts.models import Role, User
from community.audit.actions import record
from community.verdicts import require
from groups import letters, rules
from groups.actions.room import tell_everyone, tell_own, tell_staff
from groups.models import HelpCall, Meeting, Membership, OnDuty, Paged, Paging, Room

PATIENCE = timedelta(
    seconds=60
)  # how long staff in the room have a call to themselves, and each group of the asked
LONGER = timedelta(minutes=2)  # what moderators get before the safeguarding leads are asked
SEEN = timedelta(minutes=5)  # what somebody who sees to it gets before anybody else is asked
NEVER = timedelta(days=1)  # everybody has been asked; a meeting is over by then
LATELY = timedelta(hours=6)  # a room without staff for longer has no meeting


# --- By the clock -----------------------------------------------------------------
def page_due():
    """Do what the clock asks: begin for rooms that have lost their staff, ask the next, end where somebody has come.

    One query while there is nothing to do. Safe to call from every process at once: the room's row decides who is
    first, and each person is asked once.
    """
    for room_id in _rooms_due(timezone.now()):
        _see_after(room_id)


def _rooms_due(now):
    going_on = Paging.objects.going_on()
    waiting = going_on.filter(next_at__lte=now) | going_on.filter(kind=Paging.Kind.STAFFING)
    return list(waiting.order_by().values_list("room", flat=True).union(_short_of_staff(now)))


def _short_of_staff(now):
    """Rooms whose meeting was opened and goes on with fewer staff than it needs, and nobody has been asked."""
    here = OnDuty.objects.filter(room=OuterRef("room"), until__gt=now).order_by().values("room")
    here = here.annotate(count=Count("pk")).values("count")
    on = Meeting.objects.around(now).filter(group__room=OuterRef("room"), opened_at__isnull=False)
    asked = Paging.objects.going_on().filter(room=OuterRef("room"), kind=Paging.Kind.STAFFING)
    lately = OnDuty.objects.filter(until__gt=now - LATELY, room__group__ended_at=None)
    short = lately.annotate(here=Coalesce(Subquery(here), 0)).filter(here__lt=F("room__group__staff_needed"))
    return short.filter(Exists(on.order_by()), ~Exists(asked)).order_by().values_list("room", flat=True)


@transaction.atomic
def _see_after(room_id):
    """One room, with its row locked first, as everywhere."""
    room = Room.objects.locked(Room(pk=room_id))
    now = timezone.now()
    is_short = room.status_of(room.meeting(now), room.staff_here) == Room.Status.UNSTAFFED
    _see_after_staffing(room, is_short and room.group.ended_at is None, now)
    calls = room.pagings.due(now).filter(kind=Paging.Kind.HELP)
    for paging in calls.select_related("call__caller__user", "call__caller__group"):
        _ask_next(paging, room, now)
        _tell_of_call(paging.call, room)


def _see_after_staffing(room, is_short, now):
    paging = room.pagings.going_on().filter(kind=Paging.Kind.STAFFING).first()
    if paging and not is_short:
        paging.ended_at = now
        paging.save(update_fields=["ended_at"])
        record(None, "paging.ended", paging, kind=paging.kind)
        tell_everyone(room=room, parts=("state", "staffing"))
    elif is_short:
        paging = paging or _begin(room, now)
        if paging.next_at <= now:
            _ask_next(paging, room, now)
            tell_everyone(room=room, parts=("state", "staffing"))


def _begin(room, now):
    paging = Paging.objects.create(room=room, kind=Paging.Kind.STAFFING, began_at=now, next_at=now)
    record(None, "paging.began", paging, kind=paging.kind)
    return paging


# --- Calls for help ---------------------------------------------------------------
def begin_for(*, call: HelpCall, room):
    """Start the clock of a call: staff in the room have it first; when nobody is there, others are asked at once.

    Call inside a transaction, with the room locked.
    """
    now = timezone.now()
    is_staffed = room.staff_here > 0
    first = now + PATIENCE if is_staffed else now
    paging = Paging.objects.create(room=room, call=call, kind=Paging.Kind.HELP, began_at=now, next_at=first)
    record(None, "paging.began", paging, kind=paging.kind)
    if not is_staffed:
        _ask_next(paging, room, now)


def end_for(*, call: HelpCall):
    """Somebody has the call: nobody else is asked. Call inside a transaction, with the room locked."""
    Paging.objects.going_on().filter(call=call).update(ended_at=timezone.now())


def _tell_of_call(call, room):
    tell_own(room=room, seat=call.caller, parts=("call",))
    tell_staff(room=room)


# --- Whoever is asked -------------------------------------------------------------
@transaction.atomic
def see_to(*, paging: Paging, actor):
    """Say that one sees to it: nobody else is asked for a while, and those who wait read who knows.

    It does not end there: a room goes on when its staff are back, a call when somebody takes it.
    """
    room = Room.objects.locked(paging.room)
    paging = Paging.objects.select_related("call__caller__user", "call__caller__group").get(pk=paging.pk)
    require(rules.may_see_to(actor, paging))
    now = timezone.now()
    if not paging.paged.filter(user=actor, seen_at=None).update(seen_at=now):
        return
    paging.next_at = max(paging.next_at, now + SEEN)
    paging.save(update_fields=["next_at"])
    record(actor, "paging.seen", paging, kind=paging.kind)
    if paging.call:
        _tell_of_call(paging.call, room)
    else:
        tell_everyone(room=room, parts=("staffing",))


def _ask_next(paging, room, now):
    """Ask the next group of people who were not asked yet; a group nobody is in is passed over."""
    asked = set(paging.paged.values_list("user", flat=True))
    people = []
    while not people and paging.step < len(STEPS):
        whom, patience = STEPS[paging.step]
        paging.step += 1
        paging.next_at = now + patience
        people = [user for user in whom(room) if user.pk not in asked]
    if not people:
        paging.next_at = now + NEVER
    paging.save(update_fields=["step", "next_at"])
    Paged.objects.bulk_create(Paged(paging=paging, user=user, paged_at=now) for user in people)
    record(None, "paging.asked", paging, step=paging.step, count=len(people))
    addresses = [(user.email, user.language) for user in people if user.email]
    transaction.on_commit(lambda: letters.ask_to_come(addresses))


def _leading(room):
    """Those who lead the group and are not in its room; whoever has just dropped out too, as it may be their line."""
    here = room.on_duty.now().values("user")
    seats = Membership.objects.current().leading().filter(group=room.group_id).exclude(user__in=here)
    people = User.objects.filter(pk__in=seats.values("user")).order_by("pk")
    return [user for user in people if user.holds(Role.Kind.FACILITATOR)]


def _with_duty(kind):
    """Everybody who has this duty with its proof, now."""

    def found(room):
        roles = Role.objects.current().with_proof().filter(kind=kind).select_related("user").order_by("pk")
        return [role.user for role in roles if role.has_power and role.user.in_good_standing]

    return found


STEPS = (
    (_leading, PATIENCE),
    (_with_duty(Role.Kind.MODERATOR), LONGER),
    (_with_duty(Role.Kind.SAFEGUARDING), NEVER),
)
