"""Asking once more about what waits already: nothing somebody adds is lost, and danger rings at once."""

import pytest
from django.utils import timezone

from community.audit.models import Entry
from moderation.actions.report import report, report_person
from moderation.models import Alarm, Case, Report
from tests import cast
from tests.moderation.actions.test_report import loaded

pytestmark = pytest.mark.django_db


@pytest.fixture
def said(meeting, member):
    return cast.words(member, "You are all fools.")


def test_a_second_press_while_it_waits_changes_nothing(said, other_member):
    asked = {"reporter": other_member, "kind": "unkind", "note": "It hurt."}
    first = report(message=loaded(said), **asked)

    again = report(message=loaded(said), **asked)

    assert again == first
    assert Report.objects.get().note == "It hurt."
    assert Entry.objects.filter(action__startswith="report.").count() == 1


def test_what_is_added_while_it_waits_is_kept_and_makes_it_more_urgent(said, other_member):
    first = report(message=loaded(said), reporter=other_member, kind="unkind", note="It hurt.")

    again = report(message=loaded(said), reporter=other_member, kind="worry", note="She cries.")
    report(message=loaded(said), reporter=other_member, kind="unkind")  # less, and nothing new in words

    kept = Report.objects.get()
    assert again == first == kept
    assert (kept.kind, kept.note) == ("worry", "It hurt.\n\nShe cries.")
    assert Case.objects.get().priority == Case.Priority.HOUR
    assert Entry.objects.filter(action="report.added").count() == 2


def test_danger_that_is_added_rings_at_once(said, member, other_member):
    asked = {"seat": member, "reporter": other_member, "kind": "worry"}
    first = report_person(**asked, note="She is so silent.")
    assert not Alarm.objects.exists()

    again = report_person(**asked, note="She has taken pills.", is_urgent=True)
    report_person(**asked, note="She has taken pills.", is_urgent=True)

    case = Case.objects.get()
    assert again == first
    assert Report.objects.get().note == "She is so silent.\n\nShe has taken pills."
    assert case.priority == Case.Priority.LIFE
    assert case.due_at - timezone.now() < Case.TIMES[Case.Priority.LIFE]
    assert Alarm.objects.get().case == case


def test_what_is_added_after_the_decision_leaves_that_as_it_is(said, other_member):
    made = report(message=loaded(said), reporter=other_member, kind="unkind")
    Case.objects.update(decided_at=timezone.now())

    report(message=loaded(said), reporter=other_member, kind="worry", is_urgent=True)

    made.case.refresh_from_db()
    assert made.case.priority == Case.Priority.DAY
    assert Report.objects.get().is_urgent
