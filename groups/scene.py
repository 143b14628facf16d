"""What a room's page shows beside the transcript, in named parts: for everyone, for staff, for one person.

A part is a piece of HTML that stands in the page at `data-part="<its name>"`; empty means there is nothing to show.
The page renders the same parts, so that it is whole without JavaScript.
"""

from typing import NamedTuple

from django.db.models import Count, Max, Subquery
from django.utils import translation

from groups import beside, caring, fragments, proceedings, rules
from groups.models import Aside, Message, Paging, Room
from groups.models.message import hand_answers
from groups.readings import seats_in


class Found(NamedTuple):
    """What whoever comes through the door has found already, so that the parts do not ask for it again."""

    meeting: object
    staff_count: int
    people: list


def state_of(room, found=None):
    """How the room stands now, as everyone in it sees it. Two queries; between meetings one more."""
    meeting, staff_count = (found.meeting, found.staff_count) if found else (room.meeting(), room.staff_here)
    with translation.override(room.group.language):
        verdict = rules.may_talk_now(room, meeting, staff_count)
    coming = None if meeting else room.group.meetings.coming().first()
    has_ended = not meeting and room.group.meetings.lately_ended().exists()
    return fragments.state_html(
        room, room.status_of(meeting, staff_count), room.mode_now, meeting, verdict, coming, has_ended
    )


def panel_of(room):
    """What waits for staff: calls for help first, then held words, longest first. Three queries."""
    held = list(Message.objects.filter(room=room).waiting().select_related("author"))
    for message in held:
        message.room = room
    hand_answers(held)
    return fragments.panel_html(room, held, *calls_of(room))


def calls_of(room):
    """The calls nobody has taken, and those somebody is seeing to. Two queries."""
    open_calls = list(room.calls.open().select_related("caller"))
    return open_calls, list(room.calls.taken_lately().select_related("caller", "answered_by"))


def closing_of(room):
    """What is still open, for whoever ends the meeting; empty when nothing is. One query."""
    counted = {
        "called": (room.calls.open(), "pk"),
        "taken": (room.calls.taken_lately(), "pk"),
        "held": (Message.objects.filter(room=room).waiting(), "pk"),
        "unanswered": (Aside.objects.filter(room=room).waiting(), "member"),
    }
    facts = Room.objects.filter(pk=room.pk).values(
        **{name: _number(found, of) for name, (found, of) in counted.items()}
    )[0]
    return fragments.piece("groups/room/_closing.html", room, facts) if any(facts.values()) else ""


def _number(found, of):
    number = found.order_by().values("room").annotate(number=Count(of, distinct=True)).values("number")
    return Subquery(number)


def call_of(room, caller):
    """How this person's own call for help stands, for their own pages; empty when there is none. Four queries."""
    call = None if caller.is_staff else room.calls.standing(caller)
    if call is None:
        return ""
    leads_here = room.group.memberships.current().leading().filter(user=call.answered_by_id).exists()
    asked = caring.asked_by(Paging.objects.going_on().filter(call=call).first(), room)
    return fragments.call_html(room, call, leads_here=leads_here, is_staffed=room.staff_here > 0, asked=asked)


def seats_of(room, found=None):
    """The circle of seats. Two queries; in a round one more."""
    return fragments.seats_html(room, found.people if found else people_of(room))


def people_of(room, here=frozenset()):
    """The seats in their order, with what each shows, for the ring. Two queries; in a round one more."""
    signs = proceedings.signs_of(room)
    turns = proceedings.turns_of(room)
    return [
        {
            "id": str(seat.pk),
            "alias": seat.alias,
            "staff": seat.is_staff,
            "role": seat.get_part_display() if seat.is_staff else "",
            "here": str(seat.pk) in here,
            **proceedings.shown_by(seat, signs, turns),
        }
        for seat in seats_in(room.group)
    ]


def own_seat_of(room, seat, meeting=None, staff_count=None):
    """What this person alone is kept from in the room now, and until when; empty when nothing. At most two queries.

    What the room forbids everyone is in its state, and whose turn it is in the round; not here.
    """
    meeting = meeting or room.meeting()
    staff_count = room.staff_here if staff_count is None else staff_count
    with translation.override(room.group.language):
        may_say = rules.may_speak(seat.user, seat, room, meeting=meeting, staff_count=staff_count)
        may_talk = rules.may_talk_now(room, meeting, staff_count)
    refusal = "" if may_say or may_say.reason == may_talk.reason else may_say.reason
    return fragments.own_seat_html(room, seat, refusal)


def list_of(room):
    """Who has a seat as a member, what staff have decided about their speaking, how long each is silent. Three queries.

    Silence is read off this meeting's messages and kept nowhere; before the meeting is on there is none.
    """
    members = [seat for seat in room.group.memberships.current().order_by("seat_number") if not seat.is_staff]
    meeting = room.meeting()
    if meeting and meeting.opened_at:
        last_said = dict(meeting.messages.values_list("author").annotate(Max("said_at")))
        for seat in members:
            seat.silent_since = last_said.get(seat.pk) or max(meeting.opened_at, seat.joined_at)
    return fragments.people_html(room, members)


EVERYONE = {"state": state_of, "seats": seats_of, "asks": caring.asks_of, "staffing": caring.staffing_of}
EVERYONE |= {"visitor": caring.visitor_of}
STAFF = {"panel": panel_of, "closing": closing_of, "people": list_of, "check_group": caring.check_group_of}
OWN = {"own_seat": own_seat_of, "call": call_of, "check": caring.check_of, "help": caring.help_of}
EVERYONE |= {"exercise": caring.exercise_of}
STAFF |= {"exercise_lead": caring.exercise_lead_of}
STAFF |= {"lines": beside.lines_of, "staff_line": beside.staff_line_of}
OWN |= {"mutings": beside.mutings_of, "line": beside.line_of, "question": beside.question_of}

# What is done together beside the talk.
EVERYONE |= proceedings.EVERYONE
STAFF |= proceedings.STAFF
OWN |= proceedings.OWN

COUNTED = {"panel", "lines"}
TAKES_FOUND = {"state", "seats", "agenda"}


def everyone(room, names=EVERYONE, found=None):
    """Parts that all in the room see alike."""
    told = {"found": found} if found else {}
    return {name: EVERYONE[name](room, **(told if name in TAKES_FOUND else {})) for name in names}


def staff(room, names=STAFF):
    """Parts that only those who lead see. What is still open changes with what waits."""
    told = dict.fromkeys([*names, "closing"]) if COUNTED & set(names) else names
    return {name: STAFF[name](room) for name in told}


def own(room, seat, names=OWN):
    """Parts that only the person of that seat sees. Needs `seat.user` and `seat.group`."""
    return {name: OWN[name](room, seat) for name in names}
