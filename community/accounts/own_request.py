"""OwnDataRequest: that a person used their right to their own data, and what became of it."""

import uuid
from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

KEPT = timedelta(days=3 * 365)  # so long we can show that it was done (GDPR art. 5(2))


class OwnDataRequestQuerySet(models.QuerySet):
    def visible_to(self, user):
        """One's own, and nobody else's."""
        return self.filter(account=user)

    def waiting(self):
        """Accounts that will be erased, and nobody has taken it back."""
        return self.filter(
            kind=OwnDataRequest.Kind.ACCOUNT, account__isnull=False, done_at=None, taken_back_at=None
        )

    def due(self):
        """Accounts whose day has come, and words that were being taken away when something stopped it."""
        begun = Q(kind=OwnDataRequest.Kind.WORDS, account__isnull=False, done_at=None)
        accounts = self.waiting().filter(due_at__lte=timezone.now())
        return self.filter(begun | Q(pk__in=accounts.values("pk")))

    def unforgotten(self):
        """Erased accounts of which something must still lead to the person."""
        done = self.filter(kind=OwnDataRequest.Kind.ACCOUNT, done_at__isnull=False)
        return done.filter(forgotten_at=None, account__isnull=False)

    def copies_since(self, moment):
        return self.filter(kind=OwnDataRequest.Kind.COPY, asked_at__gt=moment)

    def unwiped(self):
        """Erasures whose overwritten bytes may still lie on the database's disk."""
        return self.exclude(kind=OwnDataRequest.Kind.COPY).filter(done_at__isnull=False, wiped_at=None)

    def old(self):
        """What needs to be shown to nobody any more."""
        over = Q(done_at__lt=timezone.now() - KEPT) | Q(taken_back_at__lt=timezone.now() - KEPT)
        return self.filter(over).exclude(pk__in=self.unforgotten().values("pk"))


class OwnDataRequest(models.Model):
    """The receipt of a copy, of erased words, or of an erased account. It holds numbers and names of kinds, no words.

    `place`: the seat whose words went; empty for all. `counts`: how many of each kind went. `kept`: the keys of what
    stayed, which each app explains (`own_data.Holding`). `digest`: of the code that opens it once the account is gone.
    `forgotten_at`: when nothing led to the person any more; `wiped_at`: when the disk was swept.
    """

    class Kind(models.TextChoices):
        COPY = "copy", _("a copy of your data")
        WORDS = "words", _("your words taken away")
        ACCOUNT = "account", _("your account erased")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="own_data_requests"
    )
    kind = models.CharField(max_length=7, choices=Kind)
    place = models.UUIDField(null=True)
    counts = models.JSONField(default=dict)
    kept = models.JSONField(default=list)
    digest = models.BinaryField(max_length=32, null=True, unique=True)
    asked_at = models.DateTimeField(default=timezone.now)
    due_at = models.DateTimeField(null=True)
    taken_back_at = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)
    forgotten_at = models.DateTimeField(null=True)
    wiped_at = models.DateTimeField(null=True)

    objects = OwnDataRequestQuerySet.as_manager()

    class Meta:
        app_label = "accounts"
        ordering = ["-asked_at"]
        constraints = [
            models.UniqueConstraint(
                "account",
                condition=Q(kind="account", done_at=None, taken_back_at=None),
                name="one_erasure_waits_per_account",
            ),
            models.CheckConstraint(
                condition=~Q(kind="account") | Q(due_at__isnull=False), name="an_erasure_has_its_day"
            ),
            models.CheckConstraint(
                condition=Q(done_at=None) | Q(taken_back_at=None), name="taken_back_or_done"
            ),
        ]

    def __str__(self):
        return str(self.pk)

    @property
    def is_waiting(self):
        """Whether it can still be taken back: an erasure that has not begun, as that closes the account first."""
        is_open = self.done_at is None and self.taken_back_at is None
        return is_open and self.kind == self.Kind.ACCOUNT and self.account.is_active
