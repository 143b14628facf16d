"""Somebody asks to be contacted, from the public site and without an account."""

import uuid
from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community import vault
from community.directory.rules import may_contact

CALL_AGAIN_AFTER = timedelta(days=1)


class ContactRequestQuerySet(models.QuerySet):
    def visible_to(self, user):
        """All that is still kept, for those on the duty list."""
        return self if may_contact(user) else self.none()

    def waiting(self):
        """Not closed, what is due first coming first."""
        return self.filter(closed_at=None).order_by("due_at")

    def late(self):
        """Past its time, and nobody was called for it in the last day."""
        now = timezone.now()
        asked = Q(reminded_at=None) | Q(reminded_at__lte=now - CALL_AGAIN_AFTER)
        return self.waiting().filter(asked, due_at__lte=now)


class ContactRequest(models.Model):
    """One person who waits for somebody to get in touch. Everything they wrote is sealed, and erased."""

    class Outcome(models.TextChoices):
        REACHED = "reached", _("reached")
        UNREACHED = "unreached", _("could not be reached")
        LAPSED = "lapsed", _("nobody got in touch in time")

    TRIES = 3  # before it may be closed without having reached anybody
    WORDS = ("name", "reach", "times", "message", "words")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = vault.SealedText(max_length=80, null=True)
    reach = vault.SealedText(max_length=200, null=True)
    times = vault.SealedText(max_length=200, null=True)
    message = vault.SealedText(max_length=3, null=True)  # "yes" or "no": whether one may leave a message
    words = vault.SealedText(max_length=600, null=True)
    language = models.CharField(max_length=7, choices=settings.LANGUAGES)
    asked_at = models.DateTimeField(default=timezone.now)
    due_at = models.DateTimeField()
    claimed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    claimed_at = models.DateTimeField(null=True)
    tries = models.PositiveSmallIntegerField(default=0)
    tried_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=9, choices=Outcome, blank=True)
    closed_at = models.DateTimeField(null=True)
    reminded_at = models.DateTimeField(null=True)
    erased_at = models.DateTimeField(null=True)

    objects = ContactRequestQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="a_closed_request_has_an_outcome",
                condition=Q(closed_at=None, outcome="")
                | Q(closed_at__isnull=False, outcome__in=("reached", "unreached", "lapsed")),
            ),
            models.CheckConstraint(
                name="erased_requests_hold_no_words",
                condition=Q(erased_at=None)
                | Q(
                    closed_at__isnull=False,
                    **{f"{name}__isnull": True for name in ("name", "reach", "times", "message", "words")},
                ),
            ),
        ]
        indexes = [models.Index("due_at", condition=Q(closed_at=None), name="contact_waiting")]

    @property
    def vault_key_id(self):
        return vault.site_key()

    @property
    def is_late(self):
        return self.closed_at is None and self.due_at <= timezone.now()
