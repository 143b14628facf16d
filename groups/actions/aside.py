"""Private lines: a member and the staff, and staff among themselves. In no transcript, and before nobody else.

Staff's answers are not audited: reading and answering these lines is what leading a group is. Screeners are not asked
either: nothing is held back from staff, and they read every line themselves.
"""

from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac

from community.verdicts import require
from groups import pace, rules
from groups.actions.room import locked, tell_own, tell_staff
from groups.models import Aside, Membership


@transaction.atomic
def write_to_staff(*, room, actor: Membership, body: str, client_id):
    """Write to the room's staff alone. Safe to repeat: a resend finds the first copy."""
    room, actor = locked(room=room, actor=actor)
    require(rules.may_write_to_staff(actor.user, actor, room))
    return _written(room, actor, body, client_id, member=actor)


@transaction.atomic
def answer_line(*, member: Membership, actor: Membership, body: str, client_id, card: str = ""):
    """Answer a member on their line; what they wrote there no longer waits. Safe to repeat.

    `card`: the key of a service that goes with the words.
    """
    room, actor = locked(room=member.group.room, actor=actor)
    member = _latest(member)
    require(rules.may_answer_line(actor.user, actor, member))
    Aside.objects.waiting().filter(room=room, member=member).update(seen_at=timezone.now())
    facts = {"member": member, "seen_at": timezone.now(), "card": card}
    return _written(room, actor, body, client_id, **facts)


@transaction.atomic
def see_line(*, member: Membership, actor: Membership):
    """Note that staff have read what a member wrote and leave it at that. The member is told it was read."""
    room, actor = locked(room=member.group.room, actor=actor)
    member = _latest(member)
    require(rules.may_read_line(actor.user, actor, member))
    if Aside.objects.waiting().filter(room=room, member=member).update(seen_at=timezone.now()):
        _tell_line(room, member)


@transaction.atomic
def write_among_staff(*, room, actor: Membership, body: str, client_id):
    """Say something to the staff of the room alone. Safe to repeat."""
    room, actor = locked(room=room, actor=actor)
    require(rules.may_write_among_staff(actor.user, actor, room))
    return _written(room, actor, body, client_id, member=None, seen_at=timezone.now())


def _latest(membership):
    """The seat as it stands now that the room's row is locked: somebody may have been removed a moment ago."""
    return Membership.objects.select_related("user", "group").get(pk=membership.pk)


def _written(room, author, body, client_id, **facts):
    """The first copy, or a new row that is told to both ends of its line.

    Other words under the same `client_id` are no repeat: a form that was being filled in is not written anew, and
    what somebody has to say to staff must not get lost in that.
    """
    if written := Aside.objects.filter(room=room, author=author, client_id=client_id).first():
        written.room = room
        if (written.body, written.card) == (body, facts.get("card", "")):
            return written
        client_id = _other_id(client_id, body, facts.get("card", ""))
        if written := Aside.objects.filter(room=room, author=author, client_id=client_id).first():
            written.room = room
            return written
    now = timezone.now()
    times = Aside.objects.times_of(author, since=now - (pace.window() or timedelta()))
    require(rules.keeps_line_pace(author, times, now))
    aside = Aside.objects.create(
        room=room, meeting=room.meeting(), author=author, body=body, client_id=client_id, said_at=now, **facts
    )
    if aside.member is None:
        tell_staff(room=room, parts=("staff_line",))
    else:
        _tell_line(room, aside.member)
    return aside


def _other_id(client_id, *words):
    """A `client_id` for other words under one in use: always the same for the same words, and tells nothing of them."""
    digest = salted_hmac("groups.aside", repr((str(client_id), *words)), algorithm="sha256").digest()
    return UUID(bytes=digest[:16])


def _tell_line(room, member):
    """Both ends of one member's line: their own pages, and staff's."""
    tell_own(room=room, seat=member, parts=("line",))
    tell_staff(room=room, parts=("lines",))
