""" "I need help now": paging staff from inside a room."""

from django.db import transaction
from django.utils import timezone

from community.audit.actions import record
from community.verdicts import require
from groups import rules
from groups.actions import paging
from groups.actions.room import locked, tell_own, tell_staff
from groups.models import HelpCall, Membership, Room


@transaction.atomic
def call_staff(*, room, caller: Membership):
    """Page the room's staff. Pressing again while a call is open changes nothing; the clock runs from the first."""
    room, caller = locked(room=room, actor=caller)
    require(rules.may_call(caller.user, caller, room))
    call, made = HelpCall.objects.get_or_create(room=room, caller=caller, answered_at=None)
    if made:
        record(caller.user, "help.called", call)
        paging.begin_for(call=call, room=room)
        tell_staff(room=room)
        tell_own(room=room, seat=caller, parts=("call",))
    return call


@transaction.atomic
def answer_call(*, call, actor: Membership):
    """Take a call: the clock stops, and everyone on the staff line sees that somebody has it."""
    room, actor = locked(room=call.room, actor=actor)
    require(rules.may_run(actor.user, actor, room))
    if mark_answered(call=call, by=actor.user):
        record(actor.user, "help.answered", call)


def mark_answered(*, call, by):
    """Stop the clock for whoever came first; says whether that was this person. Call inside a transaction.

    The caller learns at once who has their call, and may write again if they had been asked to listen.
    """
    room = Room.objects.locked(call.room)
    first = HelpCall.objects.filter(pk=call.pk, answered_at=None).update(
        answered_by=by, answered_at=timezone.now()
    )
    if first:
        paging.end_for(call=call)
        tell_staff(room=room)
        caller = Membership.objects.select_for_update(of=("self",)).select_related("user", "group")
        caller = caller.get(pk=call.caller_id)
        _let_speak(room, caller, by)
        tell_own(room=room, seat=caller, parts=("call",))
    return bool(first)


def _let_speak(room, caller, by):
    """Whoever is asked to listen cannot answer the one who comes to help; so a taken call ends that."""
    if not caller.is_muted:
        return
    caller.muted_until = None
    caller.save(update_fields=["muted_until"])
    record(by, "seat.unmuted", caller, because="help")
    tell_own(room=room, seat=caller, parts=("own_seat",))
    tell_staff(room=room, parts=("people",))
