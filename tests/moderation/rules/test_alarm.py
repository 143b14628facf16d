"""Who may say that they have it."""

import pytest
from django.utils import timezone

from moderation import rules
from moderation.models import Alarm
from tests import cast
from tests.moderation.concerns import make_concern
from tests.moderation.watching import waiting

pytestmark = pytest.mark.django_db


@pytest.fixture
def alarm():
    return Alarm(case=waiting(), kind="urgent")


def test_anybody_on_watch(alarm, moderator, lead):
    assert rules.may_take_alarm(moderator, alarm)
    assert rules.may_take_alarm(lead, alarm)


def test_nobody_else(alarm, coordinator):
    assert "for moderators" in rules.may_take_alarm(coordinator, alarm).reason


def test_not_about_oneself(alarm, moderator):
    alarm.case.person = moderator

    assert "about you" in rules.may_take_alarm(moderator, alarm).reason


def test_the_first_one_has_it(alarm, moderator):
    alarm.ended_at = timezone.now()

    assert "has it already" in rules.may_take_alarm(moderator, alarm).reason


def test_of_a_concern_leads_alone_and_not_about_oneself(member, moderator, lead):
    alarm = Alarm(concern=make_concern(member, moderator, level=5), kind="urgent")

    assert rules.may_take_alarm(lead, alarm)
    assert "safeguarding leads" in rules.may_take_alarm(moderator, alarm).reason

    alarm.concern.seat = cast.seat(lead, member.group)
    assert "your own seat" in rules.may_take_alarm(lead, alarm).reason
