"""Rooms that are open now, and reading in one of them for a while."""

from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from community.verdicts import require
from groups import fragments
from groups.models import Meeting, PeerGroup, Room, Visit
from groups.models.message import hand_answers
from groups.readings import said_at
from moderation import actions, rules
from moderation.forms.visit import VisitForm
from moderation.models import Case
from moderation.views.refused import refused_in

SHOWN = 200


@require_GET
def rooms(request):
    """The rooms with a meeting on. Only the groups' names, which those on watch know."""
    require(rules.may_watch(request.user))
    open_now = (
        Meeting.objects.around(timezone.now()).filter(group__ended_at=None).select_related("group__room")
    )
    context = {
        "meetings": open_now.prefetch_related("group__texts").order_by("starts_at", "pk")[:100],
        "mine": Visit.objects.visible_to(request.user).going_on().select_related("room__group"),
    }
    return render(request, "moderation/visit/rooms.html", context)


@require_http_methods(["GET", "POST"])
def visit_new(request, pk):
    """The door: a reason, then half an hour."""
    require(rules.may_watch(request.user))
    rooms = Room.objects.filter(group__kind=PeerGroup.Kind.GROUP).select_related("group")
    room = get_object_or_404(rooms.prefetch_related("group__texts"), pk=pk)
    seat = room.group.memberships.current().filter(user=request.user).first()
    verdict = rules.may_visit(request.user, room, seat)
    form = VisitForm(request.POST or None)
    is_sent = request.method == "POST" and form.is_valid()
    if is_sent and not refused_in(form, actions.visit.enter, room=room, actor=request.user):
        own = Visit.objects.visible_to(request.user).going_on().filter(room=room)
        return redirect("moderation:visit", pk=own.order_by("-began_at")[0].pk)
    return render(request, "moderation/visit/new.html", {"room": room, "form": form, "verdict": verdict})


@require_GET
def visit(request, pk):
    """What is said at the meeting that is on, as its members read it. Held and hidden words are not in it."""
    require(rules.may_watch(request.user))
    here = _mine(request, pk)
    if not rules.may_read_on(request.user, here):
        return render(request, "moderation/visit/over.html", {"visit": here})
    room, meeting = here.room, here.room.meeting()
    revision = room.revision
    said, has_earlier = said_at(room, meeting, at_most=SHOWN) if meeting else ([], False)
    hand_answers(said)
    actions.visit.read(visit=here, actor=request.user, revision=revision, is_page="quiet" not in request.GET)
    context = {
        "visit": here,
        "room": room,
        "transcript": [fragments.message_html(message) for message in said],
        "has_earlier": has_earlier,
        "is_on": meeting is not None,
        "unnamed": _unnamed(request.user),
    }
    return render(request, "moderation/visit/page.html", context)


def _unnamed(user):
    """Notices this person has in hand that name nobody yet: what one looks for in a room. One query."""
    mine = Case.objects.visible_to(user).open().claimed_by_now(user)
    return mine.filter(kind=Case.Kind.NOTICE, message=None, reply=None, person=None)


@require_POST
def visit_end(request, pk):
    require(rules.may_watch(request.user))
    actions.visit.leave(visit=_mine(request, pk), actor=request.user)
    return redirect("moderation:rooms")


def _mine(request, pk):
    visits = Visit.objects.visible_to(request.user).select_related("room__group")
    return get_object_or_404(visits.prefetch_related("room__group__texts"), pk=pk)
