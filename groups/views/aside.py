"""Private lines as pages, and as forms on the room's page: to staff, to one member, among staff."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from community.verdicts import require
from groups import beside, rules
from groups.actions import aside as act
from groups.forms.aside import AsideForm
from groups.models import Membership
from groups.views.carrying import carries, is_live, seat_in
from groups.views.room import found as found_room


# --- A member's own line --------------------------------------------------------------
@require_http_methods(["GET", "POST"])
def line(request, pk):
    """One's own line with staff; a POST writes on it."""
    return _write(request, pk) if request.method == "POST" else _line(request, pk)


@require_GET
def _line(request, pk):
    room, seat = found_room(request, pk)
    require(rules.may_write_to_staff(request.user, seat, room))
    return _own_page(request, room, seat)


@carries
def _write(request, pk):
    room, seat = found_room(request, pk)
    require(rules.may_write_to_staff(request.user, seat, room))

    def again(**facts):
        return _own_page(request, room, seat, **facts)

    back = f"{reverse('groups:room', args=[room.pk])}#line"
    return _carried(request, again, back, act.write_to_staff, room=room, actor=seat)


def _own_page(request, room, seat, **facts):
    context = {"said": beside.said_on(room, seat), "own": seat, "to": reverse("groups:line", args=[room.pk])}
    return _page(request, room, "groups/aside/own.html", context, **facts)


# --- The same line from staff's end -------------------------------------------------------
@require_http_methods(["GET", "POST"])
def member_line(request, pk):
    """One member's line, for those who lead; a POST answers. Leading is reading these: no look is recorded."""
    return _answer(request, pk) if request.method == "POST" else _member_line(request, pk)


def _found_member(request, pk):
    """A seat of a group this person leads, also one that has ended, and their own seat; else 404."""
    seats = Membership.objects.in_groups().visible_to(request.user).select_related("group__room", "user")
    member = get_object_or_404(seats, pk=pk)
    return member, seat_in(member.group, request.user)


@require_GET
def _member_line(request, pk):
    member, seat = _found_member(request, pk)
    require(rules.may_read_line(request.user, seat, member))
    return _member_page(request, member)


@carries
def _answer(request, pk):
    member, seat = _found_member(request, pk)
    require(rules.may_answer_line(request.user, seat, member))

    def again(**facts):
        return _member_page(request, member, **facts)

    back = f"{reverse('groups:room', args=[member.group.room.pk])}#line-{member.pk}"
    return _carried(request, again, back, act.answer_line, member=member, actor=seat)


def _member_page(request, member, **facts):
    room = member.group.room
    room.group = member.group
    context = {
        "said": beside.said_on(room, member),
        "member": member,
        "to": reverse("groups:member_line", args=[member.pk]),
        "is_over": not member.is_current,
    }
    return _page(request, room, "groups/aside/member.html", context, **facts)


@carries
def see_line(request, pk):
    member, seat = _found_member(request, pk)
    act.see_line(member=member, actor=seat)
    return f"{reverse('groups:room', args=[member.group.room.pk])}#line-{member.pk}"


# --- Among staff --------------------------------------------------------------------------
@carries
def staff_line(request, pk):
    room, seat = found_room(request, pk)
    require(rules.may_write_among_staff(request.user, seat, room))

    def again(**facts):
        context = {"said": beside.said_on(room, None), "to": reverse("groups:staff_line", args=[room.pk])}
        return _page(request, room, "groups/aside/staff.html", context, **facts)

    back = f"{reverse('groups:room', args=[room.pk])}#staff-line"
    return _carried(request, again, back, act.write_among_staff, room=room, actor=seat)


# --- What they have in common -------------------------------------------------------------
def _carried(request, again, back, action, **facts):
    """Write, and go back to the room; what is not accepted stays in its box, with the reason."""
    form = AsideForm(request.POST)
    if not form.is_valid():
        return again(form=form, status=422)
    try:
        action(**facts, **form.cleaned_data)
    except PermissionDenied as refusal:
        if is_live(request):
            raise
        return again(form=form, refusal=str(refusal), status=403)
    return back


def _page(request, room, template, context, *, form=None, refusal="", status=200):
    context |= {"room": room, "group": room.group, "form": form or AsideForm(), "refusal": refusal}
    return render(request, template, context, status=status)
