"""What is new in the forums of a person's groups: that somebody wrote, never who or what."""

from django.db.models import F, Max, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext as _

from community.forum.models import Following, Topic
from community.news import News
from groups.models import Membership


def of(person):
    """One line for each group, and each board, in which there are unread words. One query.

    Topics that the person muted say nothing, nor what was written before they came and they never opened.
    """
    mark = Following.objects.filter(topic=OuterRef("pk"), person=person)
    seat = Membership.objects.current().filter(user=person, group=OuterRef("group"))
    topics = Topic.objects.visible_to(person).shown()
    topics = topics.annotate(
        read=Subquery(mark.values("read_to")[:1]),
        mode=Coalesce(Subquery(mark.values("mode")[:1]), Value("")),
        came=Subquery(seat.values("joined_at")[:1]),
    )
    unread = topics.filter(Q(length__gt=F("read")) | Q(read=None, latest_at__gte=F("came")))
    groups = unread.exclude(mode=Following.Mode.MUTE).values("group", "group__kind")
    sentences = {
        "group": _("Somebody wrote in the forum of your group."),
        "board": _("Somebody wrote on a board you have joined."),
    }
    return [
        News(sentences[each["group__kind"]], reverse("forum:topics", args=[each["group"]]), each["at"])
        for each in groups.annotate(at=Max("latest_at")).order_by("group")
    ]
