"""What keeps the directory true: what readers say is wrong, and which addresses on the web still answer."""

import uuid
from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community import vault
from community.directory.models.service import Service
from community.directory.rules import may_edit

SETTLED_WITHIN = timedelta(days=7)


class DoubtKind(models.TextChoices):
    """What a reader found to be wrong."""

    CONTACT = "contact", _("The phone number or the address")
    HOURS = "hours", _("When it is open")
    TERMS = "terms", _("Who may come, what it costs or how one applies")
    GONE = "gone", _("It does not exist any more")
    OTHER = "other", _("Something else")


class DoubtQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Those that wait for an editor, for editors alone."""
        return self.filter(settled_at=None) if may_edit(user) else self.none()

    def late(self):
        """Waiting for a week, and nobody was called for it in the last one."""
        before = timezone.now() - SETTLED_WITHIN
        asked = Q(reminded_at=None) | Q(reminded_at__lte=before)
        return self.filter(asked, settled_at=None, made_at__lte=before)


class Doubt(models.Model):
    """Somebody says that a card is wrong; nobody asks who. The words are sealed, and go when it is settled.

    `erased_at`: nobody settled it in time, so the words went before.
    """

    Kind = DoubtKind

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    service = models.ForeignKey(Service, on_delete=models.CASCADE, related_name="doubts")
    kind = models.CharField(max_length=7, choices=DoubtKind)
    words = vault.SealedText(max_length=1000, blank=True)
    made_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    reminded_at = models.DateTimeField(null=True)
    erased_at = models.DateTimeField(null=True)

    objects = DoubtQuerySet.as_manager()

    class Meta:
        indexes = [models.Index("settled_at", "made_at", name="doubt_settled_made")]

    @property
    def vault_key_id(self):
        return vault.site_key()


class LinkState(models.TextChoices):
    """What an address on the web answered."""

    ANSWERS = "answers", _("answers")
    GONE = "gone", _("says that the page is gone")
    SILENT = "silent", _("does not answer")
    UNSURE = "unsure", _("answers, but not to us")


class LinkQuerySet(models.QuerySet):
    def visible_to(self, user):
        """All, for editors alone."""
        return self if may_edit(user) else self.none()

    def broken(self):
        """Those that lead nowhere."""
        return self.filter(state__in=(LinkState.GONE, LinkState.SILENT))


class Link(models.Model):
    """One address on the web that cards name, and what it answered when we last asked.

    `status` is the HTTP status; empty where none came.
    """

    State = LinkState

    url = models.URLField(max_length=2000, unique=True)
    asked_at = models.DateTimeField()
    state = models.CharField(max_length=7, choices=LinkState)
    status = models.PositiveSmallIntegerField(null=True)

    objects = LinkQuerySet.as_manager()

    class Meta:
        indexes = [models.Index("state", "asked_at", name="link_state_asked")]
