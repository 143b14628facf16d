"""Hands and breaks, by plain forms."""

from django.shortcuts import get_object_or_404
from django.urls import reverse

from community.verdicts import require
from groups.actions import sign as act
from groups.models import Sign
from groups.presses import counted
from groups.views.carrying import carries, seat_in
from groups.views.room import found


@carries
def raise_hand(request, pk):
    return _shown(request, pk, act.raise_hand)


@carries
def lower_hand(request, pk):
    return _shown(request, pk, act.lower_hand)


@carries
def take_break(request, pk):
    return _shown(request, pk, act.take_break)


@carries
def come_back(request, pk):
    return _shown(request, pk, act.come_back)


def _shown(request, pk, action):
    room, seat = found(request, pk)
    require(counted(seat))
    action(room=room, actor=seat)
    return f"{_address(room)}#end"


@carries
def give_word(request, pk):
    signs = Sign.objects.visible_to(request.user).select_related("room__group", "seat__user", "seat__group")
    sign = get_object_or_404(signs, pk=pk)
    act.give_word(sign=sign, actor=seat_in(sign.room.group, request.user))
    return _address(sign.room)


def _address(room):
    return reverse("groups:room", args=[room.pk])
