"""How a view carries one change to its action, and the outcome back to a plain page or to a live one."""

from functools import wraps

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST


def is_live(request):
    """Whether a script asks that hears the result from the socket and needs only the outcome."""
    return request.headers.get("X-Live") == "1"


def carries(view):
    """For a view that makes one change, on POST, and returns the address to go on to.

    A live page gets 204, or 403 with the bare sentence of the refusal. A response that the view
    returns instead of an address (a form with its errors) is passed on as it is.
    """

    @require_POST
    @wraps(view)
    def carried(request, pk):
        try:
            outcome = view(request, pk)
        except PermissionDenied as refusal:
            if not is_live(request):
                raise
            seconds = getattr(refusal, "seconds", None)
            return HttpResponse(
                str(refusal),
                status=403,
                content_type="text/plain; charset=utf-8",
                headers={"Retry-After": seconds} if seconds else None,
            )
        if isinstance(outcome, HttpResponse):
            return outcome
        return HttpResponse(status=204) if is_live(request) else redirect(outcome)

    return carried


def address_of(group):
    """Where the people of a group find each other: its room, and of a board its forum. Needs `room`."""
    if group.is_board:
        return reverse("forum:topics", args=[group.pk])
    return reverse("groups:room", args=[group.room.pk])


def seat_in(group, user):
    """This person's current seat in the group with both relations set, or None. One query."""
    membership = group.memberships.current().filter(user=user).first()
    if membership is not None:
        membership.group, membership.user = group, user
    return membership
