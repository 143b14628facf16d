"""Telling a browser that there is something new: turned on there by its owner, and off from anywhere."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from community.accounts.device import digest_of
from community.accounts.models import Device, User
from community.push import Outcome

MOST = 6  # devices of one person; the oldest makes way
GIVEN_UP_AFTER = 5  # failures in a row


@transaction.atomic
def add_device(*, person, way) -> Device:
    """Let this browser be told, in place of whoever turned it on there before. Safe to repeat.

    Raises PermissionDenied when the account was closed meanwhile.
    """
    person = User.objects.select_for_update(no_key=True).get(pk=person.pk)
    if not person.is_active:
        raise PermissionDenied
    Device.objects.filter(digest=digest_of(way)).delete()
    newest = person.devices.order_by("-made_at").values_list("pk", flat=True)
    person.devices.exclude(pk__in=list(newest[: MOST - 1])).delete()
    device = Device(user=person)
    device.way = way
    device.save(force_insert=True)
    return device


def remove_device(*, pk):
    """Tell this device nothing any more. Safe to repeat; None is no device, and asks the database nothing."""
    if pk:
        Device.objects.filter(pk=pk).delete()


def remove_devices(*, person, except_pk=None):
    """Tell none of this person's devices anything any more, or only the one at hand."""
    person.devices.exclude(pk=except_pk).delete()


def note_device(*, person, pk):
    """Somebody signed in there: it is in use. Another person's device stays as it is."""
    if pk:
        person.devices.filter(pk=pk).update(seen_at=timezone.now())


def forget_unused():
    """Let go of devices where nobody signed in for long."""
    Device.objects.unused().delete()


def note_outcome(*, device, outcome):
    """Keep what came of telling a device: one that is gone, or was not reached five times in a row, goes."""
    if outcome is Outcome.GONE or (outcome is Outcome.FAILED and device.failures + 1 >= GIVEN_UP_AFTER):
        device.delete()
    elif outcome is Outcome.FAILED:
        Device.objects.filter(pk=device.pk).update(failures=F("failures") + 1)
    elif device.failures:
        Device.objects.filter(pk=device.pk).update(failures=0)
