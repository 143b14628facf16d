"""How much severe material somebody has looked at, from the audit log, so that breaks come in time.

A case, or a concern, counts once in a span of time, however often it was opened.
"""

from collections import Counter
from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.audit.models import Entry
from moderation.models import Case, Report

SEVERE = 3  # levels of risk from here on weigh on whoever reads them
WEEK = timedelta(days=7)
# From so many on, in one shift and in a week.
SOME, MUCH = 3, 6
SOME_IN_A_WEEK, MUCH_IN_A_WEEK = 10, 20

THINGS = ("moderation.case", "moderation.report", "moderation.concern")


def severe_looks(*, since, until=None, people=None):
    """How many severe cases and concerns each person had before them: {user id: number}. Three queries."""
    entries = Entry.objects.filter(at__gte=since, subject_type__in=THINGS, actor_id__isnull=False)
    if until:
        entries = entries.filter(at__lte=until)
    if people is not None:
        entries = entries.filter(actor_id__in=people)
    rows = set(entries.values_list("actor_id", "subject_type", "subject_id"))
    ids = {kind: {thing for _actor, of, thing in rows if of == kind} for kind in THINGS}
    cases = {
        str(pk)
        for pk in Case.objects.filter(pk__in=ids[THINGS[0]], level__gte=SEVERE).values_list("pk", flat=True)
    }
    reports = Report.objects.filter(pk__in=ids[THINGS[1]], case__level__gte=SEVERE).values_list("pk", "case")
    case_of = {str(pk): str(case) for pk, case in reports}
    seen = set()
    for actor, kind, thing in rows:
        if kind == THINGS[2]:
            seen.add((actor, thing))
        elif kind == THINGS[1] and thing in case_of:
            seen.add((actor, case_of[thing]))
        elif thing in cases:
            seen.add((actor, thing))
    return Counter(actor for actor, _thing in seen)


def of_oneself(user, shift=None):
    """One's own numbers, in this shift and in the week, and what they suggest."""
    now = timezone.now()
    week = severe_looks(since=now - WEEK, people=[user.pk])[user.pk]
    this = severe_looks(since=shift.was_from, people=[user.pk])[user.pk] if shift else 0
    return {"shift": this, "week": week, "suggests": suggestion(this, week)}


def suggestion(in_shift, in_week):
    """A kind word about breaks; "" while nothing weighs much."""
    if in_shift >= MUCH or in_week >= MUCH_IN_A_WEEK:
        return _(
            "That is a lot for one person. Let a colleague take the next one,"
            " and talk with your safeguarding lead today."
        )
    if in_shift >= SOME or in_week >= SOME_IN_A_WEEK:
        return _(
            "You have read hard things. Take ten minutes away from the screen; the queue is held by others."
        )
    return ""
