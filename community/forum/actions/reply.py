"""What happens to words once they are written: let through, given back, hidden, restored, taken back."""

from django.db import transaction

from community.forum import rules
from community.forum.actions.changing import keep, latest
from community.forum.actions.deciding import FORUM
from community.forum.models import Reply
from community.forum.signals import words_restored, words_taken
from community.verdicts import require
from groups.actions.message import Staff
from groups.models import Membership

STAFF = Staff(FORUM, rules=rules, taken=words_taken, restored=words_restored)


def release(*, reply, actor: Membership, seen: str = ""):
    """Let held words through to everyone. Somebody else may have decided already.

    `seen`: the mark of the words that were read, `FORUM.mark_of`; raises ValidationError where they were changed since.
    """
    return STAFF.release(words=reply, actor=actor, seen=seen)


def give_back(*, reply, actor: Membership, rule: str, reason: str = "", seen: str = ""):
    """Refuse held words: they go back to their author, with the house rule and the reason, and to nobody else."""
    return STAFF.give_back(words=reply, actor=actor, rule=rule, reason=reason, seen=seen)


def hide(*, reply, actor: Membership, rule: str, reason: str = "", seen: str = ""):
    """Take words out of everyone's view, now. Kept sealed for review; the author is told by which house rule."""
    return STAFF.hide(words=reply, actor=actor, rule=rule, reason=reason, seen=seen)


def restore(*, reply, actor: Membership):
    """Show hidden words again, in their old place."""
    return STAFF.restore(words=reply, actor=actor)


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
