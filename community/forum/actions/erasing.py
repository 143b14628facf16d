"""What a person wrote in a forum, taken away for good by that person: the places stay, the words are nowhere."""

from datetime import timedelta

from django.db import transaction
from django.db.models import Q
from django.db.models.functions import Length
from django.db.models.lookups import GreaterThan
from django.utils import timezone

from community.accounts.models import User
from community.audit.actions import record
from community.forum.actions.changing import keep, latest_of
from community.forum.models import Following, Reaction, Reply, Topic
from community.verdicts import require
from groups import rules
from groups.models import Membership

State = Reply.State
HAS_WORDS = ~Q(state=State.RETRACTED) | GreaterThan(Length("body"), 0)


def erase_replies(*, seat: Membership, actor: User, is_leaving=False):
    """Take away all that was written from one seat, titles too, and the signs given. Safe to repeat.

    A place stays that says that the words were taken back; with `is_leaving` it says so of somebody who has left. Each
    is a transaction of its own, so that no topic is locked for long.
    """
    require(rules.may_erase(actor, seat))
    written = Reply.objects.filter(author=seat)
    for reply in written if is_leaving else written.filter(HAS_WORDS):
        _erase(reply, is_leaving)
    for sign in Reaction.objects.filter(seat=seat).select_related("reply"):
        _take_back(sign)


def erase_written(*, person: User):
    """Take away what somebody wrote in every forum, and what they follow. Safe to repeat."""
    for seat in Membership.objects.filter(user=person).select_related("group"):
        erase_replies(seat=seat, actor=person, is_leaving=True)
    Following.objects.filter(person=person).delete()


@transaction.atomic
def delete_quiet_topics(*, older_than: timedelta):
    """Delete topics in which nobody has written for that long, with all that is in them. Pinned ones stay."""
    quiet = Topic.objects.filter(latest_at__lt=timezone.now() - older_than, pinned_at=None)
    count = quiet.count()
    if count:
        quiet.delete()
        record(None, "topic.lapsed", count=count)


@transaction.atomic
def _erase(reply, is_leaving):
    reply = latest_of(reply=reply)
    reply.state, reply.body, reply.reason, reply.content_note = State.RETRACTED, "", "", ""
    reply.found = None
    if reply.kept_position:
        reply.position, reply.kept_position = reply.kept_position, None
    reply.reactions.all().delete()
    topic = reply.topic
    if reply.opens:
        topic.title = ""
    if is_leaving:
        reply.author = None
        topic.author = None if reply.opens else topic.author
    keep(reply=reply)


@transaction.atomic
def _take_back(sign):
    reply = latest_of(reply=sign.reply)
    sign.delete()
    keep(reply=reply)
