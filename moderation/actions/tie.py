"""Finding by hand what a notice from outside is about, where it names no words: then it is a case like any other."""

from django.db import transaction
from django.utils import timezone

from community.audit.actions import record
from community.verdicts import require
from groups.models import Membership, Message, Room
from moderation.actions.case import locked, open_case
from moderation.evidence import copy_around, copy_of
from moderation.models import Case
from moderation.rules import may_read_on, may_tie, may_tie_to


@transaction.atomic
def search(*, case, actor, visit=None, meeting=None):
    """Look for it: where one may go, who sits in a group, what was said at a meeting. Each look is recorded.

    What a group said is looked at from within its room alone, on a visit of one's own, so that its members read who is
    there. Nobody looks through groups in silence.
    """
    require(may_tie(actor, case))
    if visit is None:
        record(actor, "case.searched", case)
        return
    require(may_read_on(actor, visit))
    record(actor, "case.searched", case, room=visit.room_id, meeting=meeting and meeting.pk)


@transaction.atomic
def to_words(*, case, actor, visit, message):
    """The notice is about these words. Returns the case it is now: this one, or the one that waits about them already.

    Raises PermissionDenied. What whoever sent the notice is answered does not change by it.
    """
    room = Room.objects.locked(visit.room)
    known = Message.objects.filter(room=room).select_related("author__user", "room__group")
    message = known.get(pk=message.pk)
    case = locked(case=case)
    require(may_tie_to(actor, case, visit, message.author))
    Case.objects.filter(message=message).settled_in_the_room().update(decided_at=timezone.now())
    copy = copy_of(message)
    waits = Case.objects.filter(message=message, decided_at=None).exists()
    now_at = _join(case, message, copy) if waits else case
    if not waits:
        _name(case, copy, message=message, seat=message.author, group=room.group)
    for report in case.reports.all():
        report.case, report.message, report.seat, report.group = now_at, message, message.author, room.group
        report.copy = copy
        report.save(update_fields=["case", "message", "seat", "group", "copy"])
    record(actor, "case.tied", case, message=message.pk, joined=now_at.pk if waits else None)
    return now_at


@transaction.atomic
def to_person(*, case, actor, visit, seat):
    """The notice is about this person, with what they said last as its sealed copy. Raises PermissionDenied."""
    room = Room.objects.locked(visit.room)
    seat = Membership.objects.filter(group=room.group_id).select_related("user").get(pk=seat.pk)
    case = locked(case=case)
    require(may_tie_to(actor, case, visit, seat))
    copy = copy_around(seat)
    _name(case, copy, seat=seat, group=room.group)
    for report in case.reports.all():
        report.seat, report.group, report.copy = seat, room.group, copy
        report.save(update_fields=["seat", "group", "copy"])
    record(actor, "case.tied", case, seat=seat.pk)
    return case


def _name(case, copy, *, seat, group, message=None):
    case.message, case.group, case.evidence = message, group, copy
    case.person = seat.user if seat else None
    case.save(update_fields=["message", "group", "person", "evidence"])


def _join(case, message, copy):
    """The case that waits about the words takes the notice in, as urgent as either was; the empty one is closed."""
    joined = open_case(
        kind=case.kind,
        priority=case.priority,
        message=message,
        person=message.author and message.author.user,
        group=message.room.group,
        evidence=copy,
    )
    Case.objects.filter(pk=case.pk).update(decided_at=timezone.now(), claimed_by=None, claimed_until=None)
    return joined
