"""A case: opened, raised, looked at, taken for a while, put back. Deciding is in `decision`."""

import json

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from community.audit.actions import record
from community.forum.models import Topic
from community.verdicts import no, require
from groups.models import Room
from moderation.actions.alarm import raise_alarm, take_alarm
from moderation.evidence import as_it_reads, with_changes
from moderation.models import Case
from moderation.models.case import CLAIM
from moderation.rules import may_claim, may_look


@transaction.atomic
def open_case(
    *, kind, priority, message=None, reply=None, person=None, group=None, level=0, rules=(), evidence=""
):
    """Open a case, or let this join the one that waits about the same words, which it may only make more urgent.

    `rules` are ids of the screening's rules. Words that somebody has decided about meanwhile begin anew.
    """
    now = timezone.now()
    facts = {
        "kind": kind,
        "priority": priority,
        "opened_at": now,
        "due_at": now + Case.TIMES[priority],
        "person": person,
        "group": group,
        "level": level,
        "rules": sorted(set(rules)),
        "evidence": evidence,
    }
    if message is None and reply is None:
        case, is_new = Case.objects.create(**facts), True
    else:
        case, is_new = _waiting({"message": message, "reply": reply}, facts)
    is_raised = False if is_new else _join(case, facts)
    if case.priority == Case.Priority.LIFE and (is_new or is_raised):
        raise_alarm(case=case)
    return case


def _waiting(words, facts):
    """The case about these words and whether it is new; another's row is locked, and one decided just then is over."""
    while True:
        Case.objects.filter(**words).settled_in_the_room().update(decided_at=facts["opened_at"])
        case, is_new = Case.objects.get_or_create(**words, decided_at=None, defaults=facts)
        if not is_new:
            case.refresh_from_db(from_queryset=Case.objects.select_for_update(of=("self",), no_key=True))
        if is_new or case.is_open:
            return case, is_new


def _join(case, facts):
    """Whether joining made it more urgent. Words that were changed since are added to the sealed copy: whoever lets
    them through has read them."""
    is_raised = facts["priority"] < case.priority
    case.priority = min(case.priority, facts["priority"])
    case.due_at = min(case.due_at, facts["due_at"])
    case.level = max(case.level, facts["level"])
    case.rules = sorted({*case.rules, *facts["rules"]})
    if case.kind == Case.Kind.HELD:  # somebody asks about it: now it waits whatever the room decides
        case.kind = facts["kind"]
    case.evidence = with_changes(case.evidence, facts["evidence"])
    case.save(update_fields=["priority", "due_at", "level", "rules", "kind", "evidence"])
    return is_raised


@transaction.atomic
def join_case(*, case, priority, evidence):
    """Let more about the same join a case that waits, which it may only make more urgent. Decided ones stay so."""
    case = _row(case)
    facts = {"kind": case.kind, "priority": priority, "level": 0, "rules": (), "evidence": evidence}
    is_raised = case.is_open and _join(case, facts | {"due_at": timezone.now() + Case.TIMES[priority]})
    if is_raised and case.priority == Case.Priority.LIFE:
        raise_alarm(case=case)


@transaction.atomic
def look_at(*, case, actor):
    """Open the sealed copy, as a list of lines, with the words as they stand now: the look itself is recorded."""
    require(may_look(actor, case))
    record(actor, "case.looked", case, level=case.level)
    return json.loads(as_it_reads(case) or "[]")


@transaction.atomic
def claim(*, case, actor):
    """Take a case for a quarter of an hour; nobody else can take or decide it meanwhile. Again: as long anew."""
    case = _row(case)
    require(may_claim(actor, case))
    is_new = not case.is_claimed_by(actor)
    take(case=case, actor=actor)
    for alarm in case.alarms.filter(ended_at=None):  # whoever has the case has its alarm too
        take_alarm(alarm=alarm, actor=actor)
    if is_new:
        record(actor, "case.claimed", case)
    return case


def take(*, case, actor):
    """Make it this person's, in one conditional statement: of two at the same instant one is refused."""
    now = timezone.now()
    free = Q(claimed_by=None) | Q(claimed_until__lte=now) | Q(claimed_by=actor)
    until = now + CLAIM
    if not Case.objects.filter(free, pk=case.pk, decided_at=None).update(
        claimed_by=actor, claimed_until=until
    ):
        require(no(_("Somebody else has this one just now.")))
    case.claimed_by, case.claimed_until = actor, until


@transaction.atomic
def release_claim(*, case, actor):
    """Put a case back for others; it is nobody's again."""
    mine = Case.objects.filter(pk=case.pk, decided_at=None, claimed_by=actor)
    if mine.update(claimed_by=None, claimed_until=None):
        record(actor, "case.released", case)


def locked(*, case):
    """The case as it stands now, its row locked until the transaction ends; the room's first, then the topic's.

    What decides about words locks their room or topic; whoever reports them has it already when the case's row is
    asked for.
    """
    if case.group_id:
        Room.objects.locked(Room.objects.get(group=case.group_id))
    if case.reply_id:
        Topic.objects.select_for_update(no_key=True).filter(replies=case.reply_id).first()
    return _row(case)


def _row(case):
    known = Case.objects.select_related(
        "message__room__group",
        "message__author__user",
        "reply__topic__group",
        "reply__author__user",
        "group__room",
        "person",
    )
    return known.select_for_update(of=("self",), no_key=True).get(pk=case.pk)
