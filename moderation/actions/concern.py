"""Raising a concern, writing in it, and closing it. Nothing in it is ever changed; every look is recorded."""

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from community.accounts.models import Role
from community.audit.actions import record
from community.verdicts import require
from moderation.actions.alarm import raise_alarm, take_alarm
from moderation.calling import PATIENCE, call_those_with
from moderation.models import AuthorityNotice, Concern, Consultation, Fact, Look, Reveal, Step
from moderation.models.concern import WAITS
from moderation.rules import may_add_fact, may_close, may_raise, may_read, may_steer

URGENT = (
    4  # from this level on safeguarding leads are asked to come at once, without a word of what it is about
)
WORDS = {  # what is erased of a concern and of what belongs to it
    Concern: ("alias", "who", "closing"),
    Fact: ("words",),
    Step: ("what", "who", "came"),
    Consultation: ("whom", "advice"),
    AuthorityNotice: ("authority", "phone", "reference", "why_not"),
    Reveal: ("reason", "answer", "told", "why_not"),
}
DANGER_NOW = {Concern.Danger.NOW, Concern.Danger.CALLED}


@transaction.atomic
def raise_concern(*, actor, words="", level=3, person=None, seat=None, group=None, entries=None, **facts):
    """Write down a concern about somebody at risk; the clock of its level runs from now.

    `words` are the person's own; `entries` what else there is, by kind: `seen`, `meant`, `done`, and `level` for why
    the level is this one. `person` is a user, whose seat in `group` is taken when no `seat` is given. `facts`: `about`,
    `who`, `age`, `country`, `danger`, and where it comes from: `case`, `report` or `call`. Where somebody is in danger
    now the level is 5. The same person asking again about the same source finds their concern. Raises PermissionDenied.
    """
    require(may_raise(actor))
    seat = seat or _seat_of(person, group)
    group = group or (seat and seat.group)
    if known := _already(actor, seat, facts):
        return known
    level = Concern.Level.LIFE if facts.get("danger") in DANGER_NOW else Concern.Level(level)
    facts["country"] = facts.get("country") or (group.country if group else settings.COUNTRY)
    facts.setdefault("danger", Concern.Danger.UNSURE)
    now = timezone.now()
    concern = Concern.objects.create(
        **facts,
        group=group,
        seat=seat,
        alias=seat.alias if seat else "",
        level=level,
        raised_by=actor,
        raised_as=_duty_of(actor),
        raised_at=now,
        due_at=now + WAITS[level],
    )
    _write_down(concern, actor, {"said": words, **(entries or {})})
    record(actor, "concern.raised", concern, level=int(level), danger=str(concern.danger))
    _ask_for_lead(concern, actor)
    return concern


@transaction.atomic
def call_again():
    """Ask safeguarding leads and coordinators to come for each concern past its time that no lead has.

    Again every quarter of an hour, until one has it. Safe to call from every process at once. One query while
    there is none.
    """
    unheard = Concern.objects.unheard(timezone.now() - PATIENCE)
    for concern in unheard.select_for_update(of=("self",), skip_locked=True):
        _call_leads(concern, Role.Kind.COORDINATOR)
        record(None, "concern.called", concern)


@transaction.atomic
def begin(*, source, actor):
    """Open the form about somebody in particular, with the words that were pointed out, if any. That is a look."""
    require(may_raise(actor))
    record(actor, "concern.begun", source.thing)
    return source.words


@transaction.atomic
def look_at(*, concern, actor):
    """Note that somebody opened the record: in the audit log, and in the record itself."""
    require(may_read(actor, concern))
    Look.objects.create(concern=concern, by=actor)
    record(actor, "concern.looked", concern)
    if concern.closed_at and concern.raised_by_id == actor.pk:
        Concern.objects.filter(pk=concern.pk, heard_at=None).update(heard_at=timezone.now())


@transaction.atomic
def look_through(*, actor, count):
    """Note that somebody looked at the list, which has no words."""
    require(may_raise(actor))
    record(actor, "concern.listed", count=count)


@transaction.atomic
def take(*, concern, actor):
    """Have it in hand: the first clock stops. Another lead may take it over; that is recorded too."""
    concern = Concern.objects.locked(concern)
    require(may_steer(actor, concern))
    if concern.taken_by_id == actor.pk:
        return
    concern.taken_by = actor
    concern.taken_at = concern.taken_at or timezone.now()
    concern.save(update_fields=["taken_by", "taken_at"])
    record(actor, "concern.taken", concern)
    for alarm in concern.alarms.filter(ended_at=None):  # whoever has the concern has its alarm too
        take_alarm(alarm=alarm, actor=actor)


@transaction.atomic
def add_fact(*, concern, actor, kind, words, corrects=None):
    """Add an entry, also one that corrects an earlier one; the earlier one stays."""
    concern = Concern.objects.locked(concern)
    require(may_add_fact(actor, concern))
    if kind not in Fact.BY_HAND or (corrects and corrects.concern_id != concern.pk):
        raise ValueError("An entry is of a kind that people write, and corrects one of the same concern.")
    made = Fact.objects.create(concern=concern, kind=kind, words=words, corrects=corrects, by=actor)
    record(actor, "concern.added", concern, kind=kind, corrects=corrects and str(corrects.pk))
    return made


@transaction.atomic
def judge(*, concern, actor, level, why):
    """Set the level anew, with the reason. A higher one starts its clock again for a concern that nobody has yet."""
    concern = Concern.objects.locked(concern)
    require(may_steer(actor, concern))
    if level > concern.level and concern.taken_at is None:
        concern.due_at = min(concern.due_at, timezone.now() + WAITS[level])
    was, concern.level = concern.level, level
    concern.save(update_fields=["level", "due_at"])
    Fact.objects.create(concern=concern, kind=Fact.Kind.LEVEL, level=level, words=why, by=actor)
    record(actor, "concern.judged", concern, level=int(level))
    if was < level:
        _ask_for_lead(concern, actor, was=was)


@transaction.atomic
def note_family(*, concern, actor, family, why):
    """Write down whether the person or the family knows of it, and why or why not (Finland: s. 25 a, joint request)."""
    concern = Concern.objects.locked(concern)
    require(may_steer(actor, concern))
    Fact.objects.create(concern=concern, kind=Fact.Kind.FAMILY, family=family, words=why, by=actor)
    record(actor, "concern.family", concern, family=family)


@transaction.atomic
def consult(*, concern, actor, whom, advice, was_named=False):
    """Write down whom one asked, what they advised, and whether they learned who the person is."""
    concern = Concern.objects.locked(concern)
    require(may_steer(actor, concern))
    made = Consultation.objects.create(
        concern=concern, whom=whom, advice=advice, was_named=was_named, by=actor
    )
    record(actor, "concern.consulted", concern, was_named=was_named)
    return made


@transaction.atomic
def close(*, concern, actor, outcome, closing):
    """Close it. Whoever raised it reads on their own page that it is closed, and nothing more."""
    concern = Concern.objects.locked(concern)
    require(may_close(actor, concern))
    concern.closed_by, concern.closed_at = actor, timezone.now()
    concern.outcome, concern.closing = outcome, closing
    if concern.raised_by_id == actor.pk:
        concern.heard_at = concern.closed_at
    concern.save(update_fields=["closed_by", "closed_at", "outcome", "closing", "heard_at"])
    record(actor, "concern.closed", concern, outcome=outcome)


@transaction.atomic
def erase(*, concern):
    """Erase the words of a concern that was closed long enough ago, and whom it was about (GDPR art. 5(1)(e)).

    What stays: that there was one, how grave, when what was done, by which duty, and how it ended. The audit log stays
    as it is and gets an entry. Again, or while it is open or kept: nothing happens.
    """
    concern = Concern.objects.kept_long_enough().select_for_update(of=("self",)).filter(pk=concern.pk).first()
    if concern is None:
        return
    for model, names in WORDS.items():
        rows = model._base_manager.filter(**{"pk" if model is Concern else "concern": concern.pk})
        for name in names:  # what was never said stays so
            rows.filter(**{f"{name}__isnull": False}).update(**{name: ""})
    Reveal.objects.filter(concern=concern).update(seat=None, person=None)
    nothing = dict.fromkeys(("case", "report", "call", "group", "seat"))
    Concern.objects.filter(pk=concern.pk).update(erased_at=timezone.now(), **nothing)
    record(None, "concern.erased", concern, years=settings.CONCERN_YEARS)


def _ask_for_lead(concern, actor, was=0):
    """Where life is in danger an alarm asks one lead after the other; a level below, all of them get a mail."""
    if concern.is_calling:
        raise_alarm(concern=concern)
    elif was < URGENT <= concern.level:
        _call_leads(concern, besides=actor)


def _call_leads(concern, *others, besides=None):
    call_those_with(Role.Kind.SAFEGUARDING, *others, besides=besides)
    concern.called_at = timezone.now()
    concern.save(update_fields=["called_at"])


def _seat_of(person, group):
    """The newest seat of that person, in that group if one is given."""
    if person is None:
        return None
    seats = person.memberships.select_related("group").order_by("-joined_at")
    return (seats.filter(group=group) if group else seats).first()


def _already(actor, seat, facts):
    """The open concern that this person raised from the very same case, report or call, or None."""
    sources = {name: facts[name] for name in ("case", "report", "call") if facts.get(name)}
    if not sources:
        return None
    return Concern.objects.open().filter(raised_by=actor, seat=seat, **sources).first()


def _write_down(concern, actor, entries):
    """The first entries, each of its kind; the level always has one, with or without words."""
    for kind in Fact.BY_HAND:
        if words := entries.get(kind, "").strip():
            Fact.objects.create(concern=concern, kind=kind, words=words, by=actor)
    why = entries.get("level", "")
    Fact.objects.create(concern=concern, kind=Fact.Kind.LEVEL, level=concern.level, words=why, by=actor)


def _duty_of(actor):
    return next(kind for kind in ("safeguarding", "moderator", "facilitator") if actor.holds(kind))
