"""A decision about words, whoever took it: changed, recorded, told. The caller holds the room's row and has checked."""

from django.utils import timezone

from community.audit.actions import record
from groups.actions.changing import stamp, stamp_answers
from groups.actions.room import tell_staff
from groups.actions.saying import tell, tell_author, tell_of_help
from groups.models import Message


def release(*, message, by):
    """Give the words their place and tell open pages what the live line may carry while their meeting is on."""
    _decide(message, by, Message.State.SHOWN)
    meeting = message.room.meeting()
    message.position = message.revision = message.room.advance()
    message.save()
    if message.is_of(meeting):
        tell(message=message, news="message.said", meeting=meeting)
        tell_of_help(message=message)
    else:
        tell_author(message=message)
    record(by, "message.released", message)
    tell_staff(room=message.room)
    return message


def give_back(*, message, by, reason):
    """The words go back to their author, with the reason, and to nobody else."""
    _decide(message, by, Message.State.RETURNED, reason)
    message.save()
    record(by, "message.returned", message, reason)
    tell_author(message=message)
    tell_staff(room=message.room)
    return message


def hold_again(*, message, by):
    """Words given back wait for staff once more; nobody has seen them, and nobody does yet."""
    _decide(message, None, Message.State.HELD)
    message.decided_at = None
    message.save()
    record(by, "message.held_again", message)
    tell_author(message=message)
    tell_staff(room=message.room)
    return message


def hide(*, message, by, reason):
    """The words leave everyone's view; they are kept sealed for review, and their author is told why."""
    _decide(message, by, Message.State.HIDDEN, reason)
    change(message=message)
    record(by, "message.hidden", message, reason)
    return message


def restore(*, message, by):
    """The words are shown again, in their old place."""
    _decide(message, by, Message.State.SHOWN)
    change(message=message)
    record(by, "message.restored", message)
    return message


def change(*, message):
    """Stamp a change to words that have their place, and with it every answer that shows them."""
    meeting = message.room.meeting()
    stamp(message=message, meeting=meeting)
    stamp_answers(message=message, meeting=meeting)


def _decide(message, by, state, reason=""):
    message.state, message.reason = state, reason
    message.decided_by, message.decided_at = by, timezone.now()
