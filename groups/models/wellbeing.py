"""Wellbeing: how somebody follows, for themselves, how they are; asked for by them and by nobody else."""

import json
import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone

from community import vault
from groups import who5


class WellbeingQuerySet(models.QuerySet):
    def visible_to(self, user):
        """One's own, and nobody else's, whoever they are."""
        return self.filter(account=user)


class Wellbeing(models.Model):
    """That a person wants these questions: since when, and until when. Their answers have a data key of their own."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    account = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    data_key = models.OneToOneField("community.DataKey", on_delete=models.PROTECT, related_name="+")
    begun_at = models.DateTimeField(default=timezone.now)
    stopped_at = models.DateTimeField(null=True, blank=True)

    objects = WellbeingQuerySet.as_manager()

    def __str__(self):
        return str(self.pk)

    @property
    def is_on(self):
        return self.stopped_at is None


class WellbeingAnswer(models.Model):
    """Five answers of 0 to 5, given on one day. Nobody but the person ever reads them."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    wellbeing = models.ForeignKey(Wellbeing, on_delete=models.CASCADE, related_name="answers")
    sealed_numbers = vault.SealedText(max_length=40)  # JSON: [0..5, …]
    answered_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["answered_at"]

    def __str__(self):
        return str(self.pk)

    @property
    def vault_key_id(self):
        return self.wellbeing.data_key_id

    @property
    def numbers(self):
        """What was answered, in the order of the questions; [] once the words are destroyed."""
        try:
            return json.loads(self.sealed_numbers)
        except ValueError:
            return []

    @numbers.setter
    def numbers(self, numbers):
        self.sealed_numbers = json.dumps(numbers, separators=(",", ":"))

    @property
    def score(self):
        """0 to 100, or None once the words are destroyed."""
        return who5.score(self.numbers) if self.numbers else None
