"""Shifts at rest: by the clock, and by what people say."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from moderation.models import Shift
from tests.moderation.watching import on

pytestmark = pytest.mark.django_db


def test_a_shift_goes_on_between_its_times(moderator, clock):
    shift = on(moderator, ago=0, hours=2)
    assert list(Shift.objects.now()) == [shift]
    assert shift.is_now

    clock.move(hours=2)
    assert not Shift.objects.now()
    assert shift.is_over
    assert not shift.is_now


def test_it_goes_on_as_soon_as_somebody_says_so_and_until_they_hand_over(moderator, clock):
    shift = on(moderator, ago=-0.4)  # begins in 24 minutes
    assert not Shift.objects.now()
    assert shift.can_begin
    assert not shift.can_be_handed_over

    shift.begun_at = timezone.now()
    shift.save()
    assert shift.is_now
    assert Shift.objects.now().on_duty().get() == shift
    assert not shift.can_begin
    assert shift.was_from == shift.begun_at

    shift.ended_at = timezone.now()
    shift.save()
    assert not Shift.objects.now()
    assert shift.was_until == shift.ended_at
    assert not shift.can_be_handed_over


def test_nobody_begins_an_hour_early_or_hands_over_the_next_day(moderator, clock):
    shift = on(moderator, ago=-1)
    assert not shift.can_begin

    clock.move(hours=6)
    assert shift.can_be_handed_over
    assert shift.was_until == shift.ends_at
    clock.move(hours=12)
    assert not shift.can_be_handed_over


def test_the_line_on_call_is_in_its_order(moderator, another_moderator):
    second, first = on(moderator, kind="on_call", order=2), on(another_moderator, kind="on_call", order=1)

    assert list(Shift.objects.now().on_call()) == [first, second]
    assert not Shift.objects.now().on_duty()


@pytest.mark.parametrize(("kind", "order"), [("duty", 1), ("on_call", 0)])
def test_only_who_is_on_call_has_a_place_in_line(moderator, kind, order):
    with pytest.raises(IntegrityError), transaction.atomic():
        on(moderator, kind=kind, order=order)


def test_shifts_touch_when_they_share_a_moment(moderator):
    shift, now = on(moderator), timezone.now()

    assert Shift.objects.touching(now, now + timedelta(hours=9)).get() == shift
    assert not Shift.objects.touching(shift.ends_at, shift.ends_at + timedelta(hours=1))
    assert not Shift.objects.touching(now - timedelta(hours=3), shift.starts_at)


def test_the_rota_is_for_those_on_it_and_those_who_plan_it(moderator, lead, coordinator, referrer):
    on(moderator)

    assert [Shift.objects.visible_to(user).count() for user in (moderator, lead, coordinator, referrer)] == [
        1,
        1,
        1,
        0,
    ]


def test_the_end_of_a_duty_counts_what_follows_at_once(moderator, another_moderator, clock):
    assert Shift.objects.end_for(moderator) is None
    now = timezone.now()
    on(another_moderator, hours=9)
    on(moderator, hours=1)
    first_end = Shift.objects.end_for(moderator)
    assert first_end == now + timedelta(hours=1)

    for start, end in ((1, 2), (3, 4)):  # an hour that follows, and one after a break
        Shift.objects.create(
            person=moderator, starts_at=now + timedelta(hours=start), ends_at=now + timedelta(hours=end)
        )
    assert Shift.objects.end_for(moderator) == now + timedelta(hours=2)

    Shift.objects.update(ended_at=now)
    assert Shift.objects.end_for(moderator) is None
