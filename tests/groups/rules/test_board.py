"""Who takes a seat on a board."""

import pytest
from django.utils import timezone

from groups import rules
from tests import cast
from tests.groups.rules import refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def board(group):
    return cast.make_board(group)


def may_join(seat, board, *, had=(), is_open=True):
    return rules.may_join(seat.user, board, had=had, is_open=is_open)


def test_a_member_of_a_group_it_was_made_for_joins(member, board):
    assert may_join(member, board)


def test_nobody_joins_to_whom_no_group_opens_it(member, board):
    assert refused(may_join(member, board, is_open=False), "for members of the groups")


def test_staff_and_people_whose_account_is_paused_do_not_join(member, facilitator, board):
    assert refused(may_join(facilitator, board), "work account")
    member.user.standing = "paused"
    assert refused(may_join(member, board), "paused")


def test_who_left_comes_back_and_whose_seat_was_ended_does_not(member, board):
    had = cast.seat(member.user, board, alias="Lumi", left_at=timezone.now(), end="left")
    assert may_join(member, board, had=[had])
    had.end = "removed"
    assert refused(may_join(member, board, had=[had]), "was ended")
