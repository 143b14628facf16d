"""Reaction: a small supportive answer to something written, from the same few as in the room."""

from django.db import models
from django.utils import timezone

from groups.models import Reaction as InRoom


class ReactionQuerySet(models.QuerySet):
    def by_name(self):
        """With whoever gave them, in the order they were given."""
        return self.select_related("seat").order_by("given_at", "pk")


class Reaction(models.Model):
    """One person's sign under one reply. Shown by name, never counted."""

    Kind = InRoom.Kind

    reply = models.ForeignKey("forum.Reply", on_delete=models.CASCADE, related_name="reactions")
    seat = models.ForeignKey("groups.Membership", on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=8, choices=InRoom.Kind)
    given_at = models.DateTimeField(default=timezone.now)

    objects = ReactionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint("reply", "seat", "kind", name="one_reaction_of_a_kind_per_reader")
        ]

    def __str__(self):
        return f"{self.reply_id} {self.kind}"
