"""Entering a group's room from outside: with a reason, for a time, and visible to everybody in it."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from community.audit.actions import record
from community.verdicts import require
from groups.actions import visit as presence
from moderation import rules
from moderation.models import Shift

LONGEST = timedelta(minutes=30)


@transaction.atomic
def enter(*, room, actor, reason: str):
    """Be in the room for half an hour. Its members read who is there and until when; the reason is kept sealed.

    It ends with the duty of whoever is on the rota now, if that is sooner: by the same clock, so nothing has to run
    for it. Whoever comes without a duty, as in a house that keeps no rota, has the half hour.
    """
    seat = room.group.memberships.current().filter(user=actor).first()
    require(rules.may_visit(actor, room, seat))
    now = timezone.now()
    until = min(filter(None, (now + LONGEST, Shift.objects.end_for(actor))))
    visit = presence.come(room=room, person=actor, name=actor.display_name, until=until)
    if visit is None:  # somebody came a moment before
        room.refresh_from_db()
        require(rules.may_visit(actor, room, seat))
    record(
        actor, "visit.began", visit, reason, room=room.pk, minutes=round((until - now).total_seconds() / 60)
    )
    return visit


@transaction.atomic
def read(*, visit, actor, revision: int, is_page: bool = True):
    """Note a look at the room: each page that was opened, and of a page that looks again by itself what was new."""
    require(rules.may_read_on(actor, visit))
    is_new = presence.see_up_to(visit=visit, revision=revision)
    if is_page or is_new:
        record(actor, "visit.read", visit, room=visit.room_id, revision=revision)


@transaction.atomic
def leave(*, visit, actor):
    """Go before the time is over."""
    if visit.person_id != actor.pk:
        require(rules.may_read_on(actor, visit))
    if presence.go(visit=visit):
        record(actor, "visit.ended", visit, room=visit.room_id)
