"""Somebody from outside the group is in its room for a while. Who may, and why, is for whoever calls to say."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from groups.actions.room import tell_everyone
from groups.models import Room, Visit


@transaction.atomic
def come(*, room, person, name: str, until: datetime):
    """Be in the room, visibly, until then; it ends by the clock. None when somebody else is there already."""
    room = Room.objects.locked(room)
    if room.visitor_now:
        return None
    unread = max(0, room.revision - 1)  # so that the first look counts; at 0 nothing was ever said here
    visit = Visit.objects.create(room=room, person=person, began_at=timezone.now(), until=until, seen=unread)
    _show(room, name, visit.until)
    return visit


@transaction.atomic
def go(*, visit):
    """Leave before the time is over. False when it was over already."""
    room = Room.objects.locked(visit.room)
    visit = Visit.objects.get(pk=visit.pk)
    if not visit.is_going_on:
        return False
    visit.ended_at = timezone.now()
    visit.save(update_fields=["ended_at"])
    _show(room, "", None)
    return True


def see_up_to(*, visit, revision: int):
    """Note how far the visitor has read. Whether that is further than before."""
    return bool(Visit.objects.filter(pk=visit.pk, seen__lt=revision).update(seen=revision))


def _show(room, name, until):
    room.visitor, room.visited_until = name[:60], until
    room.save(update_fields=["visitor", "visited_until"])
    tell_everyone(room=room, parts=("visitor",))
