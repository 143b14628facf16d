"""How staff look after topics: what stays on top, and what is closed."""

from django.db import transaction
from django.utils import timezone

from community.audit.actions import record
from community.forum import rules
from community.forum.actions.changing import seat_now
from community.forum.models import Topic
from community.verdicts import require
from groups.models import Membership


@transaction.atomic
def pin(*, topic, actor: Membership):
    """Keep a topic on top of the list."""
    _set(topic, actor, "pinned_at", timezone.now(), "topic.pinned")


@transaction.atomic
def unpin(*, topic, actor: Membership):
    """Let it stand among the others again."""
    _set(topic, actor, "pinned_at", None, "topic.unpinned")


@transaction.atomic
def close(*, topic, actor: Membership):
    """Nobody writes in it any more; it stays to be read."""
    _set(topic, actor, "closed_at", timezone.now(), "topic.closed")


@transaction.atomic
def reopen(*, topic, actor: Membership):
    """It can be written in again."""
    _set(topic, actor, "closed_at", None, "topic.reopened")


def _set(topic, actor, field, moment, action):
    """Pressed twice, it is done once."""
    topic, actor = Topic.objects.locked(topic), seat_now(actor=actor)
    require(rules.may_tend(actor.user, actor, topic.group))
    if bool(getattr(topic, field)) is bool(moment):
        return
    setattr(topic, field, moment)
    topic.save(update_fields=[field])
    record(actor.user, action, topic)
