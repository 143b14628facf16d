"""What is new that people on duty decided about somebody, or answered them."""

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from community.news import News
from moderation.models import Appeal, Decision, Report

LATELY = timedelta(days=7)


def of(person):
    """What took something from them, and how an objection or a notice of theirs ended, this week. Three queries."""
    since = timezone.now() - LATELY
    own, mine = reverse("moderation:own_decisions"), reverse("moderation:my_reports")
    decided = Decision.objects.about(person).restricting().filter(told_at__gt=since, undone_at=None)
    answered = Appeal.objects.filter(decision__case__person=person, decided_at__gt=since)
    told = Report.objects.filter(reporter=person, case__decided_at__gt=since)
    found = (
        (
            _("Something was decided about you. You can read why, and object."),
            own,
            decided.values_list("told_at"),
        ),
        (_("What you objected to was looked at again."), own, answered.values_list("decided_at")),
        (_("What you asked us to look at was answered."), mine, told.values_list("case__decided_at")),
    )
    return [News(sentence, url, max(moments)[0]) for sentence, url, moments in found if moments]
