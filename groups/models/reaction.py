"""Reaction: a small supportive answer to something said."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class ReactionQuerySet(models.QuerySet):
    def by_name(self):
        """With whoever gave them, in the order they were given."""
        return self.select_related("seat").order_by("given_at", "pk")


class Reaction(models.Model):
    """One person's answer to one message, from a small fixed set with text names. Shown by name, never counted."""

    class Kind(models.TextChoices):
        WITH_YOU = "with_you", _("I am with you")
        ME_TOO = "me_too", _("Me too")
        THANKS = "thanks", _("Thank you for saying it")
        STRENGTH = "strength", _("Strength to you")

    message = models.ForeignKey("groups.Message", on_delete=models.CASCADE, related_name="reactions")
    seat = models.ForeignKey("groups.Membership", on_delete=models.CASCADE, related_name="reactions")
    kind = models.CharField(max_length=8, choices=Kind)
    given_at = models.DateTimeField(default=timezone.now)

    objects = ReactionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint("message", "seat", "kind", name="one_reaction_of_a_kind_per_person")
        ]

    def __str__(self):
        return f"{self.message_id} {self.kind}"
