""" "I need help now" inside a room: crisis lines first, and a way to call its staff."""

from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_GET, require_http_methods

from community.directory.crisis import TIME_ZONES, lines_for
from community.verdicts import require
from groups import rules, scene
from groups.actions.call import answer_call, call_staff
from groups.models import HelpCall
from groups.views.carrying import carries, seat_in
from groups.views.room import found as found_room

LINES_AT_MOST = 4  # the page is read by somebody who needs help now; Help now has all of them


@require_http_methods(["GET", "POST"])
def call(request, pk):
    """Lines outside, and one button that calls the room's own staff. A POST calls."""
    return _called(request, pk) if request.method == "POST" else _lines(request, pk)


@require_GET
def _lines(request, pk):
    room, seat = found_room(request, pk)
    require(rules.may_call(request.user, seat, room))
    country = room.group.country
    lines = lines_for(country, get_language())
    context = {
        "room": room,
        "group": room.group,
        "emergency": [line for line in lines if line.is_emergency],
        "lines": [line for line in lines if not line.is_emergency][:LINES_AT_MOST],
        "zone": TIME_ZONES[country],
        "has_called": room.calls.open().filter(caller=seat).exists(),
        "my_call": scene.call_of(room, seat),
        "is_staffed": room.staff_here > 0,
        "leads": rules.may_lead(request.user, seat),
    }
    return render(request, "groups/call/page.html", context)


@carries
def _called(request, pk):
    room, seat = found_room(request, pk)
    call_staff(room=room, caller=seat)
    return reverse("groups:call", args=[room.pk])


@carries
def answer(request, pk):
    """Take somebody's call. Calls are known to the staff of their group only."""
    call = get_object_or_404(HelpCall.objects.visible_to(request.user).select_related("room__group"), pk=pk)
    answer_call(call=call, actor=seat_in(call.room.group, request.user))
    return f"{reverse('groups:room', args=[call.room_id])}#waits"
