"""A browser whose owner asked that it says when there is something new."""

import json
import uuid
from datetime import timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.crypto import salted_hmac

from community import vault
from community.push import Way

UNUSED_AFTER = timedelta(days=90)  # without anybody signing in there


class DeviceQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(user=user).order_by("made_at")

    def unused(self):
        return self.filter(seen_at__lte=timezone.now() - UNUSED_AFTER)


class Device(models.Model):
    """One browser of one person, and how it is reached; nothing tells what kind it is or who made it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="devices")
    digest = models.BinaryField(max_length=32, unique=True)  # HMAC-SHA256 of its endpoint: one row for each
    sealed_way = vault.SealedText(max_length=2000)
    made_at = models.DateTimeField(default=timezone.now)
    seen_at = models.DateTimeField(default=timezone.now)  # the last sign-in there
    told_at = models.DateTimeField(default=timezone.now)  # of news; the first is what is new from now on
    reminded_at = models.DateTimeField(null=True, blank=True)  # of a meeting
    failures = models.PositiveSmallIntegerField(default=0)  # in a row

    objects = DeviceQuerySet.as_manager()

    def __str__(self):
        return str(self.pk)

    @property
    def vault_key_id(self):
        return vault.site_key()

    @property
    def way(self):
        return Way(**json.loads(self.sealed_way))

    @way.setter
    def way(self, way):
        self.sealed_way = json.dumps(vars(way))
        self.digest = digest_of(way)


def digest_of(way):
    """By which a browser is known again without its address."""
    return salted_hmac("accounts.device", way.endpoint, algorithm="sha256").digest()


def told_here(request):
    """The id of the device this request comes from, as its cookie says; None for one that is not told."""
    try:
        return uuid.UUID(request.COOKIES.get(settings.DEVICE_COOKIE_NAME, ""))
    except ValueError:
        return None
