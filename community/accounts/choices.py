"""What a person chose: whether mails come and when, and what others may see over their shoulder."""

from datetime import time, timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _


class Choices(models.Model):
    """Nothing here is on by itself: a mail, like an open page, can be found by whom somebody is afraid of."""

    class Digest(models.TextChoices):
        NEVER = "", _("Never")
        DAILY = "daily", _("Once a day, when there is something new")
        WEEKLY = "weekly", _("Once a week, when there is something new")

    class ExitTo(models.TextChoices):
        WEATHER = "", _("The weather")
        NEWS = "news", _("The news")
        ENCYCLOPEDIA = "encyclopedia", _("An encyclopedia")

    digest = models.CharField(max_length=6, choices=Digest, blank=True, default=Digest.NEVER)
    reminds = models.BooleanField(default=False)  # on the day of a meeting
    quiet_from = models.TimeField(default=time(21))  # by the clock of the person's country
    quiet_to = models.TimeField(default=time(8))
    told_at = models.DateTimeField(null=True, blank=True)  # the last digest
    reminded_at = models.DateTimeField(null=True, blank=True)  # the last reminder
    tab_is_neutral = models.BooleanField(default=False)
    exit_to = models.CharField(max_length=12, choices=ExitTo, blank=True, default=ExitTo.WEATHER)
    ends_with_tab = models.BooleanField(default=False)

    class Meta:
        abstract = True

    def is_quiet_at(self, clock):
        """Whether no mail may come at this time of day; the span may reach over midnight, and may be none."""
        if self.quiet_from <= self.quiet_to:
            return self.quiet_from <= clock < self.quiet_to
        return clock >= self.quiet_from or clock < self.quiet_to

    def loud_for(self, clock):
        """How long it is from this time of day until nothing may come any more; a day where that never is."""
        seconds = [((at.hour * 60 + at.minute) * 60 + at.second) for at in (self.quiet_from, clock)]
        if self.quiet_from == self.quiet_to:
            return timedelta(days=1)
        return timedelta(seconds=(seconds[0] - seconds[1]) % (24 * 3600))
