"""Alarm: a case or a concern that cannot wait asks one person after the other, by a clock."""

import uuid
from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.accounts.models import Role
from moderation.models.case import Case
from moderation.models.concern import Concern

SEALED = (
    "case__evidence",
    "case__proposed",
    *(f"case__message__{name}" for name in ("body", "reason", "found")),
)
LATELY = timedelta(minutes=5)  # that those who were asked still read who has it


def waits():
    """The condition that the case, or the concern, of an alarm still asks for somebody."""
    case = Case.objects.open().filter(pk=OuterRef("case"))
    return Exists(case) | Exists(Concern.objects.calling().filter(pk=OuterRef("concern")))


class AlarmQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Those about cases for who is on watch, those about concerns for leads; none about themselves."""
        seen = Q(case__in=Case.objects.visible_to(user))
        if user.holds(Role.Kind.SAFEGUARDING):
            seen |= Q(concern__in=Concern.objects.visible_to(user))
        return self.filter(seen)

    def going_on(self):
        """Nobody has it yet, and what it is about still waits."""
        return self.filter(waits(), ended_at=None)

    def due(self, now=None):
        """The next person is to be asked now."""
        return self.going_on().filter(next_at__lte=now or timezone.now()).order_by("began_at")

    def before(self, user):
        """What this person was asked to see to: still going on, or somebody else has it since a moment.

        With the group and the meeting of its case, and nothing that was said there. At most two queries.
        """
        lately = Q(ended_at__gt=timezone.now() - LATELY, taken_by__isnull=False) & ~Q(taken_by=user)
        going_on = Q(pk__in=Alarm.objects.going_on().order_by().values("pk"))
        asked = self.filter(going_on | lately, asked__person=user)
        first = [F("ended_at").asc(nulls_first=True), F("case__priority").asc(nulls_first=True), "began_at"]
        asked = asked.select_related("case__group", "case__message__meeting", "taken_by").defer(*SEALED)
        return asked.prefetch_related("case__group__texts").order_by(*first)


class Alarm(models.Model):
    """A case or a concern asks for somebody: life is in danger, or its time is over.

    "I have it" ends it, and so does the decision, or a lead who has the concern. Of a case it names the group and its
    meeting, which whoever is asked may know. Of a concern it tells only that life is in danger: neither a name nor a
    group.
    """

    class Kind(models.TextChoices):
        URGENT = "urgent", _("somebody is needed now")
        OVERDUE = "overdue", _("its time is over")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, null=True, on_delete=models.CASCADE, related_name="alarms")
    concern = models.ForeignKey(Concern, null=True, on_delete=models.CASCADE, related_name="alarms")
    kind = models.CharField(max_length=7, choices=Kind)
    began_at = models.DateTimeField(default=timezone.now)
    next_at = models.DateTimeField(default=timezone.now)  # when the next person is asked
    taken_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = AlarmQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "case", condition=Q(ended_at=None), name="one_alarm_at_a_time_for_a_case"
            ),
            models.UniqueConstraint(
                "concern", condition=Q(ended_at=None), name="one_alarm_at_a_time_for_a_concern"
            ),
            models.CheckConstraint(
                condition=Q(case__isnull=False, concern=None) | Q(case=None, concern__isnull=False),
                name="an_alarm_is_about_one_thing",
            ),
        ]
        indexes = [models.Index(fields=["next_at"], condition=Q(ended_at=None), name="alarms_due")]

    def __str__(self):
        return str(self.pk)

    @property
    def thing(self):
        """The case, or the concern."""
        return self.concern if self.case_id is None else self.case

    @property
    def priority(self):
        """How much it hurries, as cases say it; a concern that rings is always about a life."""
        return Case.Priority.LIFE if self.case_id is None else Case.Priority(self.case.priority)


class Asked(models.Model):
    """One person was asked to see to it. What they are told names nobody and nothing that was said."""

    alarm = models.ForeignKey(Alarm, on_delete=models.CASCADE, related_name="asked")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    asked_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint("alarm", "person", name="asked_once_for_an_alarm")]

    def __str__(self):
        return str(self.pk)
