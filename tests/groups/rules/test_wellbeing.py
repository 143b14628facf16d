"""When somebody may answer the questions they asked for."""

from datetime import timedelta

import pytest
from django.utils import timezone

from groups import rules
from groups.models import Wellbeing


@pytest.fixture
def wellbeing():
    return Wellbeing()


def test_whoever_asked_for_them_may_the_first_time_and_after_two_weeks(wellbeing):
    assert rules.may_answer_wellbeing(wellbeing, None)
    assert rules.may_answer_wellbeing(wellbeing, timezone.now() - timedelta(days=14))


def test_not_before(wellbeing):
    verdict = rules.may_answer_wellbeing(wellbeing, timezone.now() - timedelta(days=13, hours=23))

    assert "They come again on" in verdict.reason


def test_nobody_is_asked_who_does_not_want_to_be(wellbeing):
    assert "You have not asked" in rules.may_answer_wellbeing(None, None).reason
    wellbeing.stopped_at = timezone.now()
    assert "You have not asked" in rules.may_answer_wellbeing(wellbeing, None).reason
