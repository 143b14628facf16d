"""Report: somebody says that something said should be looked at."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community import vault


class ReportQuerySet(models.QuerySet):
    def open(self):
        return self.filter(seen_at=None)


class Report(models.Model):
    """A notice from inside a group (Digital Services Act art. 16), with a sealed copy of the words and what stood
    around them. It lies under the site's own key, so it outlives the group's words."""

    class Kind(models.TextChoices):
        WORRY = "worry", _("I am worried about this person")
        UNKIND = "unkind", _("It is unkind or frightening")
        EXPOSED = "exposed", _("It says who somebody is")
        CONTACT = "contact", _("Somebody asks to meet or write outside the group")
        OTHER = "other", _("Something else")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=7, choices=Kind)
    note = vault.SealedText(max_length=1000, blank=True)
    copy = vault.SealedText(max_length=40000)  # JSON: the message and its surroundings as they stood
    group = models.ForeignKey("groups.PeerGroup", null=True, on_delete=models.SET_NULL, related_name="+")
    message = models.ForeignKey("groups.Message", null=True, on_delete=models.SET_NULL, related_name="+")
    reporter = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    made_at = models.DateTimeField(default=timezone.now)
    seen_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    seen_at = models.DateTimeField(null=True)

    objects = ReportQuerySet.as_manager()

    class Meta:
        ordering = ["made_at"]
        constraints = [
            models.UniqueConstraint(
                "message",
                "reporter",
                condition=Q(seen_at=None),
                name="one_open_report_per_person_and_message",
            )
        ]

    def __str__(self):
        return str(self.pk)

    @property
    def vault_key_id(self):
        return vault.site_key()
