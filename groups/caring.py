"""Parts of a room's page that look after people: check-in and check-out, exercises, and what to do without staff."""

from datetime import timedelta

from django.db.models import Q
from django.template.loader import render_to_string
from django.utils import timezone, translation

from community.directory.crisis import lines_for
from community.lean import Lean
from groups import tally
from groups.exercises import CATALOGUE
from groups.models import CheckIn, Message, Paging, Room
from groups.questions import ASKED, SCALE, is_low

BACK_STAYS = timedelta(minutes=10)  # that the facilitator is back
HELP_STAYS = timedelta(hours=3)  # beside somebody who answered low, also when the meeting is over
AUDIENCES = {
    "adults": "adult",
    "young": "young",
    "families": "parents",
}  # a group's, as crisis lines name them
LOOKED_AT = 20  # of what somebody said lately
LINES = 2  # beside the talk; Help now has them all


def asks_of(room):
    """That a check is open, for everyone: the way to it for a page that has missed its own questions. One query."""
    kind = room.asks if room.asks and room.meeting() else ""
    return _piece("groups/checkin/_asks.html", room, {"kind": kind}) if kind else ""


def check_of(room, seat):
    """One member's own questions, with what they answered; and help, while their last answer was low. Two queries.

    Empty for staff, and when nothing is asked and nothing was low.
    """
    if seat.is_staff:
        return ""
    meeting = room.meeting() if room.asks else None
    newest = CheckIn.objects.own(seat).filter(answered_at__gt=timezone.now() - HELP_STAYS)
    newest = list(newest.select_related("meeting__group")[:2])
    is_hard = bool(newest) and is_low(newest[0].answers)
    if meeting is None and not is_hard:
        return ""
    own = next((row for row in newest if row.meeting == meeting and row.kind == room.asks), None)
    context = {
        "kind": room.asks if meeting else "",
        "own": own,
        "questions": questions_for(room.asks, own.answers if own else {}) if meeting else [],
        "lines": help_lines(room) if is_hard else [],
        "is_hard": is_hard,
    }
    return _piece("groups/checkin/_check.html", room, context)


def help_of(room, seat):
    """For whoever spoke of a danger to life: crisis lines, below what they said, also when it waits to be read.

    One query, none for staff.
    """
    if seat.is_staff:
        return ""
    for said in Message.objects.found_since(seat, timezone.now() - HELP_STAYS)[:LOOKED_AT]:
        said.room, said.author = room, seat
        if said.needs_help:
            is_called = said.state == said.State.HELD and said.is_about_life
            is_unknown = said.is_unscreened and said.risk < said.NEEDS_HELP
            context = {"said": said, "is_called": is_called, "is_unknown": is_unknown}
            return _piece("groups/message/_help.html", room, context | {"lines": help_lines(room)})
    return ""


def questions_for(kind, answers):
    """What a check asks, each with its scale and the answer given before."""
    return [
        {"question": question, "numbers": SCALE, "answer": answers.get(question.key)}
        for question in ASKED[kind]
    ]


def check_group_of(room):
    """The check for staff: opening and closing it, and what the group says from five answers up. Two queries."""
    meeting = room.meeting()
    if meeting is None:
        return ""
    rows = {"in": [], "out": []}
    for row in meeting.check_ins.order_by("answered_at"):
        row.meeting = meeting
        meeting.group = room.group
        rows[row.kind].append(row)
    told = {kind: list(tally.summaries(rows[kind]).values()) for kind in rows}
    context = {"asks": room.asks, "told": told, "is_on": meeting.opened_at is not None}
    return _piece("groups/checkin/_group.html", room, context)


def exercise_of(room):
    """What is being done together, step by step, for everyone; nothing between meetings. One query while shown."""
    exercise = CATALOGUE.get(room.exercise)
    if exercise is None or room.meeting() is None:
        return ""
    is_over = (
        bool(room.quiet_until) and room.quiet_until <= timezone.now()
    )  # the quiet time it was done in: what comes next has the space
    return _piece("groups/exercise/_exercise.html", room, {"exercise": exercise, "is_over": is_over})


def exercise_lead_of(room):
    """For staff: what is shown, who has said that they are done, and what else there is. One query while shown."""
    shown = CATALOGUE.get(room.exercise)
    signs = room.signs.of_kind("done").select_related("seat") if shown else []
    context = {
        "shown": shown,
        "done": [sign.seat.alias for sign in signs],
        "others": [exercise for exercise in CATALOGUE.values() if exercise != shown],
    }
    return _piece("groups/exercise/_lead.html", room, context)


def _lately(room_id, since):
    of_staffing = Paging.objects.filter(room=room_id, kind=Paging.Kind.STAFFING).order_by("began_at")
    return of_staffing.filter(Q(ended_at=None) | Q(ended_at__gt=since)).values_list("pk")


lately = Lean(_lately, room_id=Room().pk, since=timezone.now())


def staffing_of(room):
    """For everyone, while the room has lost its staff: who has been asked, and numbers; later that they are back.

    One query, and three more while it lasts.
    """
    paging = None
    if told := lately.ask(room_id=room.pk, since=timezone.now() - BACK_STAYS):
        paging = Paging.objects.get(pk=told[-1][0])
    if paging is None or (paging.ended_at and room.meeting() is None):
        return ""
    is_back = paging.ended_at is not None
    context = {"paging": paging, "is_back": is_back}
    if not is_back:
        context |= {"lines": help_lines(room), "asked": asked_by(paging, room)}
    return _piece("groups/paging/_staffing.html", room, context)


def asked_by(paging, room):
    """Who has been asked to come so far, as those who wait may read it; None where nobody has. Two queries."""
    paged = list(paging.paged.select_related("user")) if paging else []
    if not paged:
        return None
    seats = room.group.memberships.current().leading()
    leading = set(seats.values_list("user", flat=True))
    seen = [page.user for page in paged if page.seen_at and page.user.display_name]
    return {
        "leading": any(page.user_id in leading for page in paged),
        "others": any(page.user_id not in leading for page in paged),
        "safeguarding": paging.step > 2,
        "name": seen[0].display_name if seen else "",
    }


def visitor_of(room):
    """For everyone: that somebody from outside reads along, who, and until when. By the clock, and no query."""
    if not (name := room.visitor_now):
        return ""
    return _piece("groups/visit/_visitor.html", room, {"name": name, "until": room.visited_until})


def help_lines(room):
    """The crisis lines most likely to help in this group's country and language: the emergency number, then two."""
    group = room.group
    lines = lines_for(group.country, group.language, audience=AUDIENCES.get(group.audience))
    first = [line for line in lines if line.is_emergency][:1]
    return first + [line for line in lines if line.phone and not line.is_emergency][:LINES]


def _piece(template, room, context):
    with translation.override(room.group.language):
        return render_to_string(template, {"room": room, "group": room.group, **context}).strip()
