"""Whose words one folds away for oneself, from what they said."""

from django.shortcuts import get_object_or_404

from groups.actions import muting as act
from groups.models import Membership
from groups.views.carrying import address_of, carries, seat_in


@carries
def fold(request, pk):
    return _carried(request, pk, act.fold)


@carries
def unfold(request, pk):
    return _carried(request, pk, act.unfold)


def _carried(request, pk, action):
    """Seats of one's own groups only; others are not known to exist."""
    seats = Membership.objects.beside(request.user).select_related("group__room")
    whom = get_object_or_404(seats, pk=pk)
    action(actor=seat_in(whom.group, request.user), whom=whom)
    return f"{address_of(whom.group)}#mutings"
