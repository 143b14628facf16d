"""Step: something to be done about a concern, by a time; and whom we asked for advice."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community import vault
from moderation.models.concern import Concern, WrittenOnce


class StepQuerySet(models.QuerySet):
    def left(self):
        """Not done yet, what is due first before the rest."""
        return self.filter(done_at=None).order_by("due_at")


class Step(models.Model):
    """One entry to be ticked off: what, who, until when. A plan that changes is a new step; this one is then done
    with its reason."""

    class Kind(models.TextChoices):
        ACT = "act", _("Do")
        FOLLOW_UP = "follow", _("Follow up")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    concern = models.ForeignKey(Concern, on_delete=models.PROTECT, related_name="steps")
    kind = models.CharField(max_length=6, choices=Kind, default=Kind.ACT)
    what = vault.SealedText(max_length=500)
    who = vault.SealedText(max_length=120)
    due_at = models.DateTimeField()
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    made_at = models.DateTimeField(default=timezone.now)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    done_at = models.DateTimeField(null=True, blank=True)
    came = vault.SealedText(max_length=2000, null=True, blank=True)

    objects = StepQuerySet.as_manager()

    class Meta:
        ordering = ["due_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(done_at=None, done_by=None, came__isnull=True)
                | Q(done_at__isnull=False, came__isnull=False),
                name="a_done_step_says_what_came_of_it",
            )
        ]

    def __str__(self):
        return str(self.pk)

    @property
    def vault_key_id(self):
        return vault.site_key()

    @property
    def is_late(self):
        return self.done_at is None and self.due_at < timezone.now()


class Consultation(WrittenOnce):
    """Whom we asked, what they advised, and whether they learned who the person is."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    concern = models.ForeignKey(Concern, on_delete=models.PROTECT, related_name="consultations")
    whom = vault.SealedText(max_length=200)
    advice = vault.SealedText(max_length=4000)
    was_named = models.BooleanField(default=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["at"]

    def __str__(self):
        return str(self.pk)
