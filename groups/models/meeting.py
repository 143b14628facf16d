"""Meeting: one instance of the weekly rule. It *is* open between its times while staffed; no job opens it."""

import uuid
from datetime import timedelta

from django.db import models
from django.utils import timezone

from community import vault

EARLY = timedelta(minutes=15)  # staff may open this long before the hour
FAREWELL = timedelta(hours=3)  # in the room, after a meeting was ended
LATE = timedelta(minutes=30)  # and the room closes by itself this long after


class MeetingQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(group__memberships__user=user, group__memberships__left_at=None)

    def held(self):
        """Not cancelled."""
        return self.filter(cancelled_at=None)

    def around(self, now):
        """Those whose room may be open at that instant."""
        return self.held().filter(closed_at=None, starts_at__lte=now + EARLY, ends_at__gt=now - LATE)

    def lately_ended(self):
        """Those whose people may still be looking at the room that closed."""
        return self.filter(closed_at__gt=timezone.now() - FAREWELL)

    def coming(self, now=None):
        return self.held().filter(closed_at=None, ends_at__gt=now or timezone.now()).order_by("starts_at")


class Meeting(models.Model):
    """One meeting of a group. Times are instants (UTC); the local wall time comes from the group's rule."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    group = models.ForeignKey("groups.PeerGroup", on_delete=models.CASCADE, related_name="meetings")
    number = models.PositiveSmallIntegerField()
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    theme = vault.SealedText(max_length=120, blank=True)
    agenda = vault.SealedText(max_length=600, blank=True)  # one line a step, pinned in the room
    exercises = models.JSONField(
        default=list, blank=True
    )  # what was done together, by its keys, in that order
    opened_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)

    objects = MeetingQuerySet.as_manager()

    class Meta:
        ordering = ["starts_at"]
        constraints = [
            models.UniqueConstraint("group", "number", name="one_meeting_per_number"),
            models.UniqueConstraint("group", "starts_at", name="one_meeting_per_time"),
            models.CheckConstraint(
                condition=models.Q(ends_at__gt=models.F("starts_at")), name="meetings_take_time"
            ),
        ]

    def __str__(self):
        return f"{self.group_id} {self.number}"

    @property
    def vault_key_id(self):
        return self.group.data_key_id

    @property
    def over_at(self):
        """When the room closed, or closes by itself: who has a seat before that was there."""
        return self.closed_at or self.ends_at + LATE

    @property
    def is_over(self):
        return self.over_at <= timezone.now()
