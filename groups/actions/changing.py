"""A change to something said: taken as it stands now, stamped with the room's next number, told to open pages."""

from groups.actions.room import locked, tell_staff
from groups.actions.saying import tell, tell_author
from groups.models import Membership, Message, Room
from groups.models.message import hand_answers


def latest(*, message, actor: Membership):
    """The message, and the seat of whoever acts, as they stand now.

    The room's row is locked, so that two decisions cannot both be first.
    """
    room, actor = locked(room=message.room, actor=actor)
    return _in_room(message, room), actor


def latest_of(*, message):
    """The message as it stands now, for those who decide above the group; the room's row is locked."""
    return _in_room(message, Room.objects.locked(message.room))


def _in_room(message, room):
    known = Message.objects.select_related("author__user", "meeting", "decided_by", "reply_to__author")
    fresh = known.get(pk=message.pk)
    fresh.room = room
    return fresh


def stamp(*, message, meeting):
    """Give the change the room's next number and tell open pages what the live line may carry while `meeting` is on."""
    message.revision = message.room.advance()
    message.save()
    hand_answers([message])
    if message.state in Message.GONE or message.is_of(meeting):
        tell(message=message, news="message.changed", meeting=meeting)


def stamp_answers(*, message, meeting):
    """Write whatever quotes these words anew: an answer shows them only as they stand, on every page it is on.

    Call in the transaction of the change. An answer that waits is on its author's pages and before staff.
    """
    answers = Message.objects.filter(reply_to=message).select_related("author__user", "decided_by")
    held = False
    for answer in answers.order_by("said_at"):
        answer.room, answer.reply_to = message.room, message
        if answer.state == Message.State.SHOWN:
            stamp(message=answer, meeting=meeting)
        elif answer.state in Message.WAITING and answer.author:
            tell_author(message=answer)
            held = held or answer.state == Message.State.HELD
    if held:
        tell_staff(room=message.room)
