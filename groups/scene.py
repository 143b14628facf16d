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
    coming = None if meeting else room.group.meetings.coming().first()
    return fragments.state_html(
        room, room.status_of(meeting, staff_count), room.mode, meeting, verdict, coming
    )


def panel_of(room):
    """What waits for staff: calls for help first, then held words, longest first. Three queries."""
    held = list(Message.objects.filter(room=room).waiting().select_related("author"))
    for message in held:
        message.room = room
    return fragments.panel_html(room, held, *calls_of(room))


def calls_of(room):
    """The calls nobody has taken, and those somebody is seeing to. Two queries."""
    open_calls = list(room.calls.open().select_related("caller"))
    return open_calls, list(room.calls.taken_lately().select_related("caller", "answered_by"))


def call_of(room, caller):
    """How this person's own call for help stands, for their own pages; empty when there is none. Four queries."""
    call = room.calls.standing(caller)
    if call is None:
        return ""
    leads_here = room.group.memberships.current().leading().filter(user=call.answered_by_id).exists()
    return fragments.call_html(room, call, leads_here=leads_here, is_staffed=room.staff_here > 0)


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


def own_seat_of(room, seat, meeting=None, staff_count=None):
    """What this person alone is kept from in the room now, and until when; empty when nothing. At most two queries.

    What the room forbids everyone is in its state, not here.
    """
    meeting = meeting or room.meeting()
    staff_count = room.staff_here if staff_count is None else staff_count
    with translation.override(room.group.language):
        may_say = rules.may_say(seat.user, seat, room, meeting=meeting, staff_count=staff_count)
        may_talk = rules.may_talk_now(room, meeting, staff_count)
    refusal = "" if may_say or may_say.reason == may_talk.reason else may_say.reason
    return fragments.own_seat_html(room, seat, refusal)
