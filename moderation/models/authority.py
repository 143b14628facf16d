"""AuthorityNotice: that an authority was told of a concern, how, and whether the family knew."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community import vault
from moderation.models.concern import Concern, WrittenOnce


class AuthorityNotice(WrittenOnce):
    """A notice that somebody gave, by telephone, by post or through the authority's own secure channel.

    The house sends none and keeps no copy of the paper: it is composed from the record each time.
    """

    class Channel(models.TextChoices):
        PHONE = "phone", _("By telephone")
        POST = "post", _("By post")
        SECURE = "secure", _("Through the authority’s own secure form or secure mail")
        HAND = "hand", _("By hand")

    class To(models.TextChoices):
        CHILD = "child", _("Child welfare")
        POLICE = "police", _("Police")
        HEALTH = "health", _("Emergency services or health care")
        OTHER = "other", _("Another authority")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    concern = models.ForeignKey(Concern, on_delete=models.PROTECT, related_name="notices")
    country = models.CharField(max_length=2, choices=settings.COUNTRIES)
    to = models.CharField(max_length=6, choices=To)
    authority = vault.SealedText(max_length=200)
    phone = vault.SealedText(max_length=60, blank=True)
    reference = vault.SealedText(max_length=120, blank=True)
    channel = models.CharField(max_length=6, choices=Channel)
    was_told = models.BooleanField()  # whether the person or the family knew of it
    why_not = vault.SealedText(max_length=2000, null=True, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    given_at = models.DateTimeField()
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["given_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(channel__in=["phone", "post", "secure", "hand"]),
                name="no_notice_by_unprotected_mail",
            ),
            models.CheckConstraint(
                condition=Q(was_told=True, why_not__isnull=True) | Q(was_told=False, why_not__isnull=False),
                name="not_telling_has_a_reason",
            ),
        ]

    def __str__(self):
        return str(self.pk)
