"""What happens to words once they are written: let through, given back, hidden, restored, taken back."""

from django.db import transaction

from community.forum import rules
from community.forum.actions import deciding
from community.forum.actions.changing import keep, latest
from community.forum.models import Reply
from community.forum.signals import words_restored, words_taken
from community.verdicts import require
from groups import house
from groups.models import Membership


@transaction.atomic
def release(*, reply, actor: Membership):
    """Let held words through to everyone. Somebody else may have decided already."""
    reply, actor = latest(reply=reply, actor=actor)
    require(rules.may_release(actor.user, actor, reply))
    return deciding.release(reply=reply, by=actor.user)


@transaction.atomic
def give_back(*, reply, actor: Membership, rule: str, reason: str = ""):
    """Refuse held words: they go back to their author, with the house rule and the reason, and to nobody else."""
    reply, actor = latest(reply=reply, actor=actor)
    require(rules.may_return(actor.user, actor, reply))
    reply = deciding.give_back(reply=reply, by=actor.user, reason=_why(reply, rule, reason))
    words_taken.send(Reply, reply=reply, by=actor.user, rule=rule, reason=reason)
    return reply


@transaction.atomic
def hide(*, reply, actor: Membership, rule: str, reason: str = ""):
    """Take words out of everyone's view, now. They are kept sealed for review; the author is told by which house rule.

    Whoever listens writes the statement of reasons in the same transaction (Digital Services Act art. 17).
    """
    reply, actor = latest(reply=reply, actor=actor)
    require(rules.may_hide(actor.user, actor, reply))
    reply = deciding.hide(reply=reply, by=actor.user, reason=_why(reply, rule, reason))
    words_taken.send(Reply, reply=reply, by=actor.user, rule=rule, reason=reason)
    return reply


def _why(reply, rule, reason):
    """What stands where the words stood: staff's own words, else the rule, in the author's language."""
    user = reply.author and reply.author.user
    return reason or house.title_of(rule, user.language if user else reply.topic.language)


@transaction.atomic
def restore(*, reply, actor: Membership):
    """Show hidden words again, in their old place."""
    reply, actor = latest(reply=reply, actor=actor)
    require(rules.may_restore(actor.user, actor, reply))
    reply = deciding.restore(reply=reply, by=actor.user)
    words_restored.send(Reply, reply=reply, by=actor.user)
    return reply


@transaction.atomic
def retract(*, reply, actor: Membership):
    """Take one's own words back. Words that others have read leave a line that says so; others leave nothing."""
    reply, actor = latest(reply=reply, actor=actor)
    require(rules.may_retract(actor.user, actor, reply))
    reply.state = Reply.State.RETRACTED
    if reply.kept_position:
        reply.position, reply.kept_position = reply.kept_position, None
    reply.reactions.all().delete()
    keep(reply=reply)
    return reply
