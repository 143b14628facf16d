"""A round: begun by staff, passed on by whoever has the turn. All of it works by plain forms."""

from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from community.verdicts import require
from groups import rules
from groups.actions import round as act
from groups.forms.round import BeginRoundForm, EndTurnForm
from groups.models import Membership, Room, Round, Turn
from groups.views.carrying import carries, seat_in
from groups.views.room import found as found_room


@require_http_methods(["GET", "POST"])
def begin(request, pk):
    """What the round asks, and with whom it begins."""
    return _begun(request, pk) if request.method == "POST" else _asked(request, pk)


@require_GET
def _asked(request, pk):
    room, seat = found_room(request, pk)
    require(rules.may_run(request.user, seat, room))
    return _form(request, room, seat, BeginRoundForm(group=room.group))


def _form(request, room, seat, form, status=200):
    may_begin = rules.may_begin_round(request.user, seat, room, room.meeting())
    context = {
        "room": room,
        "group": room.group,
        "form": form,
        "may_begin": may_begin,
        "is_going_on": room.mode == Room.Mode.ROUND,
    }
    return render(request, "groups/round/begin.html", context, status=status)


@carries
def _begun(request, pk):
    room, seat = found_room(request, pk)
    require(rules.may_run(request.user, seat, room))
    form = BeginRoundForm(request.POST, group=room.group)
    if not form.is_valid():
        return _form(request, room, seat, form, status=422)
    act.begin_round(room=room, actor=seat, **form.cleaned_data)
    return _address(room)


@carries
def end(request, pk):
    rounds = Round.objects.visible_to(request.user).select_related("room__group")
    ended = get_object_or_404(rounds, pk=pk)
    act.end_round(ended=ended, actor=_entered(request, ended.room))
    return _address(ended.room)


@carries
def end_turn(request, pk):
    """One's own turn: spoken, passed, or just listening."""
    turn, seat = _found(request, pk)
    form = EndTurnForm(request.POST)
    if form.is_valid():
        act.end_turn(turn=turn, actor=seat, state=form.cleaned_data["how"])
    return f"{_address(turn.round.room)}#end"


@carries
def come_later(request, pk):
    turn, seat = _found(request, pk)
    act.come_later(turn=turn, actor=seat)
    return _address(turn.round.room)


@carries
def move_on(request, pk):
    turn, seat = _found(request, pk)
    act.move_on(turn=turn, actor=seat)
    return _address(turn.round.room)


@carries
def give_turn(request, pk):
    """Of a seat in a group this person leads; others do not learn that it is there."""
    seats = Membership.objects.in_groups().visible_to(request.user).select_related("group__room")
    seat = get_object_or_404(seats, pk=pk)
    room = seat.group.room
    act.give_turn(room=room, seat=seat, actor=_entered(request, room))
    return _address(room)


def _found(request, pk):
    turns = Turn.objects.visible_to(request.user).select_related("round__room__group")
    turn = get_object_or_404(turns, pk=pk)
    return turn, _entered(request, turn.round.room)


def _entered(request, room):
    """This person's seat, if the room is open to them."""
    seat = seat_in(room.group, request.user)
    require(rules.may_enter(request.user, seat))
    return seat


def _address(room):
    return reverse("groups:room", args=[room.pk])
