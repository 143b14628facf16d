"""Concern: a risk to a person, in a sealed record of its own."""

import uuid
from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Case, Count, F, Min, OuterRef, Q, Subquery, When
from django.db.models.functions import Length
from django.db.models.lookups import Exact
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community import vault
from community.accounts.models import Role
from community.audit.models import AppendOnly

# How long a concern of each level may wait until a safeguarding lead has it.
WAITS = {
    5: timedelta(minutes=5),
    4: timedelta(hours=1),
    3: timedelta(hours=8),
    2: timedelta(hours=24),
    1: timedelta(hours=72),
}


class WrittenOnceQuerySet(models.QuerySet):
    def _refuse(self, *args, **kwargs):
        raise AppendOnly("What is written in a concern stays; correct it with a new entry.")

    _refuse.alters_data = True  # so that no template can call it
    update = delete = bulk_update = _refuse


class WrittenOnce(models.Model):
    """A row that stays as it was written. What was wrong in it is corrected by a new one."""

    objects = WrittenOnceQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, **kwargs):
        if not self._state.adding:
            raise AppendOnly("What is written in a concern stays; correct it with a new entry.")
        super().save(**{**kwargs, "force_insert": True})

    def delete(self, **kwargs):
        raise AppendOnly("What is written in a concern is not removed.")

    @property
    def vault_key_id(self):
        return vault.site_key()


class ConcernQuerySet(models.QuerySet):
    def visible_to(self, user):
        """All of them for safeguarding leads; for other staff those they raised themselves; for nobody else any.

        None that is about the person who looks.
        """
        others = self.exclude(seat__user=user)
        if user.holds(Role.Kind.SAFEGUARDING):
            return others
        if user.holds(Role.Kind.MODERATOR, Role.Kind.FACILITATOR):
            return others.filter(raised_by=user)
        return self.none()

    def locked(self, concern):
        """That concern as it stands now, its row locked until the transaction ends. One query."""
        return self.select_for_update(of=("self",)).select_related("seat__user", "group").get(pk=concern.pk)

    def open(self):
        return self.filter(closed_at=None)

    def calling(self):
        """Life is in danger, and no lead has it yet."""
        return self.open().filter(level=Concern.Level.LIFE, taken_at=None)

    def kept_long_enough(self):
        """Closed so many years ago that the words in it go: `settings.CONCERN_YEARS`. Never one that is open."""
        now = timezone.localtime()
        last = now.replace(year=now.year - settings.CONCERN_YEARS, day=min(now.day, 28))
        return self.filter(erased_at=None, closed_at__lt=last)

    def unheard(self, since):
        """Open, past their time without a lead, and nobody was asked to come after that moment."""
        alone = self.open().filter(taken_at=None, due_at__lte=timezone.now())
        return alone.filter(Q(called_at=None) | Q(called_at__lte=since))

    def late(self):
        """Open, and past the time that counts now. Needs `with_clock()`."""
        return self.open().filter(clock__lt=timezone.now())

    def with_clock(self):
        """Adds `open_steps`, and `clock`: when a lead must have it, then when its next step is due; None without."""
        left = Q(steps__done_at=None)
        counted = self.annotate(
            next_due=Min("steps__due_at", filter=left), open_steps=Count("steps", filter=left)
        )
        return counted.annotate(clock=Case(When(taken_at=None, then=F("due_at")), default=F("next_due")))

    def with_request(self):
        """Adds `asked_at`: since when somebody is asked to agree to looking up who this is; None when nobody is."""
        waiting = Concern.reveals.field.model.objects.waiting().filter(concern=OuterRef("pk"))
        return self.annotate(asked_at=Subquery(waiting.values("asked_at")[:1]))

    def by_urgency(self):
        """What is due first stands first; what has nothing planned after that; closed ones last, newest first."""
        return self.with_clock().order_by(
            F("closed_at").desc(nulls_first=True), F("clock").asc(nulls_last=True), "-level"
        )


class Concern(models.Model):
    """A risk to one person (safeguarding). Its words lie under the site's own key and outlive the group's.

    The person is named by seat and alias alone; who is behind the alias is a `Reveal`. What was said, seen and made of
    it are `Fact`s, never changed. `level` is the newest judgement; why is in the fact that set it.
    """

    class Danger(models.TextChoices):
        CALLED = "called", _("Yes, and the emergency number has been called")
        NOW = "now", _("Yes, and nobody has called yet")
        UNSURE = "unsure", _("I do not know")
        NO = "no", _("No")

    class Level(models.IntegerChoices):
        LIFE = 5, _("5: life in danger, or a child is being harmed now")
        SOON = 4, _("4: serious harm is likely soon")
        POSSIBLE = 3, _("3: harm is possible, something must be done today")
        GROWING = 2, _("2: a worry that grows")
        KEEP = 1, _("1: a worry to keep in mind")

    class About(models.TextChoices):
        SEAT = "seat", _("The person behind the alias")
        CHILD = "child", _("A child of that person")
        OTHER = "other", _("Somebody else they told about")

    class Age(models.TextChoices):
        UNKNOWN = "", _("Not known: we act as for a child")
        UNBORN = "unborn", _("Not born yet")
        UNDER_13 = "under13", _("Under 13")
        TEEN = "teen", _("13 to 17")
        ADULT = "adult", _("18 or over")

    class State(models.TextChoices):
        WAITS = "waits", _("waits for a safeguarding lead")
        IN_HAND = "in_hand", _("in hand")
        CLOSED = "closed", _("closed")

    class Outcome(models.TextChoices):
        SAFE = "safe", _("The person is safe for now")
        HELP = "help", _("Help has been arranged")
        AUTHORITY = "authority", _("An authority has taken over")
        UNREACHED = "unreached", _("The person could not be reached, all that could be tried was tried")
        NOTHING = "nothing", _("Looked into: there was no risk")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(
        "moderation.Case", null=True, blank=True, on_delete=models.SET_NULL, related_name="concerns"
    )
    report = models.ForeignKey(
        "moderation.Report", null=True, blank=True, on_delete=models.SET_NULL, related_name="concerns"
    )
    call = models.ForeignKey(
        "groups.HelpCall", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    group = models.ForeignKey(
        "groups.PeerGroup", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    seat = models.ForeignKey(
        "groups.Membership", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    alias = vault.SealedText(max_length=24, blank=True)  # as it was, should the seat be gone
    about = models.CharField(max_length=5, choices=About, default=About.SEAT)
    who = vault.SealedText(max_length=300, blank=True)  # how we know of them when it is not the seat itself
    age = models.CharField(max_length=7, choices=Age, blank=True)
    country = models.CharField(max_length=2, choices=settings.COUNTRIES, default=settings.COUNTRY)
    danger = models.CharField(max_length=6, choices=Danger)
    level = models.PositiveSmallIntegerField(choices=Level)
    raised_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    raised_as = models.CharField(max_length=13, choices=Role.Kind)
    raised_at = models.DateTimeField(default=timezone.now)
    due_at = models.DateTimeField()  # when a lead must have it at the latest
    called_at = models.DateTimeField(null=True, blank=True)  # when leads were last asked to come
    taken_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    taken_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    closed_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(max_length=9, choices=Outcome, blank=True)
    closing = vault.SealedText(max_length=4000, null=True, blank=True)
    heard_at = models.DateTimeField(null=True, blank=True)  # when who raised it read that it is closed
    erased_at = models.DateTimeField(
        null=True, blank=True
    )  # when its words, and whom it is about, were erased

    objects = ConcernQuerySet.as_manager()

    class Meta:
        ordering = ["-raised_at"]
        constraints = [
            models.CheckConstraint(condition=Q(level__gte=1, level__lte=5), name="concern_level_1_to_5"),
            models.CheckConstraint(
                condition=Q(closed_at=None, outcome="", closing__isnull=True)
                | (
                    Q(closed_at__isnull=False, taken_at__isnull=False, closing__isnull=False) & ~Q(outcome="")
                ),
                name="a_closed_concern_has_an_outcome",
            ),
            models.CheckConstraint(
                condition=Q(heard_at=None) | Q(closed_at__isnull=False), name="told_back_after_closing"
            ),
            models.CheckConstraint(
                condition=Q(erased_at=None)
                | Q(closed_at__isnull=False, seat=None, group=None, case=None, report=None, call=None)
                & Exact(Length("alias"), 0),
                name="only_what_is_closed_is_erased_and_wholly",
            ),
        ]

    def __str__(self):
        return str(self.pk)

    @property
    def vault_key_id(self):
        return vault.site_key()

    @property
    def state(self):
        if self.closed_at:
            return self.State.CLOSED
        return self.State.IN_HAND if self.taken_at else self.State.WAITS

    @property
    def is_open(self):
        return self.closed_at is None

    @property
    def is_severe(self):
        """Whether serious harm is likely, or happening: then nobody decides alone."""
        return self.level >= self.Level.SOON

    @property
    def is_calling(self):
        """Whether life is in danger and no lead has it yet."""
        return self.is_open and self.level == self.Level.LIFE and self.taken_at is None

    @property
    def is_late(self):
        """Whether the time that counts now has passed. Needs `with_clock()`."""
        return self.is_open and self.clock is not None and self.clock < timezone.now()

    @property
    def is_asked_late(self):
        """Whether nobody has answered in time who may look up who this is. Needs `with_request()`."""
        return self.asked_at is not None and self.asked_at + WAITS[self.level] <= timezone.now()

    @property
    def may_be_minor(self):
        """Whoever's age nobody knows is looked after as a child."""
        return self.age != self.Age.ADULT
