"""Where a concern comes from: what is known of the person when somebody raises one from a report, a case, a call for
help or a room."""

import json
from dataclasses import dataclass, field

from django.http import Http404
from django.shortcuts import get_object_or_404

from community.verdicts import require
from groups.models import HelpCall, Membership
from moderation.models import Case, Report
from moderation.models.words import author_of
from moderation.rules import may_watch

BY_SEAT = ("message__author__group", "reply__author__group")


@dataclass(frozen=True)
class Source:
    """The seats it may be about, the group, and the row it comes from, by its name in `Concern`."""

    seats: tuple = ()
    group: object = None
    facts: dict = field(default_factory=dict)
    sealed: str = ""  # the copy of the words, still as JSON
    level: int = 3

    @property
    def thing(self):
        """The row itself, or None for a room."""
        return next(iter(self.facts.values()), None)

    @property
    def lines(self):
        """The sealed copy, line by line."""
        return json.loads(self.sealed) if self.sealed else []

    @property
    def words(self):
        """What was pointed out, as it was written."""
        return "\n".join(line["body"] for line in self.lines if line["is_it"])


def led_by(user):
    """Nothing in particular: the seats of all groups this person leads, each with its group, or none. Two queries."""
    led = Membership.objects.visible_to(user).current().exclude(user=user)
    return Source(
        tuple(led.select_related("group").prefetch_related("group__texts").order_by("group", "alias"))
    )


def source_of(user, kind, pk):
    """The source this person may raise a concern from, else 404 or PermissionDenied."""
    if kind not in SOURCES:
        raise Http404
    return SOURCES[kind](user, pk)


def _report(user, pk):
    require(may_watch(user))
    known = Report.objects.visible_to(user).select_related("group", "seat__group", *BY_SEAT)
    report = get_object_or_404(known.prefetch_related("group__texts"), pk=pk)
    author = author_of(report.words) if report.words else report.seat
    return Source(_seats(author), report.group, {"report": report}, report.copy)


def _case(user, pk):
    known = Case.objects.visible_to(user).select_related("group", "person", *BY_SEAT)
    case = get_object_or_404(known.prefetch_related("group__texts"), pk=pk)
    author = author_of(case.words)
    if author is None and case.person and case.group:
        author = Membership.objects.filter(user=case.person, group=case.group).order_by("-joined_at").first()
    level = case.level or (5 if case.priority == Case.Priority.LIFE else 3)
    return Source(_seats(author), case.group, {"case": case}, case.evidence, level)


def _call(user, pk):
    known = HelpCall.objects.select_related("caller__group")
    if not may_watch(user):
        known = known.visible_to(user).distinct()
    call = get_object_or_404(known.prefetch_related("caller__group__texts"), pk=pk)
    return Source((call.caller,), call.caller.group, {"call": call}, level=4)


def _room(user, pk):
    led = Membership.objects.visible_to(user).filter(group__room=pk).exclude(user=user)
    seats = led.current().select_related("group").prefetch_related("group__texts").order_by("alias")
    if not seats:
        raise Http404
    return Source(tuple(seats), seats[0].group)


SOURCES = {"report": _report, "case": _case, "call": _call, "room": _room}


def _seats(author):
    return (author,) if author else ()
