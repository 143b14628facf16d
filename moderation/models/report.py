"""Report: somebody says that something should be looked at, from inside a group or from outside."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community import vault
from moderation.models.appeal import TIME
from moderation.models.words import PointsAtWords


class ReportQuerySet(models.QuerySet):
    def visible_to(self, user):
        """All reports, for moderators and safeguarding leads with proof; none that is about the person who looks."""
        if not user.holds("moderator", "safeguarding"):
            return self.none()
        return self.exclude(seat__user=user).exclude(case__person=user)

    def open(self):
        return self.filter(seen_at=None)

    def made_by(self, user):
        """What this person asked us to look at, newest first."""
        asked = self.filter(reporter=user).select_related("case__decision", "group", "again")
        return asked.prefetch_related("group__texts").order_by("-made_at")


class Report(PointsAtWords):
    """A notice (Digital Services Act art. 16): from a member about words or a person, or from anybody outside.

    It keeps a sealed copy of the words and what stood around them, under the site's own key, so it outlives
    the group's words. From outside it has the fields of the article: where, why, by whom, in good faith.
    """

    class Channel(models.TextChoices):
        INSIDE = "inside", _("from a member")
        OUTSIDE = "outside", _("from outside")

    class Kind(models.TextChoices):
        WORRY = "worry", _("I am worried about this person")
        UNKIND = "unkind", _("It is unkind or frightening")
        EXPOSED = "exposed", _("It says who somebody is")
        CONTACT = "contact", _("Somebody asks to meet or write outside the group")
        THREAT = "threat", _("It threatens somebody")
        HARM = "harm", _("It encourages people to harm themselves")
        HATE = "hate", _("It stirs up hatred against a group of people")
        FRAUD = "fraud", _("It sells something, or it deceives")
        OTHER = "other", _("Something else")

    INSIDE = (Kind.WORRY, Kind.UNKIND, Kind.EXPOSED, Kind.CONTACT, Kind.OTHER)
    OUTSIDE = (Kind.THREAT, Kind.HARM, Kind.HATE, Kind.EXPOSED, Kind.CONTACT, Kind.FRAUD, Kind.OTHER)

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    channel = models.CharField(max_length=7, choices=Channel, default=Channel.INSIDE)
    kind = models.CharField(max_length=7, choices=Kind)
    is_urgent = models.BooleanField(default=False)  # whoever asks thinks that somebody is in danger now
    note = vault.SealedText(max_length=1000, blank=True)
    copy = vault.SealedText(max_length=40000)  # JSON: the message and its surroundings as they stood
    group = models.ForeignKey("groups.PeerGroup", null=True, on_delete=models.SET_NULL, related_name="+")
    seat = models.ForeignKey("groups.Membership", null=True, on_delete=models.SET_NULL, related_name="+")
    reporter = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    # From outside: the fields of art. 16(2), and what the answer page asks for.
    offence = models.BooleanField(default=False)  # Directive 2011/93/EU art. 3 to 7: nobody need give a name
    place = vault.SealedText(max_length=2000, blank=True)
    explanation = vault.SealedText(max_length=5000, blank=True)
    name = vault.SealedText(max_length=120, blank=True)
    email = vault.SealedText(max_length=254, blank=True)
    good_faith = models.BooleanField(default=False)
    language = models.CharField(max_length=7, choices=settings.LANGUAGES, default=settings.LANGUAGE_CODE)
    digest = models.BinaryField(max_length=32, null=True, unique=True)  # of the code; the code is never kept
    case = models.ForeignKey("moderation.Case", null=True, on_delete=models.SET_NULL, related_name="reports")
    # Whoever asked did not agree with the answer to this one: somebody else looks.
    follows = models.OneToOneField("self", null=True, on_delete=models.SET_NULL, related_name="again")
    made_at = models.DateTimeField(default=timezone.now)
    receipt_at = models.DateTimeField(null=True)
    told_at = models.DateTimeField(null=True)  # when whoever asked could first read how it ended
    seen_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    seen_at = models.DateTimeField(null=True)

    objects = ReportQuerySet.as_manager()

    class Meta:
        ordering = ["made_at"]
        constraints = [
            *PointsAtWords.Meta.constraints,
            models.UniqueConstraint(
                "message",
                "reporter",
                condition=Q(seen_at=None),
                name="one_open_report_per_person_and_message",
            ),
            models.UniqueConstraint(
                "reply",
                "reporter",
                condition=Q(seen_at=None),
                name="one_open_report_per_person_and_reply",
            ),
            models.UniqueConstraint(
                "seat",
                "reporter",
                condition=Q(seen_at=None, message=None, reply=None),
                name="one_open_report_per_person_and_seat",
            ),
            models.CheckConstraint(
                condition=Q(channel="inside") | Q(good_faith=True, digest__isnull=False),
                name="a_notice_from_outside_is_in_good_faith_and_has_a_code",
            ),
        ]

    def __str__(self):
        return str(self.pk)

    @property
    def vault_key_id(self):
        return vault.site_key()

    @property
    def decision(self):
        """What was decided, or None while it waits. Needs `case__decision`."""
        return getattr(self.case, "decision", None)

    @property
    def led_to_something(self):
        """Whether the decision was to act. Needs `case__decision`."""
        return self.decision is not None and self.decision.measure not in {
            self.decision.Measure.NONE,
            self.decision.Measure.RELEASE,
        }

    @property
    def second_look_until(self):
        """Until when whoever asked can ask for a second look; None while there is no answer."""
        return self.told_at and self.told_at + TIME
