"""Alarms at rest: one at a time for a case, over when their case is."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from moderation.models import Alarm, Asked
from tests.moderation.watching import waiting

pytestmark = pytest.mark.django_db


def test_a_case_has_one_alarm_at_a_time():
    case = waiting()
    Alarm.objects.create(case=case, kind="urgent", ended_at=timezone.now())
    Alarm.objects.create(case=case, kind="urgent")

    with pytest.raises(IntegrityError), transaction.atomic():
        Alarm.objects.create(case=case, kind="overdue")


def test_one_stands_before_whoever_was_asked_and_for_a_moment_who_has_it(moderator, another_moderator, clock):
    alarm = Alarm.objects.create(case=waiting(), kind="urgent")
    Asked.objects.create(alarm=alarm, person=moderator)
    assert list(Alarm.objects.before(moderator)) == [alarm]
    assert not Alarm.objects.before(another_moderator)

    Alarm.objects.update(ended_at=timezone.now(), taken_by=another_moderator)
    assert list(Alarm.objects.before(moderator)) == [alarm]
    clock.move(minutes=5)
    assert not Alarm.objects.before(moderator)

    Alarm.objects.update(ended_at=timezone.now(), taken_by=moderator)
    assert not Alarm.objects.before(moderator)


def test_an_alarm_about_oneself_is_not_ones_to_see(moderator, another_moderator):
    alarm = Alarm.objects.create(case=waiting(person=moderator), kind="urgent")

    assert not Alarm.objects.visible_to(moderator)
    assert list(Alarm.objects.visible_to(another_moderator)) == [alarm]


def test_what_is_due_is_still_going_on():
    alarm = Alarm.objects.create(case=waiting(), kind="urgent")
    Alarm.objects.create(case=waiting(), kind="urgent", next_at=timezone.now() + timedelta(minutes=1))
    Alarm.objects.create(case=waiting(decided_at=timezone.now()), kind="urgent")

    assert list(Alarm.objects.due()) == [alarm]
    assert str(alarm) == str(alarm.pk)
    assert str(Asked(pk=7)) == "7"
