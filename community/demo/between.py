"""What one member of the demo keeps for themselves between the meetings: notes, a question, answers over time."""

import datetime

from django.db import transaction
from django.utils import timezone

from community.accounts.models import User
from community.demo.people import cast
from groups.actions.note import write_note, write_question
from groups.actions.wellbeing import begin_wellbeing
from groups.models import CheckIn, Membership, Note, Notebook, Wellbeing, WellbeingAnswer


@transaction.atomic
def keep_between():
    """Write it once, as if over the last weeks; the last meeting had an exercise."""
    facts = cast()["between"]
    account = User.objects.get(username=facts["username"])
    if Notebook.objects.filter(account=account).exists():
        return
    name = next(group["name"]["en"] for group in cast()["groups"] if group["key"] == facts["group"])
    there = Membership.objects.filter(user=account, group__texts__name=name, group__texts__language="en")
    seat = there.select_related("group__room").get()
    for note in facts["notes"]:
        _written(write_note(account=account, words=note["words"]), note)
    _written(write_question(seat=seat, words=facts["question"]["words"]), facts["question"])
    held = seat.group.meetings.filter(ends_at__lt=timezone.now()).order_by("-starts_at")
    held.filter(pk=held[0].pk).update(exercises=[facts["exercise"]])
    for meeting, answers in zip(held, facts["checks"], strict=False):  # newest first
        _check(meeting, seat, answers)
    begin_wellbeing(account=account)
    for answered in facts["wellbeing"]:
        row = WellbeingAnswer(
            wellbeing=Wellbeing.objects.get(account=account), answered_at=_ago(answered["days_ago"])
        )
        row.numbers = answered["numbers"]
        row.save()


def _written(note, facts):
    Note.objects.filter(pk=note.pk).update(written_at=_ago(facts["days_ago"]))


def _check(meeting, seat, answers):
    for kind, at in ((CheckIn.Kind.IN, meeting.starts_at), (CheckIn.Kind.OUT, meeting.ends_at)):
        row = CheckIn(meeting=meeting, seat=seat, kind=kind, answered_at=at)
        row.answer(answers[kind])
        row.save()


def _ago(days):
    return timezone.now() - datetime.timedelta(days=days)
