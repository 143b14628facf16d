"""How fast a meeting goes and what it is about: quiet time, slow mode, agenda."""

from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from community.verdicts import require
from groups import rules
from groups.actions import room as run
from groups.actions.exercise import show_exercise
from groups.actions.meeting import set_agenda
from groups.forms.meeting import AgendaForm
from groups.forms.room import QuietForm, SlowForm
from groups.models import Meeting
from groups.views.carrying import carries, seat_in
from groups.views.room import found


@require_http_methods(["GET", "POST"])
def quiet(request, pk):
    """How long it is quiet."""
    return _quiet_begun(request, pk) if request.method == "POST" else _quiet_asked(request, pk)


@require_GET
def _quiet_asked(request, pk):
    room, seat = found(request, pk)
    require(rules.may_run(request.user, seat, room))
    return _quiet_form(request, room, seat, QuietForm())


def _quiet_form(request, room, seat, form, status=200):
    may_begin = rules.may_begin_quiet(request.user, seat, room, room.meeting())
    context = {"room": room, "group": room.group, "form": form, "may_begin": may_begin}
    return render(request, "groups/round/quiet.html", context, status=status)


@carries
def _quiet_begun(request, pk):
    room, seat = found(request, pk)
    require(rules.may_run(request.user, seat, room))
    form = QuietForm(request.POST)
    if not form.is_valid():
        return _quiet_form(request, room, seat, form, status=422)
    run.begin_quiet(room=room, actor=seat, minutes=form.cleaned_data["minutes"])
    if exercise := form.cleaned_data["exercise"]:
        show_exercise(room=room, actor=seat, key=exercise)
    return _address(room)


@carries
def end_quiet(request, pk):
    room, seat = found(request, pk)
    run.end_quiet(room=room, actor=seat)
    return _address(room)


@carries
def slow(request, pk):
    room, seat = found(request, pk)
    require(rules.may_run(request.user, seat, room))
    form = SlowForm(request.POST)
    if form.is_valid():
        run.set_slow(room=room, actor=seat, seconds=form.cleaned_data["seconds"])
    return _address(room)


@require_http_methods(["GET", "POST"])
def agenda(request, pk):
    """The theme and the steps of a meeting, before it or during it."""
    return _agenda_set(request, pk) if request.method == "POST" else _agenda_asked(request, pk)


@require_GET
def _agenda_asked(request, pk):
    meeting, seat = _meeting(request, pk)
    require(rules.may_set_agenda(request.user, seat, meeting))
    form = AgendaForm(initial={"theme": meeting.theme, "agenda": meeting.agenda})
    return _agenda_form(request, meeting, form)


def _agenda_form(request, meeting, form, status=200):
    context = {"meeting": meeting, "group": meeting.group, "room": meeting.group.room, "form": form}
    return render(request, "groups/meeting/agenda.html", context, status=status)


@carries
def _agenda_set(request, pk):
    meeting, seat = _meeting(request, pk)
    require(rules.may_set_agenda(request.user, seat, meeting))
    form = AgendaForm(request.POST)
    if not form.is_valid():
        return _agenda_form(request, meeting, form, status=422)
    set_agenda(meeting=meeting, actor=seat, **form.cleaned_data)
    return _address(meeting.group.room)


def _meeting(request, pk):
    meetings = Meeting.objects.visible_to(request.user).select_related("group__room")
    meeting = get_object_or_404(meetings, pk=pk)
    return meeting, seat_in(meeting.group, request.user)


def _address(room):
    return reverse("groups:room", args=[room.pk])
