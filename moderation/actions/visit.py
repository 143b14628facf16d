"""Entering a group's room from outside: with a reason, for a time, and visible to everybody in it."""

from django.db import transaction

from community.audit.actions import record
from community.verdicts import require
from groups.actions import visit as presence
from moderation import rules

MINUTES = 30


@transaction.atomic
def enter(*, room, actor, reason: str):
    """Be in the room for half an hour. Its members read who is there and until when; the reason is kept sealed."""
    seat = room.group.memberships.current().filter(user=actor).first()
    require(rules.may_visit(actor, room, seat))
    visit = presence.come(room=room, person=actor, name=actor.display_name, minutes=MINUTES)
    if visit is None:  # somebody came a moment before
        room.refresh_from_db()
        require(rules.may_visit(actor, room, seat))
    record(actor, "visit.began", visit, reason, room=room.pk, minutes=MINUTES)
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
