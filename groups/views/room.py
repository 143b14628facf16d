"""The live room: its page, and how its facilitators run it. The page is whole without JavaScript."""

from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from community.verdicts import require
from groups import beside, fragments, rules, scene
from groups.actions import room as run
from groups.forms.message import SayForm
from groups.forms.room import ModeForm, PauseForm
from groups.models import Message, Room
from groups.models.message import hand_answers
from groups.views.answering import answered
from groups.views.carrying import carries, seat_in

SHOWN_AT_MOST = 200  # of one meeting; earlier ones are a link away
LONGEST_NUMBER = 18  # digits; what is longer is not one of our positions
WITHOUT_SOCKET = 120  # seconds a facilitator counts as here after saying so on a page without JavaScript


def found(request, pk):
    """The room and this person's seat in it, else 404."""
    rooms = Room.objects.visible_to(request.user).select_related("group").prefetch_related("group__texts")
    room = get_object_or_404(rooms, pk=pk)
    return room, seat_in(room.group, request.user)


@require_GET
def room(request, pk):
    """The room from one's own chair."""
    room, seat = found(request, pk)
    require(rules.may_enter(request.user, seat))
    return page(request, room, seat)


def page(request, room, seat, *, form=None, refusal="", status=200):
    """The whole page; with a form that was refused, its words are still in the box."""
    leads = rules.may_lead(request.user, seat)
    meeting, staff_count = room.meeting(), room.staff_here
    coming = None if meeting else room.group.meetings.coming().first()
    stands = room.status_of(meeting, staff_count)
    parts = scene.page(room, seat, leads=leads)
    context = {
        "room": room,
        "group": room.group,
        "seat": seat,
        "leads": leads,
        "meeting": meeting,
        "coming": coming,
        "stands": stands,
        "people": _people(room, seat),
        "parts": parts,
        "form": form or SayForm(),
        "answering": answered(request, room, meeting, form),
        "most": Message.LENGTH,
        "refusal": refusal,
        **_transcript(request, room, seat, meeting, folds=bool(parts["mutings"])),
    }
    if not leads:
        return render(request, "groups/room/page.html", context, status=status)
    return render(request, "groups/room/console.html", {**context, **_console(room)}, status=status)


def _transcript(request, room, seat, meeting, *, folds):
    """What has been said at this meeting, oldest first, and one's own words that wait. Two queries."""
    since = room.revision  # read before the words: whatever changes from here on, the socket brings
    known = room.messages.visible_to(request.user) if meeting else Message.objects.none()
    placed = known.filter(meeting=meeting).placed()
    before = request.GET.get("before", "")
    if before.isdecimal() and len(before) <= LONGEST_NUMBER:
        placed = placed.filter(position__lt=int(before))
    said = list(placed.reverse().select_related("author", "decided_by")[: SHOWN_AT_MOST + 1])
    has_earlier, said = len(said) > SHOWN_AT_MOST, said[:SHOWN_AT_MOST][::-1]
    waiting = list(room.messages.own_apart(seat).select_related("decided_by"))
    for message in said + waiting:
        message.room = room
    for message in waiting:
        message.author = seat
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


def _people(room, seat):
    """The seats from one's own. Who is here is never stored: until the socket tells, nothing is said."""
    people = scene.people_of(room)
    for person in people:
        del person["here"]
        person["you"] = person["id"] == str(seat.pk)
    return people


def _console(room):
    """The forms of those who lead."""
    return {
        "mode_form": ModeForm(initial={"mode": room.mode}),
        "pause_form": PauseForm(),
    }


# --- Running it ---------------------------------------------------------------
def _address(room):
    return reverse("groups:room", args=[room.pk])


@carries
def room_mode(request, pk):
    room, seat = found(request, pk)
    form = ModeForm(request.POST)
    if form.is_valid():
        run.set_mode(room=room, actor=seat, mode=form.cleaned_data["mode"])
    return _address(room)


@carries
def room_pause(request, pk):
    room, seat = found(request, pk)
    form = PauseForm(request.POST)
    text = form.cleaned_data["text"] if form.is_valid() else ""
    run.pause(room=room, actor=seat, text=text)
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
