"""CheckIn: how somebody came to a meeting and how they left it, in their own numbers."""

import json
import uuid

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community import vault

TOLD = "told"  # beside the answers, in the same sealed words


class CheckInQuerySet(models.QuerySet):
    def of(self, meeting, kind):
        """All answers to one check of one meeting. For counting them together only."""
        return self.filter(meeting=meeting, kind=kind).order_by("answered_at")

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
    sealed_answers = vault.SealedText(max_length=100)  # JSON: {"mood": 0..10, …, "told": {…}}
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
        return {key: number for key, number in self._sealed().items() if key != TOLD}

    @property
    def told(self):
        """The copy that staff's summary counts (`groups.tally`), in the same form; {} while it counts none."""
        return self._sealed().get(TOLD, {})

    def answer(self, answers):
        """Write what was answered; staff's copy stays as it is."""
        self._seal({key: number for key, number in answers.items() if number is not None}, self.told)

    def tell(self, key):
        """Let staff's copy of one answer be what the answer is now; when it was taken back, the copy goes too."""
        answers, told = self.answers, self.told
        told.pop(key, None)
        self._seal(answers, told | {k: number for k, number in answers.items() if k == key})

    def untell(self):
        """Take back staff's copy of all answers; the answers stay."""
        self._seal(self.answers, {})

    def _seal(self, answers, told):
        facts = answers | ({TOLD: told} if told else {})
        self.sealed_answers = json.dumps(facts, separators=(",", ":"))

    def _sealed(self):
        try:
            return json.loads(self.sealed_answers)
        except ValueError:
            return {}
