"""HandOver and Promise: what one person on duty leaves to the next."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from community import vault


class HandOverQuerySet(models.QuerySet):
    def visible_to(self, user):
        """All of them, for those on watch: whoever comes next may be anybody."""
        return self if user.holds("moderator", "safeguarding") else self.none()

    def unread_by(self, user):
        """What somebody else left and nobody has said they read, newest first."""
        return self.filter(read_at=None).exclude(shift__person=user).order_by("-made_at")


class HandOver(models.Model):
    """What stood at the end of one shift: numbers from the log, and staff's own words, sealed under the site's key."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    shift = models.OneToOneField("moderation.Shift", on_delete=models.CASCADE, related_name="hand_over")
    words = vault.SealedText(max_length=4000, blank=True)
    counts = models.JSONField(default=dict)  # what was open, and what was done: numbers by name
    made_at = models.DateTimeField(default=timezone.now)
    read_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    read_at = models.DateTimeField(null=True, blank=True)

    objects = HandOverQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(read_by=None) | Q(read_at__isnull=False), name="a_hand_over_is_read_at_a_time"
            )
        ]

    def __str__(self):
        return str(self.pk)

    @property
    def vault_key_id(self):
        return vault.site_key()


class PromiseQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self if user.holds("moderator", "safeguarding") else self.none()

    def open(self):
        """What somebody was promised and nobody has said is kept, oldest first."""
        return self.filter(kept_at=None).order_by("made_at")


class Promise(models.Model):
    """One line that staff promised to somebody. It stays before those on duty until it is kept."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    words = vault.SealedText(max_length=500)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    made_at = models.DateTimeField(default=timezone.now)
    kept_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    kept_at = models.DateTimeField(null=True, blank=True)

    objects = PromiseQuerySet.as_manager()

    def __str__(self):
        return str(self.pk)

    @property
    def vault_key_id(self):
        return vault.site_key()
