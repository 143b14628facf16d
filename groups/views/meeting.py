"""A past meeting, read again by those who were there; and the coordinators' list of a group's meetings."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from community.audit.actions import record
from community.verdicts import require
from groups import beside, fragments
from groups.actions.meeting import cancel_meeting
from groups.actions.seat import seat_staff, unseat_staff
from groups.forms.group import SeatStaffForm
from groups.models import Meeting, Membership, PeerGroup
from groups.models.message import hand_answers
from groups.rules import may_enter, may_plan, may_read_meeting


@require_GET
def meeting(request, pk):
    meeting = get_object_or_404(Meeting.objects.visible_to(request.user).select_related("group__room"), pk=pk)
    seat = (
        meeting.group.memberships.current().select_related("user", "group").filter(user=request.user).first()
    )
    require(may_read_meeting(request.user, seat, meeting))
    said = list(meeting.messages.placed().select_related("author", "decided_by"))
    for message in said:
        message.room, message.meeting = meeting.group.room, meeting
    hand_answers(said)
    meeting.group.room.group = meeting.group
    if seat.is_staff:
        record(request.user, "meeting.looked", meeting)
    transcript = [fragments.message_html(message, own=message.author_id == seat.pk) for message in said]
    context = {
        "meeting": meeting,
        "group": meeting.group,
        "transcript": beside.folded(seat, said, transcript),
    }
    return render(request, "groups/meeting/page.html", context)


@require_GET
def past(request, pk):
    """The meetings of a group this person may read again, latest first."""
    group = get_object_or_404(
        PeerGroup.objects.small().visible_to(request.user).prefetch_related("texts"), pk=pk
    )
    seat = group.memberships.current().select_related("user", "group").filter(user=request.user).first()
    require(may_enter(request.user, seat))
    over = [meeting for meeting in group.meetings.held().order_by("-starts_at") if meeting.is_over]
    readable = [meeting for meeting in over if may_read_meeting(request.user, seat, meeting)]
    return render(request, "groups/meeting/list.html", {"group": group, "meetings": readable})


@require_http_methods(["GET", "POST"])
def planned(request, pk):
    """A group as its coordinator keeps it: who leads it, and when it meets."""
    require(may_plan(request.user))
    group = get_object_or_404(PeerGroup.objects.select_related("room").prefetch_related("texts"), pk=pk)
    form = SeatStaffForm(request.POST or None, group=group)
    if request.method == "POST" and form.is_valid():
        try:
            seat_staff(group=group, actor=request.user, **form.cleaned_data)
        except (PermissionDenied, ValidationError) as refusal:
            form.add_error(None, str(refusal) if isinstance(refusal, PermissionDenied) else refusal)
        else:
            return redirect("groups:planned", pk=pk)
    context = {
        "group": group,
        "form": form,
        "leaders": group.memberships.current().leading().order_by("seat_number"),
        "meetings": group.meetings.coming(),
    }
    return render(request, "groups/meeting/planned.html", context)


@require_POST
def unseat(request, pk):
    require(may_plan(request.user))
    membership = get_object_or_404(Membership.objects.select_related("group__room", "user"), pk=pk)
    unseat_staff(membership=membership, actor=request.user)
    return redirect("groups:planned", pk=membership.group_id)


@require_POST
def cancel(request, pk):
    require(may_plan(request.user))
    meeting = get_object_or_404(Meeting, pk=pk)
    cancel_meeting(meeting=meeting, actor=request.user)
    return redirect("groups:planned", pk=meeting.group_id)
