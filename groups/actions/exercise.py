"""Exercises: shown by staff, done by whoever likes, and taken away again."""

from django.db import transaction
from django.utils import timezone

from community.audit.actions import record
from community.verdicts import require
from groups import rules
from groups.actions.room import HOW, locked, tell_everyone, tell_staff
from groups.exercises import CATALOGUE
from groups.models import Membership, Sign


@transaction.atomic
def show_exercise(*, room, actor: Membership, key: str):
    """Put one exercise on everybody's page; another one takes its place. A key of the catalogue, else KeyError."""
    exercise = CATALOGUE[key]
    _change(room, actor, exercise.key)


@transaction.atomic
def hide_exercise(*, room, actor: Membership):
    """Take it off the pages again, with who was done."""
    _change(room, actor, "")


@transaction.atomic
def be_done(*, room, seat: Membership):
    """Let staff know that one is done. Nobody else sees it, and nobody waits for it."""
    room, seat = locked(room=room, actor=seat)
    require(rules.may_be_done(seat.user, seat, room))
    facts = {"room": room, "seat": seat, "kind": Sign.Kind.DONE}
    _done, is_new = Sign.objects.get_or_create(**facts, defaults={"since": timezone.now()})
    if is_new:
        tell_staff(room=room, parts=("exercise_lead",))


def _change(room, actor, key):
    room, actor = locked(room=room, actor=actor)
    require(rules.may_run(actor.user, actor, room))
    if room.exercise == key:
        return
    before, room.exercise = room.exercise, key
    if (
        room.quiet_until and not room.is_quiet
    ):  # a quiet time that is over folds what was done in it, not what comes after
        room.change_to(room.mode_now)
    room.save(update_fields=["exercise", *HOW])
    room.signs.filter(kind=Sign.Kind.DONE).delete()
    _remember(room, key)
    record(actor.user, "exercise.shown" if key else "exercise.hidden", room, exercise=key or before)
    tell_everyone(room=room, parts=("exercise",))
    tell_staff(room=room, parts=("exercise_lead",))


def _remember(room, key):
    """What a meeting did together is offered to its members afterwards, to do by themselves."""
    meeting = room.meeting() if key else None
    if meeting and key not in meeting.exercises:
        meeting.exercises.append(key)
        meeting.save(update_fields=["exercises"])
