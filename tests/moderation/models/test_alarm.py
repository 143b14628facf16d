"""Alarms at rest: one at a time for a case, over when their case is."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from moderation.models import Alarm, Asked
from tests import cast
from tests.moderation.concerns import make_concern
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


def test_an_alarm_is_about_a_case_or_a_concern_and_never_both(member, moderator):
    concern = make_concern(member, moderator)
    for facts in ({}, {"case": waiting(), "concern": concern}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Alarm.objects.create(kind="urgent", **facts)

    alarm = Alarm.objects.create(kind="urgent", concern=concern)
    assert (alarm.thing, alarm.priority) == (concern, 0)
    with pytest.raises(IntegrityError), transaction.atomic():
        Alarm.objects.create(kind="urgent", concern=concern)


def test_an_alarm_about_a_concern_is_for_leads_and_not_about_oneself(member, moderator, lead):
    alarm = Alarm.objects.create(kind="urgent", concern=make_concern(member, moderator))
    own = cast.seat(lead, member.group)

    assert list(Alarm.objects.visible_to(lead)) == [alarm]
    assert not Alarm.objects.visible_to(moderator)

    type(alarm.concern).objects.update(seat=own)
    assert not Alarm.objects.visible_to(lead)


def test_an_alarm_about_a_concern_goes_on_while_life_is_in_danger_and_nobody_has_it(member, moderator, lead):
    concern = make_concern(member, moderator)
    alarm = Alarm.objects.create(kind="urgent", concern=concern)
    concerns = type(concern).objects

    for facts, goes_on in (
        ({"level": 4}, False),
        ({"level": 5}, True),
        ({"taken_by": lead, "taken_at": timezone.now()}, False),
    ):
        concerns.update(**facts)
        assert list(Alarm.objects.due()) == ([alarm] if goes_on else [])


def test_what_is_over_stands_last_before_whoever_was_asked(moderator, another_moderator):
    over = Alarm.objects.create(
        case=waiting(), kind="urgent", ended_at=timezone.now(), taken_by=another_moderator
    )
    late, life = (Alarm.objects.create(case=waiting(priority), kind="urgent") for priority in (1, 0))
    Asked.objects.bulk_create(Asked(alarm=alarm, person=moderator) for alarm in (over, late, life))

    assert list(Alarm.objects.before(moderator)) == [life, late, over]
