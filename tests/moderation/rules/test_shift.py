"""Who may plan the rota, come on duty and hand over."""

from datetime import timedelta

import pytest
from django.utils import timezone

from moderation import rules
from moderation.models import HandOver
from tests import cast
from tests.moderation.watching import on

pytestmark = pytest.mark.django_db


def test_the_rota_is_read_by_those_on_it_and_planned_by_two_duties(moderator, lead, coordinator, referrer):
    assert [bool(rules.may_see_rota(user)) for user in (moderator, lead, coordinator, referrer)] == [
        True,
        True,
        True,
        False,
    ]
    assert [bool(rules.may_plan_shifts(user)) for user in (moderator, lead, coordinator)] == [
        False,
        True,
        True,
    ]
    assert "for moderators" in rules.may_see_rota(referrer).reason
    assert "plan the rota" in rules.may_plan_shifts(moderator).reason


def test_only_somebody_with_proof_and_time_is_planned(moderator, another_moderator):
    taken = [on(moderator)]
    lapsed = cast.make_staff("moderator", credential=False)

    assert rules.may_be_planned(another_moderator, taken)
    assert "at that time already" in rules.may_be_planned(moderator, taken).reason
    assert "its proof" in rules.may_be_planned(lapsed, []).reason


def test_a_place_in_the_line_is_one_persons(moderator):
    taken = [on(moderator, kind="on_call", order=1)]

    assert rules.may_have_place(2, taken)
    assert "Somebody else has that place" in rules.may_have_place(1, taken).reason


def test_a_shift_is_taken_off_before_it_begins(moderator, coordinator):
    coming = on(moderator, ago=-5, hours=9)

    assert rules.may_take_off(coordinator, coming)
    assert "plan the rota" in rules.may_take_off(moderator, coming).reason
    assert "has begun" in rules.may_take_off(coordinator, on(moderator)).reason


def test_one_begins_ones_own_shift_in_its_time(moderator, another_moderator, coordinator):
    shift = on(moderator)

    assert rules.may_begin(moderator, shift)
    assert "for moderators" in rules.may_begin(coordinator, shift).reason
    assert "somebody else’s" in rules.may_begin(another_moderator, shift).reason
    assert "half an hour early" in rules.may_begin(moderator, on(moderator, ago=-5, hours=9)).reason
    shift.ended_at = timezone.now()
    assert "is over" in rules.may_begin(moderator, shift).reason


def test_one_hands_over_ones_own_shift_once(moderator, another_moderator, coordinator):
    shift = on(moderator)

    assert rules.may_hand_over(moderator, shift)
    assert "for moderators" in rules.may_hand_over(coordinator, shift).reason
    assert "somebody else’s" in rules.may_hand_over(another_moderator, shift).reason
    shift.ended_at = timezone.now() - timedelta(minutes=1)
    assert "nothing to hand over" in rules.may_hand_over(moderator, shift).reason


def test_what_is_left_is_read_by_somebody_else(moderator, another_moderator, coordinator):
    made = HandOver(shift=on(moderator))

    assert rules.may_read_hand_over(another_moderator, made)
    assert "You wrote this" in rules.may_read_hand_over(moderator, made).reason
    assert "for moderators" in rules.may_read_hand_over(coordinator, made).reason


def test_how_much_colleagues_have_read_is_for_leads(moderator, lead):
    assert rules.may_see_loads(lead)
    assert "for safeguarding leads" in rules.may_see_loads(moderator).reason
