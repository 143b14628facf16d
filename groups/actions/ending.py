"""How a seat ends, whoever ends it; and the seats on boards that go with a person's last one in a group."""

from django.utils import timezone

from community.audit.actions import record
from community.live import publish
from groups.actions.room import tell_everyone, tell_staff
from groups.actions.round import leave_round
from groups.actions.sign import leave_signs
from groups.models import Membership, Room


def end(*, seat: Membership, how: str):
    """End that seat now, on every open page. Needs the room's row locked, and `seat` read after that."""
    room = seat.group.room
    seat.left_at, seat.end = timezone.now(), how
    seat.save(update_fields=["left_at", "end"])
    leave_signs(room=room, seat=seat)
    leave_round(room=room, seat=seat)
    publish(seat.user.audience, "leave", reason=str(how), room=str(room.pk))
    tell_everyone(room=room, parts=("seats",))
    tell_staff(room=room, parts=("people",))
    if not seat.group.is_board:
        leave_boards(people=[seat.user])


def leave_boards(*, people):
    """End these people's seats on the boards that no seat in a group opens to them any more.

    The rooms of all their boards are locked first, in one order and after that of the group whose seat has just
    ended: of two ends at once, the second sees the first.
    """
    seats = Membership.objects.current().on_boards().filter(user__in=people, part=Membership.Part.MEMBER)
    boards = Room.objects.filter(group__in=seats.values("group")).order_by("pk")
    locked = [Room.objects.locked(room) for room in boards]
    for room in locked:
        open_to = Membership.objects.opening(room.group).values("user")
        for seat in seats.filter(group=room.group).exclude(user__in=open_to).select_related("user"):
            seat.group, room.group.room = room.group, room
            end(seat=seat, how=Membership.End.LEFT)
            record(None, "seat.ended", seat)
