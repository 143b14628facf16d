"""What happens to words: said, held, let through, given back, hidden, restored, taken back."""

from django.db import transaction
from django.utils import timezone

from community.audit.actions import record
from community.live import publish
from community.screening import content_held, screen
from community.verdicts import require
from groups import fragments, rules
from groups.actions.room import tell_staff
from groups.models import Membership, Message, Room


@transaction.atomic
def say(*, room, author: Membership, body: str, client_id):
    """Put a person's words in the room. Safe to repeat: a resend finds the first copy.

    Words that must be read first wait for staff and take no number; nobody else learns of them.
    Raises PermissionDenied with a sentence for the person.
    """
    room = Room.objects.locked(room)
    author = _seat_now(author)
    # The first copy first: a resend is answered even if the room has closed since.
    said = Message.objects.filter(room=room, author=author, client_id=client_id).first()
    meeting = room.meeting()
    if said is None:
        verdict = rules.may_say(author.user, author, room, meeting=meeting, staff_count=room.staff_here)
        require(verdict)
    else:
        require(rules.may_enter(author.user, author))
        said.room, said.author = room, author
        return said
    message = Message(room=room, meeting=meeting, author=author, body=body, client_id=client_id)
    screening = screen(body, author=author, place=room)
    if screening.holds or rules.needs_reading(author, room):
        return _hold(message, screening)
    return _show(message, meeting)


def _seat_now(membership):
    """The seat as it stands now and until the transaction ends: left, removed, muted, read first."""
    seats = Membership.objects.select_for_update(of=("self",)).select_related("user", "group")
    return seats.get(pk=membership.pk)


def _show(message, meeting):
    """Give the words their place and tell open pages what the live line may carry while `meeting` is on."""
    message.state = Message.State.SHOWN
    message.position = message.revision = message.room.advance()
    message.save()
    if message.is_of(meeting):
        _tell(message, "message.said", meeting)
    else:
        _tell_author(message)
    return message


def _hold(message, screening):
    message.state = Message.State.HELD
    message.save()
    transaction.on_commit(
        lambda: content_held.send(Message, content=message, findings=screening.findings), robust=True
    )
    _tell_author(message)
    tell_staff(room=message.room)
    return message


@transaction.atomic
def release(*, message, actor: Membership):
    """Let held words through, at the end of the transcript, to everyone. Somebody else may have decided already."""
    message = _locked(message)
    require(rules.may_release(actor.user, actor, message))
    _decide(message, actor)
    _show(message, message.room.meeting())
    record(actor.user, "message.released", message)
    tell_staff(room=message.room)
    return message


@transaction.atomic
def give_back(*, message, actor: Membership, reason: str):
    """Refuse held words: they go back to their author, with the reason, and to nobody else."""
    message = _locked(message)
    require(rules.may_return(actor.user, actor, message))
    message.state = Message.State.RETURNED
    message.reason = reason
    _decide(message, actor)
    message.save()
    record(actor.user, "message.returned", message, reason)
    _tell_author(message)
    tell_staff(room=message.room)
    return message


@transaction.atomic
def hide(*, message, actor: Membership, reason: str):
    """Take words out of everyone's view, now. They are kept sealed for review; the author is told why."""
    message = _locked(message)
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
    message = _locked(message)
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
    message = _locked(message)
    require(rules.may_retract(actor.user, actor, message))
    was_waiting = message.state in Message.WAITING
    message.state = Message.State.RETRACTED
    if not was_waiting:
        _change(message)
        return message
    message.save()
    _tell_author(message)
    tell_staff(room=message.room)
    return message


def _locked(message):
    """The message as it stands now, with its room's row locked, so that two decisions cannot both be first."""
    room = Room.objects.locked(message.room)
    fresh = Message.objects.select_related("author__user", "meeting").get(pk=message.pk)
    fresh.room = room
    return fresh


def _decide(message, actor):
    message.decided_by = actor.user
    message.decided_at = timezone.now()


def _change(message):
    """Stamp the change with the room's next number and tell open pages what the live line may carry."""
    message.revision = message.room.advance()
    message.save()
    meeting = message.room.meeting()
    if message.state in Message.GONE or message.is_of(meeting):
        _tell(message, "message.changed", meeting)


def _tell(message, news, meeting):
    """Words, names and times travel only while their meeting is on; that something is gone always does."""
    publish(
        message.room.audience,
        news,
        html=fragments.message_html(message) if message.is_of(meeting) else "",
        revision=message.revision,
        id=str(message.pk),
        position=message.position,
    )


def _tell_author(message):
    """What becomes of waiting words is told to their author's own pages only; taken back, they vanish there too."""
    waiting = message.state in Message.WAITING
    publish(
        message.author.user.audience,
        "message.own",
        html=fragments.message_html(message, own=True) if waiting else "",
        room=str(message.room_id),
        id=str(message.pk),
    )
