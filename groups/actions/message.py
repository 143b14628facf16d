"""What happens to words once they are said: let through, given back, hidden, restored, taken back."""

from django.db import transaction

from community.verdicts import require
from groups import house, rules
from groups.actions import deciding
from groups.actions.changing import latest
from groups.actions.room import tell_staff
from groups.actions.saying import say, say_together, tell_author
from groups.models import Membership, Message
from groups.signals import words_restored, words_taken

__all__ = ["give_back", "hide", "release", "restore", "retract", "say", "say_together"]


@transaction.atomic
def release(*, message, actor: Membership):
    """Let held words through, at the end of the transcript, to everyone. Somebody else may have decided already."""
    message, actor = latest(message=message, actor=actor)
    require(rules.may_release(actor.user, actor, message))
    return deciding.release(message=message, by=actor.user)


@transaction.atomic
def give_back(*, message, actor: Membership, rule: str, reason: str = ""):
    """Refuse held words: they go back to their author, with the house rule and the reason, and to nobody else."""
    message, actor = latest(message=message, actor=actor)
    require(rules.may_return(actor.user, actor, message))
    message = deciding.give_back(message=message, by=actor.user, reason=_why(message, rule, reason))
    words_taken.send(Message, message=message, by=actor.user, rule=rule, reason=reason)
    return message


@transaction.atomic
def hide(*, message, actor: Membership, rule: str, reason: str = ""):
    """Take words out of everyone's view, now. They are kept sealed for review; the author is told by which house rule.

    `reason`: what staff say of it in their own words. Whoever listens writes the statement of reasons in the same
    transaction (Digital Services Act art. 17), so no words go without one.
    """
    message, actor = latest(message=message, actor=actor)
    require(rules.may_hide(actor.user, actor, message))
    message = deciding.hide(message=message, by=actor.user, reason=_why(message, rule, reason))
    words_taken.send(Message, message=message, by=actor.user, rule=rule, reason=reason)
    return message


def _why(message, rule, reason):
    """What stands where the words stood: staff's own words, else the rule, in the author's language."""
    user = message.author and message.author.user
    return reason or house.title_of(rule, user.language if user else message.room.group.language)


@transaction.atomic
def restore(*, message, actor: Membership):
    """Show hidden words again, in their old place."""
    message, actor = latest(message=message, actor=actor)
    require(rules.may_restore(actor.user, actor, message))
    message = deciding.restore(message=message, by=actor.user)
    words_restored.send(Message, message=message, by=actor.user)
    return message


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
