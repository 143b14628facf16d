"""One thing said: saying it, and what can be done about it. Choices are a page, and a dialog in the room."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from community.audit.actions import record
from community.text import plain
from community.verdicts import require
from groups import fragments, rules
from groups.actions import message as act
from groups.forms.message import ReasonForm, SayForm
from groups.models import Message, Reaction
from groups.views.carrying import carries, is_live, seat_in
from groups.views.room import found as found_room
from groups.views.room import page as room_page


def found(request, pk):
    """The message and this person's seat in its group, else 404. Held words are found by those who lead."""
    known = Message.objects.filter(pk=pk).select_related("author", "decided_by", "room__group")
    message = known.visible_to(request.user).first() or known.held_for(request.user).first()
    if message is None:
        raise Http404
    seat = seat_in(message.room.group, request.user)
    if message.position is None and message.author_id != seat.pk and not rules.may_lead(request.user, seat):
        raise Http404
    return message, seat


def back(message):
    return f"{reverse('groups:room', args=[message.room_id])}#message-{message.pk}"


# --- Saying ---------------------------------------------------------------------
@carries
def say(request, pk):
    """The composer's form, for a page without a socket. What was typed stays in the box until accepted."""
    room, seat = found_room(request, pk)
    form = SayForm(request.POST)
    if not form.is_valid():
        return room_page(request, room, seat, form=form, status=422)
    try:
        said = act.say(room=room, author=seat, **form.cleaned_data)
    except PermissionDenied as refusal:
        if is_live(request) or not rules.may_enter(request.user, seat):
            raise
        return room_page(request, room, seat, form=form, refusal=str(refusal), status=403)
    if is_live(request):
        return HttpResponse(status=204, headers={"X-State": said.state})
    return f"{reverse('groups:room', args=[room.pk])}#end"


# --- Choices ----------------------------------------------------------------------
@require_GET
def message(request, pk):
    """What this person can do about something said. Seeing hidden words is a look, and looks are recorded."""
    message, seat = found(request, pk)
    require(rules.may_enter(request.user, seat))
    return choices(request, message, seat)


def choices(request, message, seat, *, form=None, status=200):
    user, is_own = request.user, message.author_id == seat.pk
    may_decide = rules.may_decide(user, seat, message)
    is_hidden = message.state == message.State.HIDDEN
    looks = is_hidden and may_decide and not is_own and "look" in request.GET
    if looks:
        record(user, "message.looked", message)
    readable = message.state in {message.State.SHOWN, *message.WAITING} or (is_hidden and (is_own or looks))
    context = {
        "message": message,
        "group": message.room.group,
        "is_own": is_own,
        "is_hidden": is_hidden,
        "is_looking": looks,
        "words": plain(message.body) if readable else "",
        "reason": message.reason if is_own or may_decide else "",
        "form": form or ReasonForm(),
        "back": back(message),
        "may_look": is_hidden and may_decide and not is_own,
        "may_report": rules.may_report(user, seat, message),
        "may_retract": rules.may_retract(user, seat, message),
        "may_hide": rules.may_hide(user, seat, message),
        "may_restore": rules.may_restore(user, seat, message),
        "may_release": rules.may_release(user, seat, message),
        "gives_back": "back" in request.GET or request.method == "POST",
        "leads": may_decide,
        **_answering(user, seat, message),
        **_folding(user, seat, message),
    }
    return render(request, "groups/message/page.html", context, status=status)


def _answering(user, seat, message):
    """How this person can answer it: in words, and with a sign. Three queries while it is shown."""
    if message.state != message.State.SHOWN:
        return {}
    room, meeting = message.room, message.room.meeting()
    given = set(message.reactions.filter(seat=seat).values_list("kind", flat=True))
    return {
        "may_answer": rules.may_answer(message, room, meeting),
        "may_react": rules.may_react(user, seat, message, meeting=meeting, staff_count=room.staff_here),
        "signs": [(kind.value, kind.label, kind.value in given) for kind in Reaction.Kind],
        "has_signs": bool(given),
        "quote": fragments.quote_of(message, room),
    }


def _folding(user, seat, message):
    """Whether this person can fold its author away, or has. One query."""
    if message.author is None or message.position is None:
        return {}
    return {
        "may_fold": rules.may_fold(user, seat, message.author),
        "is_folded": seat.mutings.filter(whom=message.author).exists(),
    }


@carries
def retract(request, pk):
    message, seat = found(request, pk)
    act.retract(message=message, actor=seat)
    return back(message)


@carries
def restore(request, pk):
    message, seat = found(request, pk)
    act.restore(message=message, actor=seat)
    return back(message)


@carries
def release(request, pk):
    message, seat = found(request, pk)
    act.release(message=message, actor=seat)
    return back(message)


@carries
def hide(request, pk):
    return _with_reason(request, pk, act.hide)


@carries
def give_back(request, pk):
    return _with_reason(request, pk, act.give_back)


def _with_reason(request, pk, decide):
    message, seat = found(request, pk)
    form = ReasonForm(request.POST)
    if not form.is_valid():
        require(rules.may_decide(request.user, seat, message))
        return choices(request, message, seat, form=form, status=422)
    decide(message=message, actor=seat, **form.cleaned_data)
    return back(message)
