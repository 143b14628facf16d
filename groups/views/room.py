"""The live room: its page, and how its facilitators run it. The page is whole without JavaScript."""

from django.db.models import prefetch_related_objects
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from community.verdicts import require
from groups import beside, fragments, rules, scene
from groups.actions import room as run
from groups.arrivals import arrival_of, own_parts, people_in, shown_to_all
from groups.forms.message import SayForm
from groups.forms.room import ModeForm, PauseForm
from groups.models import Message, Room
from groups.models.message import hand_answers
from groups.readings import said_at
from groups.views.answering import answered
from groups.views.carrying import carries, is_live, seat_in

SHOWN_AT_MOST = 200  # of one meeting; earlier ones are a link away
LONGEST_NUMBER = 18  # digits; what is longer is not one of our positions
WITHOUT_SOCKET = 120  # seconds a facilitator counts as here after saying so on a page without JavaScript
WITH_FORM = {
    Room.Mode.ROUND: "groups:round",
    Room.Mode.QUIET: "groups:quiet",
}  # modes that ask something first


def found(request, pk):
    """The room and this person's seat in it, else 404."""
    rooms = Room.objects.visible_to(request.user).select_related("group").prefetch_related("group__texts")
    room = get_object_or_404(rooms, pk=pk)
    return room, seat_in(room.group, request.user)


@require_GET
def room(request, pk):
    """The room from one's own chair."""
    arrival = _arrival(request, pk)
    require(rules.may_enter(request.user, arrival.seat))
    return _page(request, arrival)


def page(request, room, seat, *, form=None, refusal="", status=200, pause_form=None):
    """The room's page with a form that was refused: its words are still in the box."""
    arrival = _arrival(request, room.pk)
    return _page(request, arrival, form=form, refusal=refusal, status=status, pause_form=pause_form)


def _arrival(request, pk):
    arrival = arrival_of(room_id=pk, user_id=request.user.pk)
    if arrival is None:
        raise Http404
    arrival.seat.user = request.user
    return arrival


def _page(request, arrival, *, form=None, refusal="", status=200, pause_form=None):
    """The whole page. Two queries beside the transcript's; more where something of one's own is waiting."""
    room, seat, meeting = arrival.room, arrival.seat, arrival.meeting
    prefetch_related_objects([room.group], "texts")
    leads = rules.may_lead(request.user, seat)
    coming = None if meeting else room.group.meetings.coming().first()
    stands = room.status_of(meeting, arrival.staff_count)
    parts = shown_to_all(arrival) | own_parts(arrival) | (scene.staff(room) if leads else {})
    context = {
        "room": room,
        "group": room.group,
        "seat": seat,
        "leads": leads,
        "meeting": meeting,
        "coming": coming,
        "stands": stands,
        "people": _people(arrival),
        "parts": parts,
        "form": form or SayForm(),
        "answering": answered(request, room, meeting, form),
        "most": Message.LENGTH,
        "refusal": refusal,
        "numbers": fragments.numbers_html(room.group.country),
        **_transcript(request, arrival, folds=bool(parts["mutings"])),
    }
    if not leads:
        return render(request, "groups/room/page.html", context, status=status)
    context |= _console(room, pause_form) | {"about": meeting or coming}
    return render(request, "groups/room/console.html", context, status=status)


def _transcript(request, arrival, *, folds):
    """What has been said at this meeting, oldest first, and one's own words that wait. One query, or two."""
    room, seat = arrival.room, arrival.seat
    since = room.revision  # read before the words: whatever changes from here on, the socket brings
    before = request.GET.get("before", "")
    is_past = before.isdecimal() and len(before) <= LONGEST_NUMBER
    said, has_earlier = [], False
    if arrival.meeting:  # whoever has a seat while it is on was there, so all of it is theirs to read
        start = {"before": int(before)} if is_past else {}
        said, has_earlier = said_at(room, arrival.meeting, at_most=SHOWN_AT_MOST, **start)
    waiting = list(room.messages.own_apart(seat).select_related("decided_by")) if arrival.has_waiting else []
    for message in waiting:
        message.room, message.author = room, seat
    hand_answers(said + waiting)
    pieces = [fragments.message_html(m, own=m.author_id == seat.pk) for m in said]
    return {
        "since": since,
        "first": said[0].position if said else since + 1,
        "earlier": said[0].position if has_earlier else None,
        "is_past": bool(before),
        "transcript": beside.folded(seat, said, pieces) if folds else pieces,
        "apart": [fragments.message_html(m, own=True) for m in waiting],
    }


def _people(arrival):
    """The seats from one's own. Who is here is never stored: until the socket tells, nothing is said."""
    own = str(arrival.seat.pk)
    return [
        {**{fact: value for fact, value in person.items() if fact != "here"}, "you": person["id"] == own}
        for person in people_in(arrival)
    ]


def _console(room, pause_form):
    """The forms of those who lead."""
    return {
        "mode_form": ModeForm(initial={"mode": room.mode_now}),
        "pause_form": pause_form or PauseForm(),
    }


# --- Running it ---------------------------------------------------------------
def _address(room):
    return reverse("groups:room", args=[room.pk])


@carries
def room_mode(request, pk):
    room, seat = found(request, pk)
    form = ModeForm(request.POST)
    if form.is_valid():
        mode = form.cleaned_data["mode"]
        require(rules.may_run(request.user, seat, room))
        if (
            mode in WITH_FORM
            and not is_live(request)
            and not rules.may_switch(request.user, seat, room, mode)
        ):
            return reverse(WITH_FORM[mode], args=[room.pk])
        run.set_mode(room=room, actor=seat, mode=mode)
    return _address(room)


@carries
def room_pause(request, pk):
    room, seat = found(request, pk)
    require(rules.may_run(request.user, seat, room))
    form = PauseForm(request.POST)
    if not form.is_valid():
        return page(request, room, seat, pause_form=form, status=422)
    run.pause(room=room, actor=seat, text=form.cleaned_data["text"])
    return _address(room)


@carries
def room_resume(request, pk):
    room, seat = found(request, pk)
    run.resume(room=room, actor=seat)
    return _address(room)


@carries
def room_close(request, pk):
    """End the meeting that is on; when none is, there is nothing left to do."""
    room, seat = found(request, pk)
    require(rules.may_run(request.user, seat, room))
    if meeting := room.meeting():
        meeting.group = room.group
        run.close_meeting(meeting=meeting, actor=seat)
    return _address(room)


@carries
def room_attend(request, pk):
    """A facilitator without sockets says "I am here"; with them, the open page says it.

    A page that asks again by itself counts as long as an open socket does; only a page without JavaScript, whose
    reader has to press, counts longer than the promised half minute.
    """
    room, seat = found(request, pk)
    run.attend(room=room, actor=seat, seconds=None if request.headers.get("X-Live") else WITHOUT_SOCKET)
    return f"{_address(room)}#end"
