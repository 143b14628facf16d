"""How much severe material somebody has read: each case once, lighter ones not at all, breaks in time."""

from datetime import timedelta

import pytest
from django.utils import timezone

from community.audit.actions import record
from moderation import exposure
from moderation.models import Report
from tests.moderation.watching import on, waiting

pytestmark = pytest.mark.django_db


def week(*people):
    return exposure.severe_looks(since=timezone.now() - exposure.WEEK, people=[user.pk for user in people])


def test_a_severe_case_counts_once_however_it_was_opened(moderator, another_moderator):
    case = waiting(level=3)
    report = Report.objects.create(kind="worry", copy="[]", case=case)
    for subject in (case, case, report, waiting(level=2)):
        record(moderator, "case.looked", subject)
    record(another_moderator, "report.looked", Report.objects.create(kind="worry", copy="[]"))

    assert week(moderator, another_moderator) == {moderator.pk: 1}


def test_in_this_duty_and_in_the_week(moderator, clock):
    record(moderator, "case.looked", waiting())
    clock.move(days=1)
    shift = on(moderator)
    record(moderator, "case.looked", waiting())

    assert exposure.of_oneself(moderator, shift) == {"shift": 1, "week": 2, "suggests": ""}
    clock.move(days=8)
    assert exposure.of_oneself(moderator)["week"] == 0


def test_only_until_the_end_of_a_span(moderator):
    record(moderator, "case.looked", waiting())
    long_ago = timezone.now() - timedelta(days=2)

    assert exposure.severe_looks(since=long_ago, until=long_ago + timedelta(days=1)) == {}


@pytest.mark.parametrize(
    ("in_shift", "in_week", "words"),
    [(2, 9, ""), (3, 0, "ten minutes"), (0, 10, "ten minutes"), (6, 0, "a lot"), (0, 20, "a lot")],
)
def test_breaks_are_suggested_kindly(in_shift, in_week, words):
    assert words in str(exposure.suggestion(in_shift, in_week))
    assert bool(exposure.suggestion(in_shift, in_week)) == bool(words)


def test_it_costs_three_questions_for_any_number_of_people(
    moderator, another_moderator, django_assert_num_queries
):
    for user in (moderator, another_moderator):
        case = waiting()
        record(user, "case.looked", case)
        record(user, "report.looked", Report.objects.create(kind="worry", copy="[]", case=case))

    with django_assert_num_queries(3):
        week(moderator, another_moderator)
