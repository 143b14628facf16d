"""Reveal: looking up who is behind an alias. One person asks, another agrees; both stand in the log."""

import uuid
from datetime import timedelta
from functools import reduce
from operator import or_

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community import vault
from community.accounts.models import Role
from moderation.models.concern import WAITS, Concern

OPEN_FOR = timedelta(minutes=60)  # how long the one who asked may look after the other agreed


class RevealQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Safeguarding leads see all; coordinators, who may be the second person, what they answered or still may.

        Nobody reads who asks about themselves.
        """
        others = self.exclude(person=user)
        if user.holds(Role.Kind.SAFEGUARDING):
            return others
        if user.holds(Role.Kind.COORDINATOR):
            return others.filter(Q(answered_at=None) | Q(second=user))
        return self.none()

    def waiting(self):
        return self.filter(answered_at=None)

    def unheard(self, since):
        """Waiting past their time, as long as a lead has for a concern of that level, and nobody was asked to come
        after that moment."""
        now = timezone.now()
        late = [Q(concern__level=level, asked_at__lte=now - time) for level, time in WAITS.items()]
        return self.waiting().filter(reduce(or_, late), Q(called_at=None) | Q(called_at__lte=since))

    def told_to(self, user):
        """What this person was told about somebody looking up who they are, newest first."""
        return self.filter(person=user, told_at__isnull=False).order_by("-told_at")

    def unsettled(self):
        """Somebody may have looked, and it is not decided yet whether the person is told."""
        return self.filter(is_agreed=True, settled_at=None)


class Reveal(models.Model):
    """A request to see the account behind a seat, under a concern. Timed, and never the act of one person alone.

    It outlives the accounts of the two: once those are erased it says when, why and in which duty, and no names.
    """

    class State(models.TextChoices):
        WAITS = "waits", _("waits for a second person")
        DECLINED = "declined", _("declined")
        OPEN = "open", _("open")
        OVER = "over", _("over")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    concern = models.ForeignKey(Concern, on_delete=models.PROTECT, related_name="reveals")
    seat = models.ForeignKey("groups.Membership", null=True, on_delete=models.SET_NULL, related_name="+")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    asked_at = models.DateTimeField(default=timezone.now)
    called_at = models.DateTimeField(
        null=True, blank=True
    )  # when people were last asked to come, past its time
    reason = vault.SealedText(max_length=2000)
    second = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    second_as = models.CharField(
        max_length=13, choices=Role.Kind, blank=True
    )  # in which duty: it outlives the name
    answered_at = models.DateTimeField(null=True, blank=True)
    is_agreed = models.BooleanField(default=False)
    answer = vault.SealedText(max_length=1000, blank=True)  # what the second person says to it
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    settled_at = models.DateTimeField(null=True, blank=True)  # when it was decided whether the person is told
    told_at = models.DateTimeField(null=True, blank=True)
    told = vault.SealedText(max_length=2000, null=True, blank=True)
    why_not = vault.SealedText(max_length=2000, null=True, blank=True)

    objects = RevealQuerySet.as_manager()

    class Meta:
        ordering = ["-asked_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(second=None) | ~Q(second=F("asked_by")), name="a_reveal_takes_two"
            ),
            models.CheckConstraint(
                condition=Q(answered_at=None, second=None, second_as="", is_agreed=False)
                | Q(answered_at__isnull=False, second_as__in=["safeguarding", "coordinator"]),
                name="an_answer_has_a_second_person",
            ),
            models.CheckConstraint(
                condition=Q(settled_at=None, told_at=None, told__isnull=True, why_not__isnull=True)
                | Q(settled_at__isnull=False, told_at__isnull=False, told__isnull=False, why_not__isnull=True)
                | Q(settled_at__isnull=False, told_at=None, told__isnull=True, why_not__isnull=False),
                name="told_or_said_why_not",
            ),
            models.CheckConstraint(
                condition=Q(settled_at=None) | Q(is_agreed=True), name="told_only_of_what_was_agreed"
            ),
        ]

    def __str__(self):
        return str(self.pk)

    @property
    def vault_key_id(self):
        return vault.site_key()

    @property
    def due_at(self):
        """When a second person should have answered: as soon as a lead must have a concern of that level."""
        return self.asked_at + WAITS[self.concern.level]

    @property
    def is_about_life(self):
        return self.concern.level == Concern.Level.LIFE

    @property
    def is_overdue(self):
        return self.answered_at is None and self.due_at <= timezone.now()

    @property
    def open_until(self):
        """The end of the time to look; None before a second person agreed."""
        return self.answered_at + OPEN_FOR if self.is_agreed else None

    @property
    def state(self):
        if self.answered_at is None:
            return self.State.WAITS
        if not self.is_agreed:
            return self.State.DECLINED
        return self.State.OPEN if timezone.now() < self.open_until else self.State.OVER
