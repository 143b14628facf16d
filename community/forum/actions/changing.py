"""Words of a topic as they stand now, and the one way a change to them is kept.

The topic's row is locked first and the audit's last, by everybody: two decisions cannot both be first, and no two
replies get one place.
"""

from django.utils import timezone

from community.forum.models import Reply, Topic
from community.verdicts import require
from groups import rules
from groups.models import Membership


def seat_now(*, actor: Membership):
    """The seat of whoever acts as it stands now: somebody may have ended or muted it meanwhile. One query.

    Raises PermissionDenied when there is nobody in it any more.
    """
    seat = Membership.objects.select_related("user", "group").filter(pk=actor.pk).first()
    if seat is None or seat.user is None:
        require(rules.may_enter(None, None))
    return seat


def latest(*, reply, actor: Membership):
    """The reply, and the seat of whoever acts, as they stand now, the topic's row locked."""
    return latest_of(reply=reply), seat_now(actor=actor)


def latest_of(*, reply):
    """The reply as it stands now, its topic locked: for those who decide above the group."""
    topic = Topic.objects.locked(reply.topic)
    fresh = Reply.objects.select_related("author__user", "decided_by", "quotes").get(pk=reply.pk)
    fresh.topic = topic
    return fresh


def place(*, reply):
    """Give the words their place: the one they had before an edit, else the next of the topic. Needs it locked."""
    topic = reply.topic
    if reply.kept_position is None:
        topic.length += 1
        topic.latest_at = timezone.now()
        reply.position = topic.length
    else:
        reply.position, reply.kept_position = reply.kept_position, None


def take_from_place(*, reply):
    """The words wait outside the topic; should they come back, then to where they were."""
    reply.kept_position, reply.position = reply.position, None


def keep(*, reply):
    """Write the change: pieces of it that were made before are told apart by its revision.

    The topic's own row is written where its title or its length changes with the words.
    """
    topic = reply.topic
    reply.revision += 1
    if reply.opens:
        topic.state = reply.state
        topic.content_note = reply.content_note
    topic.save()
    reply.save()
