"""Visit: somebody from outside the group is in its room for a while, and everybody there can read that."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone


class VisitQuerySet(models.QuerySet):
    def visible_to(self, user):
        """A person's own."""
        return self.filter(person=user)

    def going_on(self):
        return self.filter(ended_at=None, until__gt=timezone.now())


class Visit(models.Model):
    """A timed presence in a room. The room's row says it to its members; this row says it for good.

    `seen`: the room's revision up to which they have read.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    room = models.ForeignKey("groups.Room", on_delete=models.CASCADE, related_name="visits")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    began_at = models.DateTimeField(default=timezone.now)
    until = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    seen = models.PositiveBigIntegerField(default=0)

    objects = VisitQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(until__gt=F("began_at")), name="a_visit_takes_time")
        ]

    def __str__(self):
        return str(self.pk)

    @property
    def is_going_on(self):
        return self.ended_at is None and self.until > timezone.now()
