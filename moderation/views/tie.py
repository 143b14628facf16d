"""Finding by hand what a notice from outside is about: from within the room of a group."""

from operator import attrgetter
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from community.verdicts import require
from groups.models import Meeting, Membership, Message, PeerGroup, Visit
from groups.readings import said_at
from moderation import actions
from moderation.rules import may_tie
from moderation.views.case import found

SHOWN = 300
MEETINGS = 20  # the last ones; what was said before is mostly destroyed


@require_http_methods(["GET", "POST"])
def tie_case(request, pk):
    """Where one may look; within a room who sits there and what was said; and the press that says what it is about."""
    case = found(request, pk)
    require(may_tie(request.user, case))
    visit = _own_visits(request).first()
    if request.method == "POST":
        return _tied(request, case, visit)
    if visit is None:
        actions.tie.search(case=case, actor=request.user)
        groups = (
            PeerGroup.objects.small()
            .running()
            .select_related("room")
            .prefetch_related("texts")
            .order_by("created_at", "pk")
        )
        page = Paginator(groups, 50).get_page(request.GET.get("page"))
        return render(request, "moderation/notice/tie.html", {"case": case, "page": page})
    meetings = visit.room.group.meetings.filter(starts_at__lte=timezone.now()).order_by("-starts_at")[
        :MEETINGS
    ]
    meeting = _chosen(request, visit)
    actions.tie.search(case=case, actor=request.user, visit=visit, meeting=meeting)
    said, has_earlier = said_at(visit.room, meeting, at_most=SHOWN) if meeting else ([], False)
    context = {
        "case": case,
        "visit": visit,
        "group": visit.room.group,
        "seats": sorted(visit.room.group.memberships.current().order_by("alias"), key=attrgetter("is_staff")),
        "meetings": meetings,
        "meeting": meeting,
        "said": [message for message in said if message.state == Message.State.SHOWN],
        "has_earlier": has_earlier,
    }
    return render(request, "moderation/notice/tie.html", context)


def _own_visits(request):
    visits = Visit.objects.visible_to(request.user).going_on().select_related("room__group")
    return visits.prefetch_related("room__group__texts").order_by("-began_at")


def _chosen(request, visit):
    """The meeting whose words one wants to read, of that group; None as long as none was chosen."""
    key = _key(request.GET.get("meeting", ""))
    return get_object_or_404(Meeting, pk=key, group=visit.room.group) if key else None


def _key(written):
    """The key that was sent; None where none was."""
    try:
        return UUID(written)
    except ValueError:
        return None


def _tied(request, case, visit):
    """The words, or the person, of the room one is in; 404 for those of another."""
    room = visit.room if visit else None
    if "message" in request.POST:
        shown = Message.objects.filter(room=room, state=Message.State.SHOWN)
        words = get_object_or_404(shown, pk=_key(request.POST["message"]))
        case = actions.tie.to_words(case=case, actor=request.user, visit=visit, message=words)
    else:
        group = room.group if room else None
        seat = get_object_or_404(Membership, pk=_key(request.POST.get("seat", "")), group=group)
        case = actions.tie.to_person(case=case, actor=request.user, visit=visit, seat=seat)
    messages.success(request, _("It is written down. Now it is decided like any other case."))
    return redirect("moderation:case", pk=case.pk)
