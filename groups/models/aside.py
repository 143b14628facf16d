"""Aside: words beside the group's talk, between one member and staff, or among staff."""

import uuid
from datetime import timedelta

from django.db import models
from django.db.models import Q
from django.utils import timezone

from community import vault

LATELY = timedelta(hours=12)  # how long a line that was answered stays before staff


class AsideQuerySet(models.QuerySet):
    def visible_to(self, user):
        """What stands on this person’s own lines with staff."""
        return self.filter(member__user=user)

    def of(self, member):
        """One member's private line with staff, oldest first."""
        return self.filter(member=member).order_by("said_at")

    def among_staff(self):
        """Staff's own line, oldest first."""
        return self.filter(member=None).order_by("said_at")

    def waiting(self):
        """What members wrote and no staff has answered or marked as seen, longest first."""
        return self.exclude(member=None).filter(seen_at=None).order_by("said_at")

    def before_staff(self):
        """What stands before staff: all that waits, and the lines of the last hours, oldest first."""
        late = Q(said_at__gt=timezone.now() - LATELY)
        return self.exclude(member=None).filter(Q(seen_at=None) | late).order_by("said_at")

    def times_of(self, author, since):
        """When that person wrote since then, oldest first."""
        return list(
            self.filter(author=author, said_at__gt=since)
            .order_by("said_at")
            .values_list("said_at", flat=True)
        )


class Aside(models.Model):
    """One thing said on a private line: `member` is whose line with staff it is; empty on the line of staff alone.

    Never in the transcript, its counter, or any frame to the room. No member can write to another here.
    """

    LENGTH = 1000

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    room = models.ForeignKey("groups.Room", on_delete=models.CASCADE, related_name="asides")
    meeting = models.ForeignKey("groups.Meeting", null=True, on_delete=models.SET_NULL, related_name="asides")
    member = models.ForeignKey(
        "groups.Membership", null=True, blank=True, on_delete=models.CASCADE, related_name="asides"
    )
    author = models.ForeignKey("groups.Membership", null=True, on_delete=models.SET_NULL, related_name="+")
    body = vault.SealedText(max_length=LENGTH)
    card = models.CharField(
        max_length=64, blank=True
    )  # a service that staff show, by its key, as in the room
    client_id = models.UUIDField(default=uuid.uuid4)
    said_at = models.DateTimeField(default=timezone.now)
    seen_at = models.DateTimeField(null=True, blank=True)  # when staff first marked a member's words as seen

    objects = AsideQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint("room", "author", "client_id", name="a_resent_aside_finds_the_first_copy")
        ]
        indexes = [
            models.Index(fields=["room", "member", "said_at"]),
            models.Index(fields=["room"], condition=Q(seen_at=None), name="asides_waiting"),
        ]

    def __str__(self):
        return str(self.pk)

    @property
    def vault_key_id(self):
        return self.room.group.data_key_id
