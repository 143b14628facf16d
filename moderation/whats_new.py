"""What is new that people on duty decided about somebody, or answered them."""

from datetime import timedelta

from django.db.models import CharField, F, Value
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.news import News
from moderation.models import Appeal, Decision, Report

LATELY = timedelta(days=7)
SENTENCES = {
    "decided": (
        _("Something was decided about you. You can read why, and object."),
        "moderation:own_decisions",
    ),
    "looked": (_("What you objected to was looked at again."), "moderation:own_decisions"),
    "told": (_("What you asked us to look at was answered."), "moderation:my_reports"),
}


def of(person):
    """What took something from them, and how an objection or a notice of theirs ended, this week. One query."""
    since = timezone.now() - LATELY
    decided = Decision.objects.about(person).restricting().filter(told_at__gt=since, undone_at=None)
    looked = Appeal.objects.filter(decision__case__person=person, decided_at__gt=since)
    told = Report.objects.filter(reporter=person, case__decided_at__gt=since)
    rows = _rows(decided, "decided", "told_at").union(
        _rows(looked, "looked", "decided_at"), _rows(told, "told", "case__decided_at"), all=True
    )
    latest = {}
    for kind, moment in rows:
        latest[kind] = max(moment, latest.get(kind, moment))
    return [News(str(SENTENCES[kind][0]), reverse(SENTENCES[kind][1]), latest[kind]) for kind in latest]


def _rows(found, kind, moment):
    kind = Value(kind, output_field=CharField())
    return (
        found.order_by()
        .annotate(what_kind=kind, what_moment=F(moment))
        .values_list("what_kind", "what_moment")
    )
