"""CheckIn: how somebody came to a meeting and how they left it, in their own numbers."""

import json
import uuid

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community import vault


class CheckInQuerySet(models.QuerySet):
    def own(self, seat):
        """One person's own answers, newest first. Nobody else ever reads single answers."""
        return self.filter(seat=seat).order_by("-answered_at")


class CheckIn(models.Model):
    """One person's answers at one end of a meeting: mood, felt heard, felt safe, each 0 to 10 or left out."""

    class Kind(models.TextChoices):
        IN = "in", _("check-in")
        OUT = "out", _("check-out")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    meeting = models.ForeignKey("groups.Meeting", on_delete=models.CASCADE, related_name="check_ins")
    seat = models.ForeignKey("groups.Membership", on_delete=models.CASCADE, related_name="check_ins")
    kind = models.CharField(max_length=3, choices=Kind)
    sealed_answers = vault.SealedText(max_length=100)  # JSON: {"mood": 0..10, "heard": …, "safe": …}
    answered_at = models.DateTimeField(default=timezone.now)

    objects = CheckInQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint("meeting", "seat", "kind", name="one_check_in_of_a_kind_per_meeting")
        ]

    def __str__(self):
        return str(self.pk)

    @property
    def vault_key_id(self):
        return self.meeting.group.data_key_id

    @property
    def answers(self):
        """{"mood": 7, …}: what was answered, without what was left out; {} once the words are destroyed."""
        try:
            return json.loads(self.sealed_answers)
        except ValueError:
            return {}
