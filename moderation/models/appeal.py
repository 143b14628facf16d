"""Appeal: somebody objects to a decision, and somebody else looks at it anew."""

import uuid
from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community import vault

# Six months from the day the person was told (Digital Services Act art. 20), counted generously.
TIME = timedelta(days=184)


class AppealQuerySet(models.QuerySet):
    def visible_to(self, user):
        """All of them for those who moderate, but none about a decision on themselves; else one's own."""
        if user.holds("moderator", "safeguarding"):
            return self.exclude(by=user)
        return self.filter(by=user)

    def open(self):
        return self.filter(decided_at=None)

    def open_to(self, user):
        """Those that wait and that this person may decide: they took no part in the decision."""
        return self.open().exclude(by=user).exclude(first_by=user).exclude(first_second_by=user)


class Appeal(models.Model):
    """An objection to one decision, by the person it is about. Whoever decided first never decides it."""

    class Outcome(models.TextChoices):
        UPHELD = "upheld", _("It stays as it was")
        REVERSED = "reversed", _("It is undone")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    decision = models.OneToOneField("moderation.Decision", on_delete=models.PROTECT, related_name="appeal")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    words = vault.SealedText(max_length=5000)
    made_at = models.DateTimeField(default=timezone.now)
    # Copies, so that the database itself can refuse the wrong person.
    first_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    first_second_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=8, choices=Outcome, blank=True)
    answer = vault.SealedText(max_length=5000, blank=True)

    objects = AppealQuerySet.as_manager()

    class Meta:
        ordering = ["made_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(decided_by=None)
                | ~Q(decided_by=F("first_by"))
                & (Q(first_second_by=None) | ~Q(decided_by=F("first_second_by"))),
                name="an_appeal_is_decided_by_somebody_else",
            ),
            models.CheckConstraint(
                condition=Q(decided_by=None, decided_at=None, outcome="")
                | Q(decided_by__isnull=False, decided_at__isnull=False, outcome__in=["upheld", "reversed"]),
                name="an_appeal_is_decided_wholly_or_not",
            ),
        ]

    def __str__(self):
        return str(self.pk)

    @property
    def vault_key_id(self):
        return vault.site_key()

    @property
    def is_open(self):
        return self.decided_at is None
