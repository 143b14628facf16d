"""Sanction: what a decision takes from a person, and for how long."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class SanctionQuerySet(models.QuerySet):
    def visible_to(self, user):
        """One's own; all of them, for those who moderate."""
        if user.holds("moderator", "safeguarding"):
            return self
        return self.filter(person=user)

    def current(self):
        """In force now: not lifted, and not ended by the clock."""
        now = timezone.now()
        return self.filter(Q(ends_at=None) | Q(ends_at__gt=now), lifted_at=None, starts_at__lte=now)


class Sanction(models.Model):
    """One step of the ladder, as it holds for one person. It ends by itself; what is permanent took two people.

    Reading first and listening hold for the person in the group of the case, in whatever seat they have or take there:
    what somebody did to these people is answered among these people, and the letter says so. Other groups know nothing
    of it, as one group never learns of another. What must hold everywhere is a pause or a closed account, which the
    ladder has for that; a case about no group offers those alone.
    """

    class Kind(models.TextChoices):
        REMIND = "remind", _("reminder")
        HIDE = "hide", _("hidden words")
        HOLD_FIRST = "hold_first", _("read first")
        MUTE = "mute", _("listening only")
        PAUSE = "pause", _("paused account")
        END_SEAT = "end_seat", _("ended seat")
        END_MEMBERSHIP = "end_membership", _("ended membership")
        CLOSE_ACCOUNT = "close_account", _("closed account")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    decision = models.OneToOneField("moderation.Decision", on_delete=models.PROTECT, related_name="sanction")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    group = models.ForeignKey("groups.PeerGroup", null=True, on_delete=models.SET_NULL, related_name="+")
    seat = models.ForeignKey("groups.Membership", null=True, on_delete=models.SET_NULL, related_name="+")
    kind = models.CharField(max_length=14, choices=Kind)
    starts_at = models.DateTimeField(default=timezone.now)
    ends_at = models.DateTimeField(null=True)
    lifted_at = models.DateTimeField(null=True)
    lifted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    objects = SanctionQuerySet.as_manager()

    class Meta:
        ordering = ["starts_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at=None) | Q(ends_at__gte=F("starts_at")),
                name="a_sanction_ends_after_it_starts",
            ),
            models.CheckConstraint(
                condition=~Q(kind="remind") | Q(ends_at__isnull=False, ends_at=F("starts_at")),
                name="a_reminder_is_said_once",
            ),
        ]
        indexes = [models.Index(fields=["person", "starts_at"])]

    def __str__(self):
        return str(self.pk)

    @property
    def is_current(self):
        now = timezone.now()
        return (
            self.lifted_at is None and self.starts_at <= now and (self.ends_at is None or self.ends_at > now)
        )
