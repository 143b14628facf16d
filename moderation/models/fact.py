"""Fact: one entry in a concern; and who has looked."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community import vault
from moderation.models.concern import Concern, WrittenOnce


class Fact(WrittenOnce):
    """One entry of the record: what was said, seen, made of it or done; a new level; whether the family was told."""

    class Kind(models.TextChoices):
        SAID = "said", _("Said, in their own words")
        SEEN = "seen", _("Observed")
        MEANT = "meant", _("Interpreted")
        DONE = "done", _("Done")
        LEVEL = "level", _("Level of risk")
        FAMILY = "family", _("Telling the family")

    BY_HAND = (Kind.SAID, Kind.SEEN, Kind.MEANT, Kind.DONE)

    class Family(models.TextChoices):
        TOLD = "told", _("They were told")
        JOINT = "joint", _("They ask for help together with us")
        NOT_TOLD = "not", _("They were not told")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    concern = models.ForeignKey(Concern, on_delete=models.PROTECT, related_name="facts")
    kind = models.CharField(max_length=6, choices=Kind)
    words = vault.SealedText(max_length=8000)
    level = models.PositiveSmallIntegerField(null=True, blank=True, choices=Concern.Level)
    family = models.CharField(max_length=5, choices=Family, blank=True)
    corrects = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="corrections"
    )
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="level", level__isnull=False) | (~Q(kind="level") & Q(level=None)),
                name="a_judgement_has_a_level",
            ),
            models.CheckConstraint(
                condition=(Q(kind="family") & ~Q(family="")) | (~Q(kind="family") & Q(family="")),
                name="what_the_family_knows_is_said",
            ),
        ]

    def __str__(self):
        return str(self.pk)


class Look(WrittenOnce):
    """Somebody opened the record: beside the entry in the audit log, so that those who work with it see it too."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    concern = models.ForeignKey(Concern, on_delete=models.PROTECT, related_name="looks")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-at"]

    def __str__(self):
        return str(self.pk)
