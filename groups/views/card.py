"""Sharing a service with the group: choosing it, and saying it."""

from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from community.verdicts import require
from groups import rules
from groups.actions.card import share_card
from groups.forms.card import CardForm
from groups.views.carrying import carries
from groups.views.room import found


@require_http_methods(["GET", "POST"])
def card(request, pk):
    """The list to choose from. A POST shares."""
    return _shared(request, pk) if request.method == "POST" else _list(request, pk)


@require_GET
def _list(request, pk):
    room, seat = found(request, pk)
    require(rules.may_run(request.user, seat, room))
    return _page(request, room, CardForm(group=room.group))


@carries
def _shared(request, pk):
    room, seat = found(request, pk)
    require(rules.may_run(request.user, seat, room))
    form = CardForm(request.POST, group=room.group)
    if not form.is_valid():
        return _page(request, room, form, status=422)
    share_card(room=room, author=seat, **form.cleaned_data)
    return f"{reverse('groups:room', args=[room.pk])}#end"


def _page(request, room, form, status=200):
    context = {"room": room, "group": room.group, "form": form}
    return render(request, "groups/card/page.html", context, status=status)
