"""Round: a turn passes from person to person. Silence is fine, and so is passing."""

import uuid

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community import vault


class RoundQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The rounds of groups in which this person has a seat now."""
        return self.filter(room__group__memberships__user=user, room__group__memberships__left_at=None)

    def going_on(self):
        return self.filter(ended_at=None)


class Round(models.Model):
    """One round in a meeting, with the prompt everybody answers in turn. A room has one at a time."""

    PROMPT = 200

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    room = models.ForeignKey("groups.Room", on_delete=models.CASCADE, related_name="rounds")
    meeting = models.ForeignKey("groups.Meeting", on_delete=models.CASCADE, related_name="rounds")
    prompt = vault.SealedText(max_length=PROMPT, blank=True)
    began_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = RoundQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "room", condition=models.Q(ended_at=None), name="one_round_at_a_time_per_room"
            )
        ]

    def __str__(self):
        return str(self.pk)

    @property
    def vault_key_id(self):
        return self.room.group.data_key_id


class TurnQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The turns of rounds in groups in which this person has a seat now."""
        memberships = "round__room__group__memberships"
        return self.filter(**{f"{memberships}__user": user, f"{memberships}__left_at": None})

    def in_order(self):
        return self.order_by("place")

    def to_come(self):
        return self.filter(state=Turn.State.WAITING, seat__left_at=None).order_by("place")

    def now(self):
        return self.filter(state=Turn.State.NOW)


class Turn(models.Model):
    """One person's turn in a round; at most one is on. Who passes or only listens gives no reason."""

    class State(models.TextChoices):
        WAITING = "waiting", _("still to come")
        NOW = "now", _("has the turn")
        SPOKE = "spoke", _("has spoken")
        PASSED = "passed", _("passed")
        LISTENING = "listening", _("just listening")
        SKIPPED = "skipped", _("the turn moved on")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="turns")
    seat = models.ForeignKey("groups.Membership", on_delete=models.CASCADE, related_name="turns")
    place = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=9, choices=State, default=State.WAITING)
    began_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = TurnQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint("round", "seat", name="one_turn_per_person_and_round"),
            models.UniqueConstraint("round", "place", name="one_turn_per_place"),
            models.UniqueConstraint("round", condition=models.Q(state="now"), name="one_turn_at_a_time"),
        ]

    def __str__(self):
        return str(self.pk)

    @property
    def is_open(self):
        """Still to come, or on."""
        return self.state in {self.State.WAITING, self.State.NOW}
