"""Sign: what a person shows the others without words."""

import uuid
from datetime import timedelta

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

LAST = timedelta(hours=6)  # no meeting takes longer


class SignQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The signs in the rooms of groups in which this person has a seat now."""
        return self.filter(room__group__memberships__user=user, room__group__memberships__left_at=None)

    def shown(self):
        """Those up now, longest first. What is left of a meeting that closed by the clock is not shown."""
        return self.filter(since__gt=timezone.now() - LAST).order_by("since")

    def of_kind(self, kind):
        return self.shown().filter(kind=kind)


class Sign(models.Model):
    """A raised hand, a break, or "done with the exercise". Gone when taken down, and when the meeting closes."""

    class Kind(models.TextChoices):
        HAND = "hand", _("would like to speak")
        BREAK = "break", _("takes a break")
        DONE = "done", _("done with the exercise")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    room = models.ForeignKey("groups.Room", on_delete=models.CASCADE, related_name="signs")
    seat = models.ForeignKey("groups.Membership", on_delete=models.CASCADE, related_name="signs")
    kind = models.CharField(max_length=5, choices=Kind)
    since = models.DateTimeField(default=timezone.now)

    objects = SignQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint("room", "seat", "kind", name="one_sign_of_a_kind_per_person")]

    def __str__(self):
        return str(self.pk)
