"""The one table: what can be decided about what, as things stand now."""

import pytest
from django.utils import timezone

from community.accounts.actions.person import set_standing
from moderation.actions.case import open_case
from moderation.subjects import measures_for, seat_of
from tests import cast

pytestmark = pytest.mark.django_db
LADDER = ["remind", "hold_first", "mute", "pause", "end_membership", "close_account"]


def fitting(seat, state=None, **facts):
    message = cast.words(seat, state=state) if state else None
    facts = {"person": seat.user, "group": seat.group} | facts
    case = open_case(kind="report", priority=2, message=message, **facts)
    return measures_for(case, seat_of(case))


def test_words_that_wait_are_let_through_or_given_back(member):
    assert fitting(member, "held") == ["release", "return", *LADDER[1:]]


def test_words_that_are_shown_are_hidden_or_left(member):
    assert fitting(member, "shown") == ["none", "remind", "hide", *LADDER[1:]]


@pytest.mark.parametrize("state", ["hidden", "returned", "retracted"])
def test_words_that_are_gone_leave_their_author(member, state):
    assert fitting(member, state) == ["none", *LADDER]


def test_a_person_is_decided_about_without_words(member):
    assert fitting(member) == ["none", *LADDER]


def test_a_seat_of_staff_is_the_coordinators(facilitator):
    assert fitting(facilitator, "shown") == ["none", "remind", "hide", "pause", "close_account"]


def test_whoever_has_no_seat_any_more_cannot_lose_it(member):
    type(member).objects.update(left_at=timezone.now())

    assert fitting(member) == ["none", "remind", "pause", "close_account"]


def test_a_notice_about_nobody_we_know_can_only_be_answered(member):
    assert fitting(member, person=None) == ["none"]


def test_a_closed_account_is_neither_paused_nor_closed_again(member):
    set_standing(person=member.user, standing="closed", actor=None, reason="For good.")

    assert fitting(member, "shown") == ["none", "remind", "hide", "hold_first", "mute", "end_membership"]
