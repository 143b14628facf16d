"""How a room stands just now, as the pieces of its page: its state, what waits for staff, who sits where."""

from django.utils import translation

from groups import fragments, rules
from groups.models import Message


def state_of(room):
    """How the room stands now, as everyone in it sees it. Two queries."""
    meeting = room.meeting()
    staff_count = room.staff_here
    with translation.override(room.group.language):
        verdict = rules.may_talk_now(room, meeting, staff_count)
    return fragments.state_html(room, room.status_of(meeting, staff_count), room.mode, meeting, verdict)


def panel_of(room):
    """What waits for staff: calls for help first, then held words, longest first. Two queries."""
    held = list(Message.objects.filter(room=room).waiting().select_related("author"))
    for message in held:
        message.room = room
    calls = list(room.calls.open().select_related("caller"))
    return fragments.panel_html(room, held, calls)


def people_of(room, here=frozenset()):
    """The seats in their order, for the ring. One query."""
    seats = room.group.memberships.current().order_by("seat_number")
    return [
        {
            "id": str(seat.pk),
            "alias": seat.alias,
            "staff": seat.is_staff,
            "role": seat.get_part_display() if seat.is_staff else "",
            "here": str(seat.pk) in here,
        }
        for seat in seats
    ]
