"""HelpCall: somebody in a room pressed "I need help now"."""

import uuid
from datetime import timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone

from groups.models.group import Membership
from groups.models.meeting import Meeting

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

    def taken_lately(self):
        """Somebody has them since less than half an hour, and the meeting has not been closed since; newest first."""
        over = Meeting.objects.filter(
            group__room=models.OuterRef("room"), closed_at__gte=models.OuterRef("answered_at")
        )
        taken = self.filter(~models.Exists(over), answered_at__gt=timezone.now() - LATELY)
        return taken.order_by("-answered_at")

    def standing(self, caller):
        """The one call of that person that still says something, or None: their newest, if open or taken lately."""
        newest = self.filter(caller=caller).select_related("answered_by").order_by("-called_at").first()
        if newest is None or newest.answered_at is None:
            return newest
        return self.taken_lately().filter(pk=newest.pk).select_related("answered_by").first()


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
