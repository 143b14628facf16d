"""Seats on boards: taken by members of groups themselves, and gone with the last seat that opened them."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from community.audit.models import Entry
from groups.actions import above, ending
from groups.actions.erasing import erase_seats
from groups.actions.group import create_group, end_group
from groups.actions.muting import fold
from groups.actions.seat import (
    NoFreeSeat,
    join_board,
    leave,
    mute,
    read_first,
    remove,
    seat_staff,
    stop_reading_first,
)
from groups.models import AgreementText, Membership, Muting, PeerGroup, Signature
from tests import cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def board(group):
    return cast.make_board(group)


@pytest.fixture(autouse=True)
def leader(board):
    """Whoever looks after it: else it is open to nobody."""
    return cast.lead(cast.make_staff("facilitator"), board)


@pytest.fixture
def join(board):
    """Takes a seat for whoever has that one, under another name."""
    text = AgreementText.objects.select_related("agreement").get(agreement__group=board)

    def joined(seat, alias="Lumi"):
        return join_board(board=board, user=seat.user, alias=alias, text=text)

    return joined


def on_boards(seat):
    return Membership.objects.current().on_boards().filter(user=seat.user)


# --- Coming ------------------------------------------------------------------------------
def test_a_member_promises_chooses_a_name_and_sits(member, board, join):
    seat = join(member)

    assert (seat.group, seat.user, seat.alias, seat.has_agreed) == (board, member.user, "Lumi", True)
    assert Signature.objects.filter(membership=seat).exists()
    assert Entry.objects.filter(action="seat.taken", subject_id=str(seat.pk)).exists()


def test_pressed_twice_there_is_one_seat(member, join):
    assert join(member) == join(member, "Usva")
    assert on_boards(member).count() == 1


def test_whoever_leaves_and_comes_back_is_rid_of_nothing_that_staff_asked(member, leader, join):
    seat = join(member)
    mute(membership=seat, actor=leader, minutes=30)
    read_first(membership=seat, actor=leader)
    leave(membership=seat, actor=member.user)

    again = Membership.objects.get(pk=join(member, "Usva").pk)

    assert (again.is_muted, again.is_read_first) == (True, True)
    stop_reading_first(membership=again, actor=leader)
    leave(membership=again, actor=member.user)
    assert not join(member).is_read_first


@pytest.mark.parametrize(("name", "is_folded_still"), [("Lumi", True), ("Usva", False)])
def test_whom_people_folded_away_stays_so_under_the_same_name(
    member, other_member, join, name, is_folded_still
):
    seat, other = join(member), join(other_member, "Routa")
    fold(whom=seat, actor=other)
    fold(whom=other, actor=seat)
    leave(membership=seat, actor=member.user)

    again = join(member, name)

    assert set(Muting.objects.of(again)) == {other.pk}
    assert (again.pk in Muting.objects.of(other)) is is_folded_still


def test_nobody_joins_without_a_seat_that_opens_it(member, facilitator, board, join):
    with pytest.raises(PermissionDenied, match="work account"):
        join(facilitator)
    leave(membership=member, actor=member.user)
    with pytest.raises(PermissionDenied, match="for members of the groups"):
        join(member)

    assert not on_boards(member)


def test_a_board_that_nobody_leads_is_open_to_nobody(member, leader, join):
    Membership.objects.filter(pk=leader.pk).update(left_at=timezone.now())

    with pytest.raises(PermissionDenied, match="for members of the groups"):
        join(member)


def test_nobody_is_called_on_a_board_as_in_a_group(member, other_member, join):
    with pytest.raises(ValidationError, match="another place"):
        join(member, "KUURA")
    join(member, "Lumi")
    with pytest.raises(ValidationError, match="cannot be used"):
        join(other_member, "lumi")


def test_a_board_holds_so_many_people_and_no_more(member, other_member, board, join):
    PeerGroup.objects.filter(pk=board.pk).update(capacity=2)
    join(member)

    with pytest.raises(NoFreeSeat):
        join(other_member, "Usva")


def test_a_board_that_is_made_has_a_promise_of_its_own_and_no_meeting(coordinator):
    text = {"name": "Open board", "for_whom": "Young people", "about": "We write."}
    facts = {"kind": "board", "audience": "young", "is_read_first": True, "texts": {"en": text}}
    board = create_group(actor=coordinator, capacity=PeerGroup.BOARD_SEATS, **facts)

    assert not board.meetings.exists()
    promised = AgreementText.objects.get(agreement__group=board, language="en")
    assert "On this board young people" in promised.body


# --- Going -------------------------------------------------------------------------------
def test_leaving_is_one_act_and_the_same_name_is_there_to_come_back_to(member, join):
    leave(membership=join(member), actor=member.user)
    assert not on_boards(member)

    assert join(member).alias == "Lumi"


def test_whose_seat_was_ended_does_not_come_back(member, leader, join):
    remove(membership=join(member), actor=leader, reason="Asked for numbers")

    with pytest.raises(PermissionDenied, match="was ended"):
        join(member)


def test_the_last_seat_in_a_group_takes_the_board_with_it(member, other_member, facilitator, join):
    mine, theirs = join(member), join(other_member, "Usva")

    remove(membership=member, actor=facilitator, reason="Shared a picture")

    mine.refresh_from_db()
    theirs.refresh_from_db()
    assert (mine.is_current, mine.end) == (False, "left")
    assert theirs.is_current
    told = Entry.objects.filter(subject_id=str(mine.pk)).order_by("seq").last()
    assert (told.action, told.actor_id) == ("seat.ended", None)


def test_another_seat_that_opens_the_board_keeps_it_and_one_that_does_not_does_not(member, join):
    join(member)
    cast.seat(member.user, cast.make_group(name="Young", audience="young"), alias="Sade")
    second = cast.seat(member.user, cast.make_group(name="Tuesday group"), alias="Pouta")

    leave(membership=member, actor=member.user)
    assert on_boards(member)

    leave(membership=second, actor=member.user)
    assert not on_boards(member)


def test_a_group_that_ends_takes_the_boards_of_those_who_have_no_other(
    member, other_member, coordinator, join
):
    join(member)
    join(other_member, "Usva")
    cast.seat(other_member.user, cast.make_group(name="Tuesday group"), alias="Pouta")

    end_group(group=member.group, actor=coordinator)

    assert not on_boards(member)
    assert on_boards(other_member)


def test_a_board_that_is_closed_ends_its_seats_and_no_others(member, board, coordinator, join):
    join(member)

    end_group(group=board, actor=coordinator)

    member.refresh_from_db()
    assert not on_boards(member)
    assert member.is_current


def test_the_seats_of_a_boards_staff_hang_on_no_group(board, coordinator):
    colleague = cast.make_staff("facilitator", display_name="Mikko")
    leader = seat_staff(group=board, user=colleague, actor=coordinator)

    ending.leave_boards(people=[leader.user])

    leader.refresh_from_db()
    assert leader.is_current


def test_whose_account_is_erased_leaves_boards_too(member, join):
    seat = join(member)

    erase_seats(person=member.user)

    seat.refresh_from_db()
    assert (seat.is_current, seat.alias) == (False, "–")


# --- Decided above --------------------------------------------------------------------------
def test_moderators_end_a_seat_in_a_group_and_the_board_goes_too(member, moderator, join):
    join(member)

    above.end_seat(seat=member, by=moderator, reason="Agreement, point 2")

    assert not on_boards(member)


def test_a_seat_on_a_board_is_given_back_while_a_group_opens_it(member, moderator, join):
    seat = join(member)
    above.end_seat(seat=seat, by=moderator, reason="Agreement, point 2")
    above.give_seat_back(seat=seat, by=moderator)
    assert on_boards(member).get() == seat

    above.end_seat(seat=seat, by=moderator, reason="Agreement, point 2")
    Membership.objects.filter(pk=member.pk).update(left_at=timezone.now())
    with pytest.raises(ValidationError, match="cannot be given back"):
        above.give_seat_back(seat=seat, by=moderator)


# --- Nobody is told --------------------------------------------------------------------------
def test_no_page_of_a_room_is_told_of_what_happens_on_a_board(member, leader, join, heard_after):
    seat = join(member)

    told = heard_after(mute, membership=seat, actor=leader, minutes=10)
    told += heard_after(leave, membership=seat, actor=member.user)

    assert [news["type"] for _audience, news in told] == ["leave"]
