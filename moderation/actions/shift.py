"""The rota: planning shifts, coming on duty, handing over."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from community.accounts.models import User
from community.audit.actions import record
from community.verdicts import require
from groups.models import Visit
from moderation import rules
from moderation.actions.case import release_claim
from moderation.actions.visit import leave
from moderation.evening import counts_of
from moderation.models import Case, HandOver, Promise, Shift
from moderation.models.words import author_of


@transaction.atomic
def plan(*, actor, person, kind: str, starts_at: datetime, ends_at: datetime, order: int = 0):
    """Write somebody on the rota. Nobody is in two places at once; each place in the on-call line is one person's."""
    require(rules.may_plan_shifts(actor))
    person = _locked(person)
    taken = list(Shift.objects.filter(ended_at=None).touching(starts_at, ends_at))
    require(rules.may_be_planned(person, taken))
    if kind == Shift.Kind.ON_CALL:
        require(rules.may_have_place(order, taken))
    shift = Shift.objects.create(
        person=person,
        kind=kind,
        starts_at=starts_at,
        ends_at=ends_at,
        order=order if kind == Shift.Kind.ON_CALL else 0,
    )
    record(actor, "shift.planned", shift, kind=kind, person=person.pk)
    return shift


@transaction.atomic
def take_off(*, shift, actor):
    """Take a shift that has not begun off the rota."""
    _locked(shift.person)
    shift = Shift.objects.get(pk=shift.pk)
    require(rules.may_take_off(actor, shift))
    record(actor, "shift.taken_off", shift, kind=shift.kind, person=shift.person_id)
    shift.delete()


@transaction.atomic
def begin(*, shift, actor):
    """Say that one is here, at most half an hour before the shift begins."""
    _locked(shift.person)
    shift = Shift.objects.get(pk=shift.pk)
    require(rules.may_begin(actor, shift))
    shift.begun_at = timezone.now()
    shift.save(update_fields=["begun_at"])
    record(actor, "shift.begun", shift)


@transaction.atomic
def begin_unplanned(*, actor, hours: int):
    """Come on duty without a plan, for so many hours. What is planned for oneself meanwhile stands in the way."""
    require(rules.may_watch(actor))
    person = _locked(actor)
    now = timezone.now()
    ends_at = now + timedelta(hours=hours)
    taken = list(Shift.objects.filter(ended_at=None).touching(now, ends_at))
    require(rules.may_be_planned(person, taken))
    shift = Shift.objects.create(person=person, starts_at=now, ends_at=ends_at, begun_at=now)
    record(actor, "shift.begun", shift, hours=hours)
    return shift


@transaction.atomic
def hand_over(*, shift, actor, words: str = ""):
    """End one's own shift. What stood then is kept as numbers beside one's own words, for whoever comes next.

    Whoever is in a room from outside leaves it with that, and what they had in hand is free for others.
    """
    _locked(shift.person)
    shift = Shift.objects.get(pk=shift.pk)
    require(rules.may_hand_over(actor, shift))
    shift.ended_at = timezone.now()
    shift.save(update_fields=["ended_at"])
    for case in Case.objects.open().claimed_by_now(actor):
        release_claim(case=case, actor=actor)
    made = HandOver.objects.create(shift=shift, words=words, counts=counts_of(shift))
    record(actor, "shift.handed_over", shift, hand_over=made.pk)
    for visit in Visit.objects.going_on().filter(person=actor).select_related("room"):
        leave(visit=visit, actor=actor)
    return made


@transaction.atomic
def confirm_read(*, hand_over, actor):
    """Say that one has read what a colleague left. The first one is kept."""
    require(rules.may_read_hand_over(actor, hand_over))
    if HandOver.objects.filter(pk=hand_over.pk, read_at=None).update(read_by=actor, read_at=timezone.now()):
        record(actor, "hand_over.read", hand_over)


@transaction.atomic
def look_at(*, hand_over, actor):
    """Open what a colleague left: it may hold words about members, so the look is recorded."""
    require(rules.may_watch(actor))
    record(actor, "hand_over.looked", hand_over)


@transaction.atomic
def promise(*, actor, words: str):
    """Write down what somebody was promised, so that it stays before those on duty until it is kept."""
    require(rules.may_watch(actor))
    made = Promise.objects.create(words=words, made_by=actor)
    record(actor, "promise.made", made)
    return made


@transaction.atomic
def promise_contact(*, case, by):
    """Write down that somebody spoke of a danger to their own life and was told that a safeguarding lead writes."""
    author = author_of(case.words)
    facts = {"alias": author.alias if author else "–", "group": case.group.name if case.group else "–"}
    words = _(
        "Get in touch with %(alias)s, %(group)s, today: they spoke of a danger to their own life, and were told that "
        "a safeguarding lead does."
    )
    record(by, "promise.made", Promise.objects.create(words=words % facts, made_by=by))


@transaction.atomic
def keep(*, promise, actor):
    """Say that a promise is kept."""
    require(rules.may_watch(actor))
    if Promise.objects.filter(pk=promise.pk, kept_at=None).update(kept_by=actor, kept_at=timezone.now()):
        record(actor, "promise.kept", promise)


@transaction.atomic
def look_at_promises(*, actor):
    """Read the open promises: they are words about people, so the look is recorded. Empty: nothing to record."""
    require(rules.may_watch(actor))
    found = list(Promise.objects.open().select_related("made_by"))
    if found:
        record(actor, "promise.looked", count=len(found))
    return found


@transaction.atomic
def look_at_loads(*, actor, count: int):
    """Read how much hard material colleagues have seen: numbers only, and recorded."""
    require(rules.may_see_loads(actor))
    record(actor, "exposure.looked", count=count)


def _locked(person):
    """Two plans for one person wait for one another."""
    return User.objects.select_for_update(of=("self",), no_key=True).get(pk=person.pk)
