"""Turning on, and off, that a browser says when there is something new; and the script that says so in it."""

from datetime import timedelta

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from community.accounts.actions.device import add_device, remove_device
from community.accounts.choosing import DeviceForm
from community.accounts.device import told_here
from community.accounts.models import Device
from community.lifeline import without_database
from community.push import own_point

WORKER = settings.BASE_DIR / "static/js/push-worker.js"
COOKIE_AGE = timedelta(days=400)  # browsers keep none longer


def told_devices(request):
    """What the page of mails shows of devices; nothing where the house pushes nothing."""
    if not settings.WEB_PUSH:
        return {}
    here, devices = told_here(request), list(Device.objects.visible_to(request.user))
    return {
        "push_key": own_point(),
        "devices": devices,
        "here": next((device for device in devices if device.pk == here), None),
        "is_somebodys": here is not None,
    }


@require_POST
def add(request):
    """Let the browser this comes from be told."""
    if not settings.WEB_PUSH:
        raise Http404
    form = DeviceForm(request.POST)
    response = redirect("accounts:mails")
    if not form.is_valid():
        messages.error(request, _("It was not turned on. Nothing has changed; you can try again."))
        return response
    device = add_device(person=request.user, way=form.cleaned_data["way"])
    response.set_cookie(
        settings.DEVICE_COOKIE_NAME,
        str(device.pk),
        max_age=COOKIE_AGE,
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )
    messages.success(request, _("This device now shows when there is something new."))
    return response


@require_POST
def remove(request, pk):
    """Tell one of my devices nothing any more."""
    remove_device(pk=get_object_or_404(Device.objects.visible_to(request.user), pk=pk).pk)
    messages.success(request, _("That device shows nothing any more."))
    response = redirect("accounts:mails")
    if told_here(request) == pk:
        response.delete_cookie(settings.DEVICE_COOKIE_NAME, samesite="Lax")
    return response


@login_not_required
@without_database
@require_safe
def worker(request):
    """The script a browser runs when something was sent to it. It answers no page and keeps none."""
    if not settings.WEB_PUSH:
        raise Http404
    return HttpResponse(WORKER.read_bytes(), content_type="text/javascript; charset=utf-8")
