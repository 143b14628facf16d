"""HelpCall: somebody in a room pressed "I need help now"."""

import uuid
from datetime import timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone

from groups.models.group import Membership

LATELY = timedelta(minutes=30)


class HelpCallQuerySet(models.QuerySet):
    def open(self):
        """Nobody has answered yet, longest wait first."""
        return self.filter(answered_at=None).order_by("called_at")

    def visible_to(self, user):
        """Calls are known to the staff of the group they come from."""
        return self.filter(
            room__group__memberships__user=user,
            room__group__memberships__left_at=None,
            room__group__memberships__part__in=Membership.STAFF,
        )

    def answered_lately(self, caller):
        """That person's calls somebody has taken within the last half hour, newest first."""
        return self.filter(caller=caller, answered_at__gt=timezone.now() - LATELY).order_by("-answered_at")


class HelpCall(models.Model):
    """A page to staff from a person who needs help now. The clock runs from `called_at` until somebody answers."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    room = models.ForeignKey("groups.Room", on_delete=models.CASCADE, related_name="calls")
    caller = models.ForeignKey("groups.Membership", on_delete=models.CASCADE, related_name="+")
    called_at = models.DateTimeField(default=timezone.now)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    answered_at = models.DateTimeField(null=True)

    objects = HelpCallQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "room", "caller", condition=models.Q(answered_at=None), name="one_open_call_per_person"
            )
        ]

    def __str__(self):
        return str(self.pk)
