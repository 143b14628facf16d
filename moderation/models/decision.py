"""Decision: what was decided, why, and until when."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Case, F, Q, When
from django.db.models.functions import Length
from django.db.models.lookups import GreaterThan
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community import vault
from moderation.models.words import pointing_at
from moderation.rules.case import A_SLIP


def a_slip(decision=""):
    """The condition that a decision was taken back, within minutes, by whoever made it alone. `decision`: the way to
    it, with "__"."""
    made = {name: F(f"{decision}{name}") for name in ("made_by", "made_at")}
    undone = {"undone_by": made["made_by"], "undone_at__lte": made["made_at"] + A_SLIP, "second_by": None}
    return Q(**{f"{decision}{name}": value for name, value in undone.items()})


class DecisionQuerySet(models.QuerySet):
    def visible_to(self, user):
        """What was decided about this person; all that was decided, for those who moderate."""
        if user.holds("moderator", "safeguarding"):
            return self
        return self.filter(case__person=user)

    def about(self, person):
        return self.filter(case__person=person)

    def about_words(self, words):
        """What was decided about these, in whatever case."""
        return self.filter(**{f"case__{name}": value for name, value in pointing_at(words).items()})

    def in_force(self):
        """Neither undone nor ended by the clock."""
        return self.filter(undone_at=None).exclude(ends_at__lte=timezone.now())

    def but_slips(self):
        """Without what whoever pressed undid at once: what they decided then is another decision."""
        is_slip = Case(When(a_slip(), then=True), default=False, output_field=models.BooleanField())
        return self.alias(is_slip=is_slip).filter(is_slip=False)

    def restricting(self):
        """What takes something away from somebody, and therefore may be objected to."""
        return self.exclude(measure__in=[Decision.Measure.NONE, Decision.Measure.RELEASE])


class Decision(models.Model):
    """What a person on duty decided, with all that a statement of reasons needs (Digital Services Act art. 17)."""

    class Measure(models.TextChoices):
        NONE = "none", _("Nothing to do")
        RELEASE = "release", _("Let the words through")
        RETURN = "return", _("Give the words back")
        REMIND = "remind", _("Remind")
        HIDE = "hide", _("Hide the words")
        HOLD_FIRST = "hold_first", _("Read first, for a time")
        MUTE = "mute", _("Listen only, for a time")
        PAUSE = "pause", _("Pause the account, for a time")
        END_SEAT = "end_seat", _("End the seat")  # by the group's own staff; a new invitation leads back
        END_MEMBERSHIP = "end_membership", _("End the membership")
        CLOSE_ACCOUNT = "close_account", _("Close the account")

    class Source(models.TextChoices):
        NOTICE = "notice", _("a report")
        OWN = "own", _("our own reading")

    TIMED = (Measure.HOLD_FIRST, Measure.MUTE, Measure.PAUSE)  # end by themselves, or are permanent
    FINAL = (Measure.END_MEMBERSHIP, Measure.CLOSE_ACCOUNT)  # always permanent

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.OneToOneField("moderation.Case", on_delete=models.PROTECT, related_name="decision")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    second_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    measure = models.CharField(max_length=14, choices=Measure)
    takes_words = models.BooleanField(default=False)  # the words it is about are hidden or given back with it
    rule = models.CharField(max_length=20)  # the id of a house rule, or "law"
    legal_ground = models.CharField(max_length=200, blank=True)  # which law, when the rule is "law"
    facts = vault.SealedText(max_length=5000)
    reasons = vault.SealedText(max_length=5000)  # the statement, in the person's language
    language = models.CharField(max_length=5)
    source = models.CharField(max_length=6, choices=Source)
    scope = models.CharField(
        max_length=20, default="everywhere"
    )  # where it holds: the service has no borders
    redress = models.CharField(max_length=40, default="appeal,settlement,court")  # art. 17(3)(f)
    automated_detection = models.BooleanField(default=False)
    automated_decision = models.BooleanField(default=False)  # never: screening holds, people decide
    starts_at = models.DateTimeField(default=timezone.now)
    ends_at = models.DateTimeField(null=True)
    is_permanent = models.BooleanField(default=False)
    made_at = models.DateTimeField(default=timezone.now)
    told_at = models.DateTimeField(null=True)  # when its person could first read it
    undone_at = models.DateTimeField(null=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    not_undone = ""  # of the decision just undone: what could not be given back, and why; not kept

    objects = DecisionQuerySet.as_manager()

    class Meta:
        ordering = ["made_at"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(measure="")
                & ~Q(rule="")
                & ~Q(language="")
                & ~Q(source="")
                & ~Q(scope="")
                & ~Q(redress="")
                & GreaterThan(Length("facts"), 0)
                & GreaterThan(Length("reasons"), 0),
                name="a_decision_says_all_that_art_17_asks",
            ),
            models.CheckConstraint(
                condition=~Q(rule="law") | ~Q(legal_ground=""), name="a_decision_by_law_names_the_law"
            ),
            models.CheckConstraint(condition=Q(automated_decision=False), name="people_decide"),
            models.CheckConstraint(
                condition=Q(is_permanent=False) | (Q(second_by__isnull=False) & Q(ends_at=None)),
                name="what_lasts_for_ever_takes_two_people",
            ),
            models.CheckConstraint(
                condition=Q(second_by=None) | ~Q(second_by=F("made_by")), name="the_second_person_is_another"
            ),
            models.CheckConstraint(
                condition=Q(is_permanent=True) | ~Q(measure__in=["end_membership", "close_account"]),
                name="what_ends_for_good_is_permanent",
            ),
            models.CheckConstraint(
                condition=Q(is_permanent=True)
                | ~Q(measure__in=["hold_first", "mute", "pause"])
                | Q(ends_at__isnull=False),
                name="what_is_for_a_time_has_an_end",
            ),
            models.CheckConstraint(
                condition=Q(ends_at=None) | Q(ends_at__gt=F("starts_at")),
                name="a_decision_ends_after_it_starts",
            ),
            models.CheckConstraint(
                condition=Q(undone_at=None) | Q(undone_by__isnull=False), name="somebody_undid_it"
            ),
        ]

    def __str__(self):
        return str(self.pk)

    @property
    def vault_key_id(self):
        return vault.site_key()

    @property
    def is_in_force(self):
        return self.undone_at is None and (self.ends_at is None or self.ends_at > timezone.now())
