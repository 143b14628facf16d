"""Muting: one person does not want to read another."""

from django.db import models
from django.utils import timezone


class MutingQuerySet(models.QuerySet):
    def of(self, seat):
        """The ids of the seats this one does not want to read."""
        return self.filter(by=seat).values_list("whom_id", flat=True)

    def folded_by(self, seat):
        """The mutings of that person with whom they concern, by name; staff's words are never folded."""
        folded = self.filter(by=seat, whom__part="member")
        return folded.select_related("whom").order_by("whom__alias")


class Muting(models.Model):
    """A personal mute: `by` does not see what `whom` says until asked for. Only `by` knows of it."""

    by = models.ForeignKey("groups.Membership", on_delete=models.CASCADE, related_name="mutings")
    whom = models.ForeignKey("groups.Membership", on_delete=models.CASCADE, related_name="+")
    since = models.DateTimeField(default=timezone.now)

    objects = MutingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint("by", "whom", name="one_muting_per_pair"),
            models.CheckConstraint(condition=~models.Q(by=models.F("whom")), name="nobody_mutes_themselves"),
        ]

    def __str__(self):
        return str(self.pk)
