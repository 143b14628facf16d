"""The demo door: walk in as one of the cast, second step included. Only on this machine, only in the demo."""

from functools import wraps
from ipaddress import ip_address

from allauth.account.internal.flows.login import record_authentication
from django.conf import settings
from django.contrib.auth import login, logout
from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from community.accounts.models import User
from community.demo.people import PASSPHRASE, code_now, walk_ins
from groups.models import Room


def on_this_machine(view):
    """404 for everybody whose line does not end on this machine, and wherever the demo is off."""

    @wraps(view)
    def guarded(request, *args, **kwargs):
        if not settings.DEMO or not ip_address(request.META.get("REMOTE_ADDR") or "0.0.0.0").is_loopback:  # noqa: S104
            raise Http404
        return view(request, *args, **kwargs)

    return login_not_required(guarded)


@on_this_machine
@require_GET
def door(request):
    people = [
        {
            **person,
            "name": person.get("name") or person["alias"],
            "code": code_now(person["username"]) if "roles" in person else "",
        }
        for person in walk_ins()
    ]
    return render(request, "demo/door.html", {"people": people, "passphrase": PASSPHRASE})


@on_this_machine
@require_POST
def walk_in(request, username):
    person = next((person for person in walk_ins() if person["username"] == username), None)
    user = get_object_or_404(User, username=person["username"] if person else "")
    logout(request)
    login(request, user, backend=settings.AUTHENTICATION_BACKENDS[0])
    record_authentication(request, user, "demo")
    return redirect(start_of(person))


def start_of(person):
    """Where this person's day begins."""
    start = person.get("start", "groups:home")
    if start.startswith("room:"):
        room = Room.objects.filter(
            group__memberships__user__username=person["username"], group__kind="group"
        ).first()
        return reverse("groups:room", args=[room.pk])
    return reverse(start)
