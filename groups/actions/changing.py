"""A change to something said: taken as it stands now, stamped with the room's next number, told to open pages."""

from groups.actions.room import locked, tell_staff
from groups.actions.saying import tell, tell_author
from groups.models import Membership, Message, Room
from groups.models.message import hand_answers
from groups.saying import number


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
    _tell_changed([message], meeting)


def stamp_all(*, room, messages, meeting):
    """The same for many of one room, in their order, in two statements. Nothing of them is saved but the number."""
    if not messages:
        return
    first = number({room.pk: len(messages)})[room.pk]
    for revision, message in enumerate(messages, first):
        message.revision = revision
    Message.objects.bulk_update(messages, ["revision"])
    _tell_changed(messages, meeting)


def _tell_changed(messages, meeting):
    hand_answers(messages)
    for message in messages:
        if message.state in Message.GONE or message.is_of(meeting):
            tell(message=message, news="message.changed", meeting=meeting)


def stamp_answers(*, message, meeting):
    """Write whatever quotes these words anew: an answer shows them only as they stand, on every page it is on.

    Call in the transaction of the change. An answer that waits is on its author's pages and before staff.
    """
    stamp_all_answers(room=message.room, messages=[message], meeting=meeting)


def stamp_all_answers(*, room, messages, meeting):
    """The same for the answers to many of one room."""
    known = {message.pk: message for message in messages}
    answers = Message.objects.filter(reply_to__in=known).select_related("author__user", "decided_by")
    answers = list(answers.order_by("said_at"))
    for answer in answers:
        answer.room, answer.reply_to = room, known[answer.reply_to_id]
    shown = [answer for answer in answers if answer.state == Message.State.SHOWN]
    stamp_all(room=room, messages=shown, meeting=meeting)
    waiting = [answer for answer in answers if answer.state in Message.WAITING and answer.author]
    for answer in waiting:
        tell_author(message=answer)
    if any(answer.state == Message.State.HELD for answer in waiting):
        tell_staff(room=room)
