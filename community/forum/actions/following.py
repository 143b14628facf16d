"""What a person follows, what they do not want to be told of, and how far they have read. Nobody else learns of it."""

from django.db import transaction
from django.db.models import Q

from community.forum import rules
from community.forum.models import Following, Topic
from community.verdicts import require
from groups.models import Membership

Mode = Following.Mode


@transaction.atomic
def follow(*, topic: Topic, actor: Membership, is_asked=True):
    """Be told when something new is in this topic. Not asked for, as when somebody writes in it, a mute stays."""
    own = _own(topic, actor)
    if is_asked or not own.mode:
        _set(own, Mode.FOLLOW)


@transaction.atomic
def mute(*, topic: Topic, actor: Membership):
    """Not be told of what is new in this topic; it can be read all the same."""
    _set(_own(topic, actor), Mode.MUTE)


@transaction.atomic
def unmark(*, topic: Topic, actor: Membership):
    """Neither follow nor mute it."""
    _set(_own(topic, actor), "")


def read(*, topic: Topic, actor: Membership, to: int):
    """Note how far this person has read; never backwards."""
    require(rules.may_read(actor.user, actor))
    rows = Following.objects.filter(topic=topic, person=actor.user)
    if not rows.filter(Q(read_to__lt=to)).update(read_to=to):
        Following.objects.get_or_create(topic=topic, person=actor.user, defaults={"read_to": to})


def _own(topic, actor):
    require(rules.may_read(actor.user, actor))
    own, _is_new = Following.objects.get_or_create(topic=topic, person=actor.user)
    return own


def _set(own, mode):
    if own.mode != mode:
        own.mode = mode
        own.save(update_fields=["mode"])
