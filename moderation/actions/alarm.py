"""The alarm: a case that cannot wait asks whoever is on duty, and the next one when nobody has it."""

from datetime import timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from community.accounts.models import User
from community.audit.actions import record
from community.live import publish
from community.verdicts import require
from groups import letters
from moderation import rules
from moderation.alarms import alarms_html
from moderation.models import Alarm, Asked, Case
from moderation.models.case import CLAIM
from moderation.watchers import waves

PATIENCE = timedelta(minutes=2)  # what each has before the next one is asked
AGAIN = timedelta(minutes=10)  # everybody was asked and nobody has it: they are asked again
CALM = timedelta(
    minutes=15
)  # what is late but can wait for the morning asks again whoever is on duty by then
URGENT = (Case.Priority.LIFE, Case.Priority.HOUR)  # worth waking somebody for
DAY = timedelta(days=1)


@transaction.atomic
def raise_alarm(*, case, kind: str = Alarm.Kind.URGENT):
    """Ask whoever is on duty to see to this case, now: on their open pages, and by a mail without content.

    Safe to repeat: a case has one alarm at a time. A case whose time is over asks somebody else than before.
    """
    case = Case.objects.select_for_update(of=("self",), no_key=True).get(pk=case.pk)
    if not case.is_open:
        return None
    if standing := case.alarms.filter(ended_at=None).first():
        return standing
    now = timezone.now()
    alarm = Alarm.objects.create(case=case, kind=kind, began_at=now, next_at=now)
    record(None, "alarm.raised", alarm, kind=kind, case=case.pk, priority=case.priority)
    _ask_next(alarm, now)
    return alarm


@transaction.atomic
def take_alarm(*, alarm, actor):
    """Say “I have it”: nobody else is asked, those who were asked read who has it, and a free case is claimed."""
    case = Case.objects.select_for_update(of=("self",), no_key=True).get(pk=alarm.case_id)
    alarm = Alarm.objects.get(pk=alarm.pk)
    alarm.case = case
    if alarm.taken_by_id == actor.pk:
        return
    require(rules.may_take_alarm(actor, alarm))
    alarm.taken_by, alarm.ended_at = actor, timezone.now()
    alarm.save(update_fields=["taken_by", "ended_at"])
    record(actor, "alarm.taken", alarm, case=case.pk)
    if not case.is_claimed and rules.may_claim(actor, case):
        Case.objects.filter(pk=case.pk).update(claimed_by=actor, claimed_until=alarm.ended_at + CLAIM)
        record(actor, "case.claimed", case)
    _tell(User.objects.filter(Exists(Asked.objects.filter(person=OuterRef("pk"), alarm=alarm))))


def page_due():
    """Do what the clock asks: raise alarms for what is late, ask the next one where nobody has it.

    Two queries while there is nothing to do. Safe to call from every process at once: the case's row decides who is
    first, and each person is asked once.
    """
    for case, kind in _without_alarm(timezone.now()):
        raise_alarm(case=case, kind=kind)
    for alarm in Alarm.objects.due():
        _see_after(alarm)


def _without_alarm(now):
    """Cases that should have asked somebody: danger to life of which nobody was told, and what is late."""
    alarms = Alarm.objects.filter(case=OuterRef("pk"))
    going_on = Exists(alarms.filter(ended_at=None))
    never = Q(priority=Case.Priority.LIFE) & ~Exists(alarms)
    late = Q()
    for priority, time in Case.TIMES.items():  # after “I have it”, as long again as it had
        rests = Exists(alarms.filter(ended_at__gt=now - max(time, PATIENCE)))
        late |= Q(priority=priority, due_at__lte=now) & ~rests
    in_hand = Q(
        claimed_until__gt=now
    )  # somebody sees to it; when their quarter of an hour is over it asks again
    found = Case.objects.open().filter(never | late).exclude(going_on | in_hand).urgent_first()
    return [
        (case, Alarm.Kind.OVERDUE if case.due_at <= now else Alarm.Kind.URGENT)
        for case in found.only("pk", "due_at")
    ]


@transaction.atomic
def _see_after(alarm):
    case = Case.objects.select_for_update(of=("self",), no_key=True).get(pk=alarm.case_id)
    now = timezone.now()
    alarm = Alarm.objects.due(now).filter(pk=alarm.pk).first()
    if alarm is not None:
        alarm.case = case
        _ask_next(alarm, now)


def _ask_next(alarm, now):
    """Ask the next people who were not asked yet; when all were, the same ones again after a while."""
    case = alarm.case
    is_urgent = case.priority in URGENT
    asked = set(_asked_before(alarm))
    order = [
        [user for user in wave if user.pk != case.person_id] for wave in waves(only_on_duty=not is_urgent)
    ]
    fresh = ([user for user in wave if user.pk not in asked] for wave in order)
    people = next(filter(None, fresh), [])
    alarm.next_at = now + (PATIENCE if is_urgent else CALM)
    if not people and is_urgent:
        people, alarm.next_at = (order[-1] if order else []), now + AGAIN
    alarm.save(update_fields=["next_at"])
    if not people:
        return
    Asked.objects.bulk_create(
        [Asked(alarm=alarm, person=user, asked_at=now) for user in people],
        update_conflicts=True,
        unique_fields=["alarm", "person"],
        update_fields=["asked_at"],
    )
    record(None, "alarm.asked", alarm, case=case.pk, count=len(people))
    addresses = [(user.email, user.language) for user in people if user.email]
    transaction.on_commit(lambda: letters.ask_to_come(addresses, "alarm"))
    _tell(people)


def _asked_before(alarm):
    """Who was asked for this alarm; once its time is over also who was asked before."""
    yield from alarm.asked.values_list("person", flat=True)
    if alarm.kind == Alarm.Kind.OVERDUE and alarm.case.priority in URGENT:
        earlier = Asked.objects.filter(alarm__case=alarm.case, alarm__began_at__gt=alarm.began_at - DAY)
        yield from earlier.values_list("person", flat=True)


def _tell(people):
    """Put the alarms as they stand now on these people's open pages."""
    for user in people:
        publish(user.audience, "watch.alarm", html=alarms_html(user))
