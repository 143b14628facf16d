"""What is new in the forums of a person's groups: that somebody wrote, never who or what."""

from django.db.models import F, Max, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext as _

from community.forum.models import Following, Topic
from community.news import News


def of(person):
    """One line for each group in which there are unread words, topics that the person muted apart. One query."""
    own = Following.objects.filter(topic=OuterRef("pk"), person=person)
    topics = (
        Topic.objects.visible_to(person)
        .shown()
        .annotate(
            read=Coalesce(Subquery(own.values("read_to")[:1]), 0), mode=Subquery(own.values("mode")[:1])
        )
    )
    unread = topics.filter(length__gt=F("read")).exclude(mode=Following.Mode.MUTE)
    groups = unread.values("group").annotate(at=Max("latest_at")).order_by("group")
    sentence = _("Somebody wrote in the forum of your group.")
    return [News(sentence, reverse("forum:topics", args=[group["group"]]), group["at"]) for group in groups]
