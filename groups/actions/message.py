"""What happens to words once they are said: let through, given back, hidden, restored, taken back."""

from django.db import transaction
from django.utils import timezone

from community.audit.actions import record
from community.verdicts import require
from groups import rules
from groups.actions.changing import latest, stamp, stamp_answers
from groups.actions.room import tell_staff
from groups.actions.saying import say, say_together, tell, tell_author
from groups.models import Membership, Message

__all__ = ["give_back", "hide", "release", "restore", "retract", "say", "say_together"]


def _show(message, meeting):
    """Give the words their place and tell open pages what the live line may carry while `meeting` is on."""
    message.state = Message.State.SHOWN
    message.position = message.revision = message.room.advance()
    message.save()
    if message.is_of(meeting):
        tell(message=message, news="message.said", meeting=meeting)
    else:
        tell_author(message=message)
    return message


@transaction.atomic
def release(*, message, actor: Membership):
    """Let held words through, at the end of the transcript, to everyone. Somebody else may have decided already."""
    message, actor = latest(message=message, actor=actor)
    require(rules.may_release(actor.user, actor, message))
    _decide(message, actor)
    _show(message, message.room.meeting())
    record(actor.user, "message.released", message)
    tell_staff(room=message.room)
    return message


@transaction.atomic
def give_back(*, message, actor: Membership, reason: str):
    """Refuse held words: they go back to their author, with the reason, and to nobody else."""
    message, actor = latest(message=message, actor=actor)
    require(rules.may_return(actor.user, actor, message))
    message.state = Message.State.RETURNED
    message.reason = reason
    _decide(message, actor)
    message.save()
    record(actor.user, "message.returned", message, reason)
    tell_author(message=message)
    tell_staff(room=message.room)
    return message


@transaction.atomic
def hide(*, message, actor: Membership, reason: str):
    """Take words out of everyone's view, now. They are kept sealed for review; the author is told why."""
    message, actor = latest(message=message, actor=actor)
    require(rules.may_hide(actor.user, actor, message))
    message.state = Message.State.HIDDEN
    message.reason = reason
    _decide(message, actor)
    _change(message)
    record(actor.user, "message.hidden", message, reason)
    return message


@transaction.atomic
def restore(*, message, actor: Membership):
    """Show hidden words again, in their old place."""
    message, actor = latest(message=message, actor=actor)
    require(rules.may_restore(actor.user, actor, message))
    message.state = Message.State.SHOWN
    message.reason = ""
    _decide(message, actor)
    _change(message)
    record(actor.user, "message.restored", message)
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
        _change(message)
        return message
    message.save()
    tell_author(message=message)
    tell_staff(room=message.room)
    return message


def _decide(message, actor):
    message.decided_by = actor.user
    message.decided_at = timezone.now()


def _change(message):
    """Stamp the change, and with it every answer that shows these words."""
    meeting = message.room.meeting()
    stamp(message=message, meeting=meeting)
    stamp_answers(message=message, meeting=meeting)
