"""Seats: who sits in a group, what its facilitators may do about that, what one promised, and leaving."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from community.accounts.actions.returning import make_return_code
from community.verdicts import require
from groups import rules
from groups.actions import seat as act
from groups.actions.agreement import sign_agreement
from groups.forms.seat import MuteForm, RemoveForm
from groups.models import Membership, PeerGroup, Signature
from groups.views import once
from groups.views.carrying import address_of, carries, seat_in
from groups.views.way_in import answers, asked_again, wording_in_force


def group_of(request, pk):
    groups = PeerGroup.objects.visible_to(request.user).select_related("room").prefetch_related("texts")
    return get_object_or_404(groups, pk=pk)


def found(request, pk):
    """Somebody's seat in a group that this person leads, and the leader's own, else 404."""
    seats = Membership.objects.visible_to(request.user).current()
    membership = get_object_or_404(seats.select_related("group__room", "user"), pk=pk)
    return membership, seat_in(membership.group, request.user)


@require_GET
def people(request, pk):
    """The people of a group, for those who lead it."""
    group = group_of(request, pk)
    leader = seat_in(group, request.user)
    require(rules.may_lead(request.user, leader))
    seats = list(group.memberships.current().select_related("user").order_by("seat_number"))
    context = {
        "group": group,
        "leader": leader,
        "staff": [seat for seat in seats if seat.is_staff],
        "members": [seat for seat in seats if not seat.is_staff],
        "taken": len(seats),
        "minutes": [
            each for each in MuteForm.MINUTES if each[0] or not group.is_board
        ],  # it has no meeting to end
        "from_room": comes_from_room(request),
    }
    return render(request, "groups/seat/people.html", context)


def comes_from_room(request):
    return "room" in {request.POST.get("back"), request.GET.get("back")}


def on_to(request, membership):
    """Back to where the button was: the room, or the list of people."""
    if comes_from_room(request):
        return address_of(membership.group)
    return reverse("groups:people", args=[membership.group_id])


@carries
def mute(request, pk):
    membership, leader = found(request, pk)
    form = MuteForm(request.POST)
    if not form.is_valid():
        raise Http404
    try:
        act.mute(membership=membership, actor=leader, **form.cleaned_data)
    except ValidationError as refusal:
        messages.warning(request, refusal.message)
    return on_to(request, membership)


@carries
def unmute(request, pk):
    membership, leader = found(request, pk)
    act.unmute(membership=membership, actor=leader)
    return on_to(request, membership)


@carries
def read_first(request, pk):
    membership, leader = found(request, pk)
    act.read_first(membership=membership, actor=leader)
    return on_to(request, membership)


@carries
def stop_reading_first(request, pk):
    membership, leader = found(request, pk)
    act.stop_reading_first(membership=membership, actor=leader)
    return on_to(request, membership)


@require_http_methods(["GET", "POST"])
def remove(request, pk):
    """End somebody's seat, with the reason."""
    membership, leader = found(request, pk)
    require(rules.may_remove(request.user, leader, membership))
    form = RemoveForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        act.remove(membership=membership, actor=leader, **form.cleaned_data)
        is_board = membership.group.is_board
        closed = _("The seat has ended, and the room is closed to this person.")
        messages.success(request, _("The seat on the board has ended.") if is_board else closed)
        return redirect(on_to(request, membership))
    context = {"membership": membership, "form": form, **_way_out(request, membership)}
    return render(request, "groups/seat/remove.html", context, status=422 if form.errors else 200)


def _way_out(request, membership):
    return {"back": on_to(request, membership), "from_room": comes_from_room(request)}


@require_http_methods(["GET", "POST"])
def way_back(request, pk):
    """A code for somebody who cannot sign in any more; their account, seat and name stay."""
    membership, leader = found(request, pk)
    require(rules.may_help_back(request.user, membership, leader))
    if request.method == "POST":
        code = make_return_code(user=membership.user, actor=request.user)
        once.keep(request, f"back {pk}", {"code": code})
        return redirect(request.get_full_path())
    code = once.take(request, f"back {pk}").get("code")
    context = {"membership": membership, "code": code, **_way_out(request, membership)}
    return render(request, "groups/seat/way_back.html", context)


@require_http_methods(["GET", "POST"])
def promise(request, pk):
    """What one promised, also after having left; and the place to sign a newer version."""
    signatures = Signature.objects.visible_to(request.user).filter(membership__group=pk)
    signature = signatures.select_related("text", "membership").order_by("-signed_at").first()
    seats = request.user.memberships.filter(group=pk).select_related("group__room").order_by("-joined_at")
    membership = seats.prefetch_related("group__texts").first()
    if membership is None:
        raise Http404
    membership.user = request.user
    context = {"membership": membership, "group": membership.group, "signature": signature}
    if membership.is_current and not membership.has_agreed:
        return _affirm(request, membership, context)
    return render(request, "groups/seat/promise.html", context)


def _affirm(request, membership, context):
    """The version in force, to be signed before one next speaks."""
    text = wording_in_force(membership.group)
    form = answers(request, text)
    if request.method == "POST":
        if not form.is_valid():
            return asked_again(request)
        sign_agreement(membership=membership, actor=request.user, text=text)
        messages.success(request, _("Your promise is kept here. You can read it at any time."))
        return redirect(address_of(membership.group))
    return render(request, "groups/seat/affirm.html", {**context, "text": text, "form": form})


@require_http_methods(["GET", "POST"])
def leave(request, pk):
    """Giving up one's seat: what happens then, and one question."""
    group = group_of(request, pk)
    membership = seat_in(group, request.user)
    require(rules.may_leave(request.user, membership))
    if request.method == "GET":
        context = {"group": group, "membership": membership, "meeting": group.meetings.coming().first()}
        return render(request, "groups/seat/leave.html", context)
    act.leave(membership=membership, actor=request.user)
    return render(request, "groups/seat/left.html", {"group": group})
