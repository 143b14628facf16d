"""What a person wrote in a group, taken away for good by that person: the places stay, the words are nowhere."""

from datetime import timedelta

from django.db import transaction
from django.db.models import Q
from django.db.models.functions import Length
from django.db.models.lookups import GreaterThan
from django.utils import timezone

from community.accounts.models import User
from community.audit.actions import record
from community.verdicts import require
from groups import rules
from groups.actions.changing import stamp, stamp_answers
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


def erase_words(*, seat: Membership, actor: User, is_leaving=False):
    """Take away all that was said from one seat, and the signs given. Safe to repeat.

    Of what stood in the transcript a line stays that says that it was taken back, and where it was quoted that it is
    no longer here; with `is_leaving` it says so of somebody who has left. The sealed bytes are overwritten.
    """
    require(rules.may_erase(actor, seat))
    while _erase_some(seat, is_leaving):
        pass
    while _take_back_signs(seat):
        pass
    _erase_beside(seat)


def erase_seats(*, person: User):
    """Leave every group, take away all said and answered there, and the name it was said under. Safe to repeat."""
    erase_checks(account=person)
    for seat in Membership.objects.filter(user=person).select_related("group"):
        if seat.is_current:
            leave(membership=seat, actor=person)
        erase_words(seat=seat, actor=person, is_leaving=True)
        with transaction.atomic():
            Room.objects.locked(seat.group.room)
            Membership.objects.filter(pk=seat.pk).update(alias=NOBODY)
            Muting.objects.filter(Q(by=seat) | Q(whom=seat)).delete()
            for invitation in Invitation.objects.filter(membership=seat):  # what was noted about the person
                invitation.label = invitation.contact = ""
                invitation.save(update_fields=["label", "contact"])


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
def _erase_some(seat, is_leaving):
    """Some of the words, the room's row locked meanwhile; False when there are none left."""
    room = Room.objects.locked(seat.group.room)
    left = Message.objects.filter(author=seat)
    some = _as_they_stand(left if is_leaving else left.filter(HAS_WORDS), room)
    Reaction.objects.filter(message__in=some).delete()
    answered = set(Message.objects.filter(reply_to__in=some).values_list("reply_to", flat=True))
    meeting = room.meeting()
    for message in some:
        _erase(message, is_leaving, meeting)
        if message.pk in answered:
            stamp_answers(message=message, meeting=meeting)
    if any(message.position is None for message in some):
        tell_staff(room=room)
    return bool(some)


def _as_they_stand(messages, room):
    known = messages.select_related("author__user", "meeting", "decided_by", "reply_to__author")
    some = list(known.order_by("said_at")[:AT_ONCE])
    for message in some:
        message.room = room
    return some


def _erase(message, is_leaving, meeting):
    was, author = message.state, message.author
    message.state, message.body, message.reason = Message.State.RETRACTED, "", ""
    message.found, message.card = None, ""
    if is_leaving:
        message.author = None
    if message.position is None or (was == Message.State.RETRACTED and not is_leaving):
        message.save()  # nobody but its author, and staff, had it before them
        message.author = author
        tell_author(message=message)
    else:
        stamp(message=message, meeting=meeting)


@transaction.atomic
def _take_back_signs(seat):
    """The signs this person gave, and the pieces they stood under written anew; False when there are none left."""
    room = Room.objects.locked(seat.group.room)
    some = _as_they_stand(Message.objects.filter(reactions__seat=seat).distinct(), room)
    Reaction.objects.filter(seat=seat, message__in=some).delete()
    meeting = room.meeting()
    for message in some:
        stamp(message=message, meeting=meeting)
    return bool(some)


@transaction.atomic
def _erase_beside(seat):
    """The private line with staff, both its sides."""
    room = Room.objects.locked(seat.group.room)
    if Aside.objects.filter(member=seat).delete()[0]:
        tell_own(room=room, seat=seat, parts=("line",))
        tell_staff(room=room, parts=("lines",))
