"""Paging: asking somebody to come, and the next one when nobody does."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class PagingQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Those this person was asked to come for."""
        return self.filter(paged__user=user)

    def going_on(self):
        """Nobody has come yet, longest first."""
        return self.filter(ended_at=None).order_by("began_at")

    def due(self, now=None):
        """The next person is to be asked now."""
        return self.going_on().filter(next_at__lte=now or timezone.now())


class Paging(models.Model):
    """A room asks for staff: its own have dropped, or nobody takes a call for help. The clock runs from `began_at`."""

    class Kind(models.TextChoices):
        STAFFING = "staffing", _("a room waits for staff")
        HELP = "help", _("somebody called for help")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    room = models.ForeignKey("groups.Room", on_delete=models.CASCADE, related_name="pagings")
    call = models.OneToOneField(
        "groups.HelpCall", null=True, blank=True, on_delete=models.CASCADE, related_name="paging"
    )
    kind = models.CharField(max_length=8, choices=Kind)
    began_at = models.DateTimeField(default=timezone.now)
    step = models.PositiveSmallIntegerField(default=0)  # how often somebody was asked
    next_at = models.DateTimeField(default=timezone.now)  # when the next person is asked
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = PagingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "room",
                condition=Q(ended_at=None, kind="staffing"),
                name="one_staffing_page_at_a_time_per_room",
            )
        ]
        indexes = [models.Index(fields=["next_at"], condition=Q(ended_at=None), name="pagings_due")]

    def __str__(self):
        return str(self.pk)


class PagedQuerySet(models.QuerySet):
    def waiting_for(self, user):
        """What this person was asked to come for and still goes on, longest first."""
        return self.filter(user=user, paging__ended_at=None).order_by("paging__began_at")


class Paged(models.Model):
    """One person was asked to come. What they are told names no group and nothing that was said."""

    paging = models.ForeignKey(Paging, on_delete=models.CASCADE, related_name="paged")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="pages")
    paged_at = models.DateTimeField(default=timezone.now)
    seen_at = models.DateTimeField(null=True, blank=True)

    objects = PagedQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint("paging", "user", name="paged_once_per_paging")]

    def __str__(self):
        return str(self.pk)
