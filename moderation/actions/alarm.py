"""The alarm: what cannot wait asks whoever is on duty, and the next one when nobody has it."""

from datetime import timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from community.accounts.models import Role, User
from community.audit.actions import record
from community.live import publish
from community.verdicts import require
from groups import letters
from moderation import rules
from moderation.alarms import alarms_html
from moderation.models import Alarm, Asked, Case, Concern
from moderation.models.case import CLAIM
from moderation.watchers import WATCH, waves

PATIENCE = timedelta(minutes=2)  # what each has before the next one is asked
AGAIN = timedelta(minutes=10)  # everybody was asked and nobody has it: they are asked again
CALM = timedelta(
    minutes=15
)  # what is late but can wait for the morning asks again whoever is on duty by then
URGENT = (Case.Priority.LIFE, Case.Priority.HOUR)  # worth waking somebody for
DAY = timedelta(days=1)


@transaction.atomic
def raise_alarm(*, case=None, concern=None, kind: str = Alarm.Kind.URGENT):
    """Ask whoever is on duty to see to this, now: on their open pages, and by a mail without content.

    A case asks all on watch, a concern safeguarding leads: whoever raised it has said what they know. Safe to repeat:
    each has one alarm at a time. A case whose time is over asks somebody else than before.
    """
    now = timezone.now()
    alarm = _with_row(Alarm(case=case, concern=concern, kind=kind, began_at=now, next_at=now))
    if not (alarm.case.is_open if case else alarm.concern.is_calling):
        return None
    if standing := alarm.thing.alarms.filter(ended_at=None).first():
        return standing
    alarm.save(force_insert=True)
    record(None, "alarm.raised", alarm, kind=kind, priority=int(alarm.priority), **_about(alarm))
    _ask_next(alarm, now)
    return alarm


@transaction.atomic
def take_alarm(*, alarm, actor):
    """Say “I have it”: nobody else is asked, those who were asked read who has it, and one has what was free."""
    thing = _with_row(alarm).thing
    alarm = Alarm.objects.get(pk=alarm.pk)
    setattr(alarm, _name(alarm), thing)
    if alarm.taken_by_id == actor.pk:
        return
    require(rules.may_take_alarm(actor, alarm))
    alarm.taken_by, alarm.ended_at = actor, timezone.now()
    alarm.save(update_fields=["taken_by", "ended_at"])
    record(actor, "alarm.taken", alarm, **_about(alarm))
    if alarm.case_id is None:
        _take_concern(thing, actor, alarm.ended_at)
    elif not thing.is_claimed and rules.may_claim(actor, thing):
        Case.objects.filter(pk=thing.pk).update(claimed_by=actor, claimed_until=alarm.ended_at + CLAIM)
        record(actor, "case.claimed", thing)
    _tell(User.objects.filter(Exists(Asked.objects.filter(person=OuterRef("pk"), alarm=alarm))))


def _take_concern(concern, actor, now):
    """Its first clock stops; a lead who took it on its own page has it already."""
    if concern.taken_at is None:
        Concern.objects.filter(pk=concern.pk).update(taken_by=actor, taken_at=now)
        record(actor, "concern.taken", concern)


def page_due():
    """Do what the clock asks: raise alarms for what is late, ask the next one where nobody has it.

    Two queries while there is nothing to do. Safe to call from every process at once: the row of what it is
    about decides who is first, and each person is asked once.
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
    thing, now = _with_row(alarm).thing, timezone.now()
    alarm = Alarm.objects.due(now).filter(pk=alarm.pk).first()
    if alarm is not None:
        setattr(alarm, _name(alarm), thing)
        _ask_next(alarm, now)


def _with_row(alarm):
    """The alarm, with the row of its case or concern as it stands now, locked until the transaction ends."""
    if alarm.case_id is None:
        alarm.concern = Concern.objects.locked(alarm.concern)
    else:
        alarm.case = Case.objects.select_for_update(of=("self",), no_key=True).get(pk=alarm.case_id)
    return alarm


def _name(alarm):
    return "concern" if alarm.case_id is None else "case"


def _about(alarm):
    """What it is about, as a fact for the log."""
    return {_name(alarm): alarm.thing.pk}


def _ask_next(alarm, now):
    """Ask the next people who were not asked yet; when all were, the same ones again after a while."""
    is_urgent = alarm.priority in URGENT
    asked = set(_asked_before(alarm))
    order = _order_for(alarm, only_on_duty=not is_urgent)
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
    record(None, "alarm.asked", alarm, count=len(people), **_about(alarm))
    addresses = [(user.email, user.language) for user in people if user.email]
    letter = "come" if alarm.case_id is None else "alarm"
    transaction.on_commit(lambda: letters.ask_to_come(addresses, letter))
    _tell(people)


def _order_for(alarm, *, only_on_duty):
    """Who can see to it, wave by wave: nobody about themselves, and nobody who raised the concern."""
    if alarm.case_id is not None:
        order, but = waves(only_on_duty=only_on_duty, kinds=WATCH), {alarm.case.person_id}
    else:
        seat = alarm.concern.seat
        order = waves(kinds=(Role.Kind.SAFEGUARDING,))
        but = {alarm.concern.raised_by_id, seat and seat.user_id}
    return [[user for user in wave if user.pk not in but] for wave in order]


def _asked_before(alarm):
    """Who was asked for this alarm; once its time is over also who was asked before."""
    yield from alarm.asked.values_list("person", flat=True)
    if alarm.kind == Alarm.Kind.OVERDUE and alarm.priority in URGENT:
        earlier = Asked.objects.filter(alarm__case=alarm.case, alarm__began_at__gt=alarm.began_at - DAY)
        yield from earlier.values_list("person", flat=True)


def _tell(people):
    """Put the alarms as they stand now on these people's open pages."""
    for user in people:
        publish(user.audience, "watch.alarm", html=alarms_html(user))
