"""What happens to words once they are said: let through, given back, hidden, restored, taken back."""

from django.db import transaction

from community.verdicts import require
from groups import rules
from groups.actions import deciding
from groups.actions.changing import latest
from groups.actions.room import tell_staff
from groups.actions.saying import say, say_together, tell_author
from groups.models import Membership, Message

__all__ = ["give_back", "hide", "release", "restore", "retract", "say", "say_together"]


@transaction.atomic
def release(*, message, actor: Membership):
    """Let held words through, at the end of the transcript, to everyone. Somebody else may have decided already."""
    message, actor = latest(message=message, actor=actor)
    require(rules.may_release(actor.user, actor, message))
    return deciding.release(message=message, by=actor.user)


@transaction.atomic
def give_back(*, message, actor: Membership, reason: str):
    """Refuse held words: they go back to their author, with the reason, and to nobody else."""
    message, actor = latest(message=message, actor=actor)
    require(rules.may_return(actor.user, actor, message))
    return deciding.give_back(message=message, by=actor.user, reason=reason)


@transaction.atomic
def hide(*, message, actor: Membership, reason: str):
    """Take words out of everyone's view, now. They are kept sealed for review; the author is told why."""
    message, actor = latest(message=message, actor=actor)
    require(rules.may_hide(actor.user, actor, message))
    return deciding.hide(message=message, by=actor.user, reason=reason)


@transaction.atomic
def restore(*, message, actor: Membership):
    """Show hidden words again, in their old place."""
    message, actor = latest(message=message, actor=actor)
    require(rules.may_restore(actor.user, actor, message))
    return deciding.restore(message=message, by=actor.user)


@transaction.atomic
def retract(*, message, actor: Membership):
    """Take one's own words back. Shown words leave a line that says so; waiting words leave nothing."""
    message, actor = latest(message=message, actor=actor)
    require(rules.may_retract(actor.user, actor, message))
    was_waiting = message.state in Message.WAITING
    message.state = Message.State.RETRACTED
    if not was_waiting:
        message.reactions.all().delete()
        deciding.change(message=message)
        return message
    message.save()
    tell_author(message=message)
    tell_staff(room=message.room)
    return message
