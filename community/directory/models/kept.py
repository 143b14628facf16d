"""What a person was shown and keeps: copies of cards as they were, and their own list with their own notes."""

import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone

from community import vault
from community.directory.models.service import Service


class CardCopy(models.Model):
    """A card of a service as it stood when staff shared it. Nothing changes it; the same content is one copy.

    `key`: "service:<id of the service>:<16 hex of its content>". `facts`: the fields of `cards.Card`, all public.
    """

    key = models.CharField(primary_key=True, max_length=64)
    service = models.ForeignKey(Service, null=True, on_delete=models.SET_NULL, related_name="+")
    facts = models.JSONField()
    made_at = models.DateTimeField(default=timezone.now)


class KeptQuerySet(models.QuerySet):
    def visible_to(self, user):
        """One's own, and nobody else's."""
        return self.filter(account=user)


class Kept(models.Model):
    """A card somebody keeps for themselves. Nobody else sees that they do, or what they note.

    `key`: "service:<id>" or "crisis:<id>". `shown_by`: who had shared it, and `alias`, the name they know the person
    by: for the case that the person lets them follow a referral; told to nobody before.
    """

    NOTE = 1000

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    key = models.CharField(max_length=64)
    service = models.ForeignKey(Service, null=True, on_delete=models.SET_NULL, related_name="+")
    note = vault.SealedText(max_length=NOTE, blank=True)
    shown_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    alias = vault.SealedText(max_length=60, blank=True)
    kept_at = models.DateTimeField(default=timezone.now)

    objects = KeptQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint("account", "key", name="a_card_is_kept_once")]

    @property
    def vault_key_id(self):
        return vault.site_key()
