"""Shift: who is on duty when, and whom to call after them."""

import uuid
from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import F, Max, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

EARLY = timedelta(minutes=30)  # before it begins, one can say that one is here
LATE = timedelta(hours=12)  # after it ended by the clock, one can still hand over


class ShiftQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The whole rota, for those who are on it and those who plan it."""
        return self if user.holds("moderator", "safeguarding", "coordinator") else self.none()

    def now(self, now=None):
        """Those going on: planned for now or begun early, and not ended."""
        now = now or timezone.now()
        has_come = Q(starts_at__lte=now) | Q(begun_at__lte=now)
        return self.filter(has_come, ended_at=None, ends_at__gt=now)

    def on_duty(self):
        return self.filter(kind=Shift.Kind.DUTY).order_by("starts_at", "pk")

    def on_call(self):
        """In the order in which they are called."""
        return self.filter(kind=Shift.Kind.ON_CALL).order_by("order", "starts_at", "pk")

    def end_for(self, person):
        """When their time on the rota is over, with what follows at once; None for somebody who is not on it now."""
        planned = self.filter(person=person, ended_at=None)
        end = planned.now().aggregate(last=Max("ends_at"))["last"]
        while end and (then := planned.filter(starts_at__lte=end, ends_at__gt=end).first()):
            end = then.ends_at
        return end

    def touching(self, start, end):
        """Those that share a moment with that time. A shift that was ended by hand is over from then on."""
        begins_before = Q(starts_at__lt=end) | Q(begun_at__lt=end)
        return self.filter(begins_before, ends_at__gt=start).exclude(ended_at__lte=start)


class Shift(models.Model):
    """One person's time on duty, or on call behind those who are."""

    class Kind(models.TextChoices):
        DUTY = "duty", _("on duty")
        ON_CALL = "on_call", _("on call")

    EARLY, LATE = EARLY, LATE

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="shifts")
    kind = models.CharField(max_length=7, choices=Kind, default=Kind.DUTY)
    order = models.PositiveSmallIntegerField(default=0)  # who is called first; 0: on duty, asked at once
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    begun_at = models.DateTimeField(null=True, blank=True)  # when they said that they are here
    ended_at = models.DateTimeField(null=True, blank=True)  # when they handed over

    objects = ShiftQuerySet.as_manager()

    class Meta:
        ordering = ["starts_at"]
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="a_shift_takes_time"),
            models.CheckConstraint(
                condition=Q(kind="duty", order=0) | Q(kind="on_call", order__gte=1),
                name="who_is_on_call_has_a_place_in_line",
            ),
        ]
        indexes = [models.Index(fields=["ends_at"])]

    def __str__(self):
        return str(self.pk)

    @property
    def is_now(self):
        now = timezone.now()
        has_come = self.starts_at <= now or (self.begun_at is not None and self.begun_at <= now)
        return has_come and self.ended_at is None and self.ends_at > now

    @property
    def is_over(self):
        return self.ended_at is not None or self.ends_at <= timezone.now()

    @property
    def can_begin(self):
        """Whether it is time to say that one is here."""
        now = timezone.now()
        return self.begun_at is None and not self.is_over and self.starts_at - EARLY <= now

    @property
    def can_be_handed_over(self):
        """Whether it has begun and nobody has handed it over; a while longer than the clock says."""
        now = timezone.now()
        has_begun = self.starts_at <= now or self.begun_at is not None
        return has_begun and self.ended_at is None and now < self.ends_at + LATE

    @property
    def was_from(self):
        """When it really began."""
        return self.begun_at or self.starts_at

    @property
    def was_until(self):
        """When it really ended, or now while it goes on."""
        return self.ended_at or min(self.ends_at, timezone.now())
