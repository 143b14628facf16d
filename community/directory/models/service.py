"""What is provided: Service, and ServiceAtLocation, the service in one place."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.directory.crisis import CHECK_AGAIN_AFTER
from community.directory.models.entry import Entry, Part, one_of
from community.directory.rules import may_edit


class Status(models.TextChoices):
    """Whether it can be had. The words are the standard's."""

    ACTIVE = "active", _("active")
    INACTIVE = "inactive", _("inactive")
    DEFUNCT = "defunct", _("does not exist any more")
    TEMPORARILY_CLOSED = "temporarily closed", _("temporarily closed")


class AgeSubject(models.TextChoices):
    """Whose age the ages of a service are."""

    CHILD = "child", _("the child’s age")
    PARENT = "parent", _("the parent’s age")
    PERSON = "person", _("the person’s own age")
    FAMILY = "family", _("the age of somebody in the family")


class ServiceQuerySet(models.QuerySet):
    def visible_to(self, user):
        """What may be had now, for anybody; editors see the others too."""
        return self if may_edit(user) else self.active()

    def active(self):
        return self.filter(status=Service.Status.ACTIVE)

    def stale(self):
        """Nobody checked it, or not for 180 days, or the day to check it again has come."""
        today = timezone.localdate()
        unchecked = Q(assured_date=None) | Q(assured_date__lt=today - CHECK_AGAIN_AFTER)
        return self.filter(unchecked | Q(check_by__lt=today))


class Service(Entry):
    """A service people can be told of.

    Ages are in years, of whom `age_subject` names. `maximum_age` lasts that year through, as the field counts,
    unless `ends_on_birthday`: then it ends on that birthday. `from_pregnancy_week` opens it before a birth.
    JSON files may leave the organisation out, the tabular form may not.
    """

    Status = Status
    AgeSubject = AgeSubject

    organization = models.ForeignKey(
        "directory.Organization", null=True, blank=True, on_delete=models.PROTECT, related_name="services"
    )
    program = models.ForeignKey(
        "directory.Program", null=True, blank=True, on_delete=models.SET_NULL, related_name="services"
    )
    name = models.CharField()
    alternate_name = models.CharField(blank=True)
    description = models.TextField(blank=True)
    url = models.URLField(max_length=2000, blank=True)
    email = models.EmailField(blank=True)
    status = models.CharField(max_length=18, choices=Status, default=Status.ACTIVE)
    interpretation_services = models.TextField(blank=True)
    application_process = models.TextField(blank=True)
    fees_description = models.TextField(blank=True)
    wait_time = models.TextField(blank=True)  # deprecated by the standard
    fees = models.TextField(blank=True)  # deprecated by the standard
    accreditations = models.TextField(blank=True)
    eligibility_description = models.TextField(blank=True)
    minimum_age = models.FloatField(null=True, blank=True)
    maximum_age = models.FloatField(null=True, blank=True)
    assured_date = models.DateField(null=True, blank=True)
    assurer_email = models.EmailField(blank=True)
    licenses = models.TextField(blank=True)  # deprecated by the standard
    alert = models.TextField(blank=True)
    last_modified = models.DateTimeField(null=True, blank=True)
    # Own: what the standard has no field for.
    age_subject = models.CharField(max_length=6, choices=AgeSubject, blank=True)
    ends_on_birthday = models.BooleanField(default=False)
    from_pregnancy_week = models.PositiveSmallIntegerField(null=True, blank=True)
    referral_needed = models.BooleanField(null=True, blank=True)  # empty: nobody told us
    online = models.BooleanField(default=False)
    # Own: who stands behind it, and where it was read.
    check_by = models.DateField(null=True, blank=True)
    assured_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    assurer_name = models.CharField(blank=True)  # whose word it is: a house, never a person of ours
    source = models.CharField(blank=True)

    objects = ServiceQuerySet.as_manager()

    class Meta:
        constraints = [
            one_of("status", Status, "service_status_is_known"),
            one_of("age_subject", AgeSubject, "service_age_subject_is_known", or_empty=True),
            models.CheckConstraint(
                condition=Q(minimum_age=None) | Q(maximum_age=None) | Q(minimum_age__lte=F("maximum_age")),
                name="service_ages_are_in_order",
            ),
            models.CheckConstraint(
                condition=Q(from_pregnancy_week=None) | Q(from_pregnancy_week__range=(1, 42)),
                name="service_pregnancy_week_exists",
            ),
        ]
        indexes = [
            models.Index("status", "assured_date", name="service_status_assured"),
            models.Index("last_modified", name="service_last_modified"),
        ]

    @property
    def is_stale(self):
        """Whether nobody checked it, or not for 180 days, or the day to check it again has come."""
        today = timezone.localdate()
        if self.assured_date is None or today - self.assured_date > CHECK_AGAIN_AFTER:
            return True
        return self.check_by is not None and self.check_by < today

    def suits_age(self, years):
        """Whether somebody of that age (years, 0.5 is six months) is within its ages; `age_subject` says whose."""
        if self.minimum_age is not None and years < self.minimum_age:
            return False
        if self.maximum_age is None:
            return True
        return years < self.maximum_age if self.ends_on_birthday else int(years) <= self.maximum_age

    def opens_to_pregnancy(self, week, *, today=None):
        """The day from which somebody in that week of pregnancy may come; None when never before the birth.

        Counted in whole weeks, so it may be up to six days late, never early.
        """
        if self.from_pregnancy_week is None:
            return None
        today = today or timezone.localdate()
        return today + timedelta(weeks=max(0, self.from_pregnancy_week - week))


class ServiceAtLocationQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Those of services this person may see."""
        return self.filter(service__in=Service.objects.visible_to(user))


class ServiceAtLocation(Part):
    """A service in one place, where that differs from the service elsewhere."""

    service = models.ForeignKey(Service, on_delete=models.CASCADE, related_name="service_at_locations")
    location = models.ForeignKey(
        "directory.Location", on_delete=models.CASCADE, related_name="service_at_locations"
    )
    description = models.TextField(blank=True)

    objects = ServiceAtLocationQuerySet.as_manager()
