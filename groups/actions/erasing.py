"""What a person wrote in a group, taken away for good by that person: the places stay, the words are nowhere."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.db.models.functions import Length
from django.db.models.lookups import GreaterThan
from django.utils import timezone

from community.accounts.models import User
from community.audit.actions import record
from community.verdicts import require
from groups import rules
from groups.actions.changing import stamp_all, stamp_all_answers
from groups.actions.checkin import erase_checks
from groups.actions.note import erase_notes
from groups.actions.room import tell_own, tell_staff
from groups.actions.saying import tell_author
from groups.actions.seat import leave
from groups.actions.wellbeing import erase_wellbeing
from groups.models import Aside, Invitation, Membership, Message, Muting, Notebook, Reaction, Room, Wellbeing

AT_ONCE = 50  # for so many the room's row stays locked, and everybody who speaks waits
NOBODY = "–"  # the name on a seat whose person is gone
HAS_WORDS = ~Q(state=Message.State.RETRACTED) | GreaterThan(Length("body"), 0)


def erase_words(*, seat: Membership, actor: User, is_leaving=False, before: datetime | None = None):
    """Take away all that was said from one seat, and the signs given. Safe to repeat.

    Of what stood in the transcript a line stays that says that it was taken back, and where it was quoted that it is
    no longer here; with `is_leaving` it says so of somebody who has left. The sealed bytes are overwritten. `before`:
    what was said later stays.
    """
    require(rules.may_erase(actor, seat))
    while _erase_some(seat, is_leaving, before):
        pass
    while _take_back_signs(seat, before):
        pass
    _erase_beside(seat, before)


def hide_words(*, person: User):
    """Leave every group and let nobody read what was said there, at once. Safe to repeat.

    A few statements for each seat: `erase_seats` then overwrites the words, and writes anew what quotes them.
    """
    for seat in _seats_of(person):
        if seat.is_current:
            leave(membership=seat, actor=person)
        with transaction.atomic():
            Room.objects.locked(seat.group.room)
            Message.objects.filter(author=seat).update(state=Message.State.RETRACTED)


def erase_seats(*, person: User):
    """Take away all that somebody who leaves for good said and answered, and the name it was said under.

    Safe to repeat.
    """
    hide_words(person=person)
    erase_checks(account=person)
    for seat in _seats_of(person):
        erase_words(seat=seat, actor=person, is_leaving=True)
        with transaction.atomic():
            Room.objects.locked(seat.group.room)
            Membership.objects.filter(pk=seat.pk).update(alias=NOBODY)
            Muting.objects.filter(Q(by=seat) | Q(whom=seat)).delete()
            for invitation in Invitation.objects.filter(membership=seat):  # what was noted about the person
                invitation.label = invitation.contact = ""
                invitation.save(update_fields=["label", "contact"])


def _seats_of(person):
    """Those on boards first: the end of the last one in a group would end them under our hands."""
    seats = Membership.objects.filter(user=person).select_related("group")
    return seats.order_by("group__kind", "joined_at")


@transaction.atomic
def forget_person(*, person: User):
    """Cut what leads from seats to the person; promises that were signed stay as somebody's."""
    seats = Membership.objects.filter(user=person)
    Invitation.objects.filter(membership__in=seats).update(membership=None)
    seats.update(user=None)


def erase_left_notebooks(*, older_than: timedelta):
    """Destroy notebooks, and answers over time, of people who have not signed in for that long. Safe to repeat."""
    before = timezone.now() - older_than
    away = User.objects.filter(Q(last_login__lt=before) | Q(last_login=None, date_joined__lt=before))
    kept = [model.objects.filter(account__in=away).values("account") for model in (Notebook, Wellbeing)]
    for person in User.objects.filter(Q(pk__in=kept[0]) | Q(pk__in=kept[1])):
        erase_notes(account=person)
        erase_wellbeing(account=person)
        record(None, "notebook.lapsed", person)


@transaction.atomic
def _erase_some(seat, is_leaving, before):
    """The newest of the words, the room's row locked meanwhile; False when there are none left."""
    room = Room.objects.locked(seat.group.room)
    left = Message.objects.filter(_until("said_at", before), author=seat)
    some = _as_they_stand(left if is_leaving else left.filter(HAS_WORDS), room)
    Reaction.objects.filter(message__in=some).delete()
    seen = [
        message for message in some if message.position is not None and (is_leaving or not _is_gone(message))
    ]
    _overwrite(some, is_leaving)
    meeting = room.meeting()
    stamp_all(room=room, messages=seen, meeting=meeting)
    stamp_all_answers(room=room, messages=some, meeting=meeting)
    for message in some:
        if message not in seen:  # nobody but its author, and staff, had it before them
            message.author = seat
            tell_author(message=message)
    if any(message.position is None for message in some):
        tell_staff(room=room)
    return bool(some)


def _until(name, before):
    return Q(**{f"{name}__lt": before}) if before else Q()


def _as_they_stand(messages, room):
    known = messages.select_related("author__user", "meeting", "decided_by", "reply_to__author")
    some = list(known.order_by("-said_at")[:AT_ONCE])[::-1]
    for message in some:
        message.room = room
    return some


def _is_gone(message):
    return message.state == Message.State.RETRACTED


def _overwrite(messages, is_leaving):
    """In the rows, and in what was read of them."""
    nothing = {"state": Message.State.RETRACTED, "body": "", "reason": "", "found": None, "card": ""}
    if is_leaving:
        nothing["author"] = None
    Message.objects.filter(pk__in=[message.pk for message in messages]).update(**nothing)
    for message in messages:
        for name, value in nothing.items():
            setattr(message, name, value)


@transaction.atomic
def _take_back_signs(seat, before):
    """The signs this person gave, and the pieces they stood under written anew; False when there are none left."""
    room = Room.objects.locked(seat.group.room)
    given = Reaction.objects.filter(_until("given_at", before), seat=seat)
    some = _as_they_stand(Message.objects.filter(pk__in=given.values("message")), room)
    given.filter(message__in=some).delete()
    stamp_all(room=room, messages=some, meeting=room.meeting())
    return bool(some)


@transaction.atomic
def _erase_beside(seat, before):
    """The private line with staff, both its sides."""
    room = Room.objects.locked(seat.group.room)
    if Aside.objects.filter(_until("said_at", before), member=seat).delete()[0]:
        tell_own(room=room, seat=seat, parts=("line",))
        tell_staff(room=room, parts=("lines",))
