"""Case: something somebody must decide about."""

import uuid
from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community import vault
from community.screening import tells_to_die
from moderation.models.words import PointsAtWords

CLAIM = timedelta(minutes=15)  # how long a case is one's own without deciding
WAITS_THERE = Q(message__state="held") | Q(reply__state="held")  # its room or forum has not decided either


class CaseQuerySet(models.QuerySet):
    def visible_to(self, user):
        """All cases, for moderators and safeguarding leads with proof; none that is about the person who looks."""
        if not user.holds("moderator", "safeguarding"):
            return self.none()
        return self.exclude(person=user)

    def open(self):
        """What still waits. Held words that staff of the room have decided about wait no more; a risk does, and what
        is proposed."""
        settled_in_the_room = Q(kind=Case.Kind.HELD, proposed_by=None) & ~WAITS_THERE
        return self.filter(decided_at=None).exclude(settled_in_the_room)

    def urgent_first(self):
        return self.order_by("priority", "due_at", "opened_at", "pk")

    def free_for(self, user):
        """Nobody else's for the moment, and not proposed by this person for a second one to confirm."""
        now = timezone.now()
        return self.filter(Q(claimed_by=None) | Q(claimed_until__lte=now) | Q(claimed_by=user)).exclude(
            proposed_by=user
        )

    def claimed_by_now(self, user):
        return self.filter(claimed_by=user, claimed_until__gt=timezone.now())

    def overdue(self):
        return self.filter(due_at__lte=timezone.now())

    def settled_in_the_room(self):
        """Held words that staff of the room have decided about, or their author took back; nothing is proposed."""
        held = self.filter(decided_at=None, kind=Case.Kind.HELD, proposed_by=None)
        return held.exclude(WAITS_THERE)


class Case(PointsAtWords):
    """One thing that waits for a decision: held words, a report, a sign of risk or a notice from outside.

    The words it is about are copied and lie under the site's own key, so it outlives the group's words.
    """

    class Kind(models.TextChoices):
        HELD = "held", _("Held words")
        REPORT = "report", _("Report from a member")
        RISK = "risk", _("A member may be at risk")
        NOTICE = "notice", _("Notice from outside")
        ROOM = "room", _("Decided by the group’s own staff")
        AGAIN = "again", _("Held words, looked at again")

    class Priority(models.IntegerChoices):
        LIFE = 0, _("Life or a child in danger")
        HOUR = 1, _("Within one hour")
        DAY = 2, _("Within a day")
        REST = 3, _("Within three days")

    TIMES = {
        Priority.LIFE: timedelta(minutes=5),
        Priority.HOUR: timedelta(hours=1),
        Priority.DAY: timedelta(days=1),
        Priority.REST: timedelta(days=3),
    }
    SEVERE = 4  # from this level on the words are folded until somebody opens them

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=6, choices=Kind)
    priority = models.PositiveSmallIntegerField(choices=Priority)
    opened_at = models.DateTimeField(default=timezone.now)
    due_at = models.DateTimeField()
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    group = models.ForeignKey("groups.PeerGroup", null=True, on_delete=models.SET_NULL, related_name="+")
    level = models.PositiveSmallIntegerField(default=0)  # the most serious the screening saw, 0 to 5
    rules = models.JSONField(default=list)  # ids of the screening's rules, never what they matched
    evidence = vault.SealedText(max_length=40000, blank=True)  # JSON: the words and what stood around them
    claimed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    claimed_until = models.DateTimeField(null=True)
    # What lasts for ever takes two people: what the first one asks for, until another confirms it.
    proposed = vault.SealedText(max_length=20000, blank=True)
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    proposed_at = models.DateTimeField(null=True)
    decided_at = models.DateTimeField(null=True)

    objects = CaseQuerySet.as_manager()

    class Meta:
        ordering = ["opened_at"]
        constraints = [
            *PointsAtWords.Meta.constraints,
            models.UniqueConstraint(
                "message", condition=Q(decided_at=None), name="one_open_case_per_message"
            ),
            models.UniqueConstraint("reply", condition=Q(decided_at=None), name="one_open_case_per_reply"),
            models.CheckConstraint(condition=Q(priority__lte=3), name="priorities_are_known"),
            models.CheckConstraint(condition=Q(level__lte=5), name="levels_are_known"),
            models.CheckConstraint(condition=Q(due_at__gt=F("opened_at")), name="a_case_has_time"),
        ]
        indexes = [
            models.Index(fields=["priority", "due_at"], condition=Q(decided_at=None), name="cases_that_wait"),
            models.Index(fields=["person", "opened_at"]),
        ]

    def __str__(self):
        return str(self.pk)

    @property
    def vault_key_id(self):
        return vault.site_key()

    @property
    def is_open(self):
        if self.decided_at is not None:
            return False
        if self.kind != self.Kind.HELD or self.proposed_by_id is not None:
            return True
        return self.words is not None and self.words.state == "held"

    @property
    def names_nobody(self):
        """Whether it is a notice of which nobody knows yet what, or whom, it is about."""
        return self.kind == self.Kind.NOTICE and self.words is None and self.person_id is None

    @property
    def speaks_of_risk(self):
        """Whether screening saw in the words that somebody may be at risk: help stands before all else we say."""
        return any(rule.startswith("risk.") for rule in self.rules)

    @property
    def speaks_of_danger(self):
        """Whether it saw, in the words of whoever it is about, a danger to a life they fear for: care before rules."""
        cries = [rule for rule in self.rules if rule.startswith("risk.") and not tells_to_die(rule)]
        if self.is_severe and cries:
            return True
        return self.words is not None and self.words.speaks_of_danger

    @property
    def is_overdue(self):
        return self.decided_at is None and self.due_at <= timezone.now()

    @property
    def is_severe(self):
        return self.level >= self.SEVERE

    @property
    def is_claimed(self):
        """Whether somebody has it now; a claim runs out by itself."""
        return self.claimed_until is not None and self.claimed_until > timezone.now()

    def is_claimed_by(self, user):
        return self.is_claimed and self.claimed_by_id == user.pk

    def decided_before_by(self, user):
        """Whether somebody asked for a second look at what this person decided, or confirmed. One query."""
        first = "follows__case__decision"
        return self.reports.filter(
            Q(**{f"{first}__made_by": user}) | Q(**{f"{first}__second_by": user})
        ).exists()
