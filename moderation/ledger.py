"""Reading the audit log: by person, act, thing and days, and one case from its beginning to its end."""

import datetime
import json
from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Q, UUIDField, Value
from django.utils import timezone

from community.accounts.models import User
from community.audit.models import Entry
from moderation.models import Alarm, Appeal, Case, Concern, Decision, Report, Reveal, Sanction

PAGE = 50
EXPORT_AT_MOST = 5000


@dataclass(frozen=True)
class Asked:
    """What somebody looks for; empty: everything."""

    person: str = ""
    act: str = ""
    thing: str = ""
    first_day: datetime.date | None = None
    last_day: datetime.date | None = None

    def facts(self):
        """The same as short facts, for the log itself."""
        named = {"person": self.person, "act": self.act, "thing": self.thing}
        named |= {"first_day": self.first_day, "last_day": self.last_day}
        return {name: str(fact) for name, fact in named.items() if fact}


def entries(asked, reader):
    """The entries that fit, newest first; none of, or naming, a case or concern that is about whoever reads."""
    hidden, named_in_facts = _about(reader)
    found = Entry.objects.exclude(subject_id__in=hidden).order_by("-seq")
    for thing in named_in_facts:
        found = found.exclude(facts_json__contains=thing)
    if asked.person:
        found = found.filter(actor_id=asked.person)
    if asked.act:  # an act, or all of a noun: "case.decided", "case"
        found = (
            found.filter(action=asked.act)
            if "." in asked.act
            else found.filter(action__startswith=f"{asked.act}.")
        )
    if asked.thing:
        found = found.filter(subject_id=asked.thing)
    if asked.first_day:
        found = found.filter(at__gte=_midnight(asked.first_day))
    if asked.last_day:
        found = found.filter(at__lt=_midnight(asked.last_day + datetime.timedelta(days=1)))
    return found


def _about(reader):
    """(ids of all that is about this person, those of its cases and concerns). One query where nothing is, else at most
    eight."""
    names, nothing = ("what", "id", "message_id", "reply_id"), Value(None, output_field=UUIDField())

    def found(what, rows, **others):
        return rows.order_by().annotate(what=Value(what), **others).values_list(*names)

    concerns, asked = Concern.objects.filter(seat__user=reader), Q(concern__seat__user=reader)
    none = {"message_id": nothing, "reply_id": nothing}
    rows = found("case", Case.objects.filter(person=reader)).union(
        found("concern", concerns, **none),
        found("asked", Reveal.objects.filter(Q(person=reader) | asked), **none),
        found("rung", Alarm.objects.filter(concern__in=concerns), **none),
    )
    by_kind = defaultdict(list)
    for what, *ids in rows:
        by_kind[what].append(ids)
    cases = [Case(pk=pk, message_id=message, reply_id=reply) for pk, message, reply in by_kind["case"]]
    whole = [str(pk) for what in ("case", "concern") for pk, *_nothing in by_kind[what]]
    others = [str(pk) for what in ("asked", "rung") for pk, *_nothing in by_kind[what]]
    return [*whole, *(_things_of(cases) if cases else ()), *others], whole


def _midnight(day):
    return timezone.make_aware(datetime.datetime.combine(day, datetime.time()))


def story_of(case):
    """All that was done with one case and what belongs to it, oldest first. Eight queries, however long it is."""
    return Entry.objects.filter(subject_id__in=_things_of([case])).order_by("seq")


def _things_of(cases):
    """The ids of these cases, of their words and of all that came of them."""
    known = ((case.pk, case.message_id, case.reply_id) for case in cases)
    things = [str(pk) for ids in known for pk in ids if pk]
    for rows in (
        Alarm.objects.filter(case__in=cases),
        Report.objects.filter(case__in=cases),
        Decision.objects.filter(case__in=cases),
        Sanction.objects.filter(decision__case__in=cases),
        Appeal.objects.filter(decision__case__in=cases),
        Concern.objects.filter(case__in=cases),
    ):
        things += [str(pk) for pk in rows.values_list("pk", flat=True)]
    return things


def named(page):
    """The entries of a page, each with `who`: the name of its person, as far as colleagues have one. One query."""
    page = list(page)
    people = User.objects.in_bulk({entry.actor_id for entry in page} - {None})
    for entry in page:
        user = people.get(entry.actor_id)
        entry.who = (user.display_name or str(user.pk)) if user else str(entry.actor_id or "")
        entry.is_case = entry.subject_type == Case._meta.label_lower
    return page


def rows_of(found):
    """What leaves the house: ids, states and hashes. Sealed reasons stay."""
    for entry in found:
        yield {
            "seq": entry.seq,
            "at": entry.at.isoformat(),
            "actor": str(entry.actor_id or ""),
            "role": entry.role,
            "action": entry.action,
            "subject_type": entry.subject_type,
            "subject_id": entry.subject_id,
            "facts": json.loads(entry.facts_json),
            "hash": entry.hash,
        }
