"""What a person wrote in a forum, taken away for good by that person: the places stay, the words are nowhere."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F, Q
from django.db.models.functions import Coalesce, Length
from django.db.models.lookups import GreaterThan
from django.utils import timezone

from community.accounts.models import User
from community.audit.actions import record
from community.forum.models import Following, Reaction, Reply, Topic
from community.verdicts import require
from groups import rules
from groups.models import Membership

State = Reply.State
AT_ONCE = 200  # for so many a topic's row stays locked
HAS_WORDS = ~Q(state=State.RETRACTED) | GreaterThan(Length("body"), 0)


def erase_replies(*, seat: Membership, actor: User, is_leaving=False, before: datetime | None = None):
    """Take away all that was written from one seat, titles too, and the signs given. Safe to repeat.

    A place stays that says that the words were taken back; with `is_leaving` it says so of somebody who has left. It
    is done in short transactions, each in one topic, so that none is locked for long. `before`: what was written later
    stays.
    """
    require(rules.may_erase(actor, seat))
    while _erase_some(seat, is_leaving, before):
        pass
    while _take_back_signs(seat, before):
        pass


@transaction.atomic
def hide_written(*, person: User):
    """Let nobody read, or find, what somebody wrote in any forum, at once, in two statements. Safe to repeat."""
    Topic.objects.filter(author__user=person).update(state=State.RETRACTED)
    written = Reply.objects.filter(author__user=person).exclude(state=State.RETRACTED)
    written.update(state=State.RETRACTED, revision=F("revision") + 1)


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
def _erase_some(seat, is_leaving, before):
    """The newest of the words, in one topic, its row locked meanwhile; False when there are none left."""
    left = Reply.objects.filter(_until("said_at", before), author=seat)
    topic, some = _in_one_topic(left if is_leaving else left.filter(HAS_WORDS))
    if topic is None:
        return False
    Reaction.objects.filter(reply__in=some).delete()
    opens = some.filter(opens=True).exists()
    nothing = {"state": State.RETRACTED, "body": "", "reason": "", "content_note": "", "found": None}
    if is_leaving:
        nothing["author"] = None
    place = {"position": Coalesce("kept_position", "position"), "kept_position": None}
    some.update(revision=F("revision") + 1, **place, **nothing)
    if opens:
        topic.title, topic.content_note, topic.state = "", "", State.RETRACTED
        topic.author = None if is_leaving else topic.author
        topic.save()
    return True


def _in_one_topic(replies):
    """The topic of the newest of these, locked, and the newest of them there; None and none when there are none."""
    newest = replies.select_related("topic").order_by("-said_at").first()
    if newest is None:
        return None, replies.none()
    topic = Topic.objects.locked(newest.topic)
    there = replies.filter(topic=topic).order_by("-said_at").values_list("pk", flat=True)[:AT_ONCE]
    return topic, Reply.objects.filter(pk__in=list(there))


@transaction.atomic
def _take_back_signs(seat, before):
    """The signs this person gave in one topic, and what they stood under written anew; False when there are none."""
    given = Reaction.objects.filter(_until("given_at", before), seat=seat)
    topic, some = _in_one_topic(Reply.objects.filter(pk__in=given.values("reply")))
    if topic is None:
        return False
    given.filter(reply__in=some).delete()
    some.update(revision=F("revision") + 1)
    return True


def _until(name, before):
    return Q(**{f"{name}__lt": before}) if before else Q()
