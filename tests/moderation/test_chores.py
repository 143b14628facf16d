"""Upkeep of moderation."""

import datetime

import pytest
from django.utils import timezone

from moderation.chores import forget_old_reports
from moderation.models import Report

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("days", "words"), [(364, "a copy"), (366, "")])
def test_the_words_of_a_report_are_forgotten_a_year_after_it_was_seen_to(days, words):
    seen_at = timezone.now() - datetime.timedelta(days=days)
    Report.objects.create(kind="other", copy="a copy", note="a note", seen_at=seen_at)

    forget_old_reports()

    assert Report.objects.get().copy == words


def test_a_report_nobody_has_seen_to_keeps_its_words():
    Report.objects.create(kind="other", copy="a copy", made_at=timezone.now() - datetime.timedelta(days=900))

    forget_old_reports()

    assert Report.objects.get().copy == "a copy"
