"""What is new in the groups of a person: that staff wrote on their private line."""

from datetime import timedelta

from django.db.models import F, Max
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from community.news import News
from groups.models import Aside

LATELY = timedelta(days=7)  # what a page cannot know to have been read stays new for that long


def of(person):
    """A line for every group in which staff wrote last, this week. One query."""
    lines = Aside.objects.filter(
        member__user=person, member__left_at=None, said_at__gt=timezone.now() - LATELY
    ).exclude(author=F("member"))
    latest = lines.values("room", "member").annotate(at=Max("said_at")).order_by("room")
    sentence = _("Staff of your group wrote to you.")
    return [News(sentence, reverse("groups:line", args=[line["room"]]), line["at"]) for line in latest]
