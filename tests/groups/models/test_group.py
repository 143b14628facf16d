"""PeerGroup and the seats in it."""

import datetime

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone, translation

from groups.models import GroupText, Membership, PeerGroup
from groups.models.group import free_seats
from tests import cast

pytestmark = pytest.mark.django_db


# --- The group -------------------------------------------------------------------------
def test_a_group_is_seen_by_those_with_a_seat_now(group, member, stranger):
    assert list(PeerGroup.objects.visible_to(member.user)) == [group]
    assert list(PeerGroup.objects.visible_to(stranger.user)) == [stranger.group]

    Membership.objects.filter(pk=member.pk).update(left_at=timezone.now())

    assert not PeerGroup.objects.visible_to(member.user)


def test_a_group_that_ended_does_not_run(group):
    PeerGroup.objects.update(ended_at=timezone.now())

    assert not PeerGroup.objects.running()


def test_seats_in_use_are_counted_with_staff_and_without_those_who_left(
    group, member, other_member, facilitator
):
    Membership.objects.filter(pk=member.pk).update(left_at=timezone.now())

    assert PeerGroup.objects.with_seats().get().taken == 2


def test_the_lowest_free_seats_come_first(group, facilitator, member, other_member):
    Membership.objects.filter(pk=member.pk).update(left_at=timezone.now())

    assert free_seats(group)[0] == member.seat_number
    assert len(free_seats(group)) == 7


def test_a_group_is_named_in_the_readers_language_or_its_own(group):
    GroupText.objects.create(
        group=group, language="fi", name="Torstairyhmä", for_whom="Vanhemmille", about="."
    )

    with translation.override("fi"):
        assert PeerGroup.objects.get().name == "Torstairyhmä"
    with translation.override("sv"):
        assert PeerGroup.objects.get().name == "Thursday group"
    assert PeerGroup.objects.get().text("fi").language == "fi"


def test_some_text_is_found_when_the_groups_own_is_missing(group):
    group.texts.update(language="nb")

    assert PeerGroup.objects.get().text("sv").language == "nb"


def test_a_group_knows_its_clock_and_its_key(group):
    assert group.zone.key == group.time_zone
    assert group.vault_key_id == group.data_key_id


def test_rows_are_named_by_ids_alone(group, member):
    assert str(group) == str(group.pk)
    assert str(group.texts.get()) == f"{group.pk} en"
    assert str(member) == str(member.pk)


# --- The seats --------------------------------------------------------------------------
def test_those_who_lead_see_the_seats_of_their_own_group(facilitator, member, stranger):
    assert set(Membership.objects.visible_to(facilitator.user)) == {facilitator, member}
    assert not Membership.objects.visible_to(member.user)


@pytest.mark.parametrize("shared", ["user", "seat_number", "alias"])
def test_the_database_itself_keeps_seats_people_and_names_single(group, member, shared):
    facts = {"user": cast.make_user(), "seat_number": 9, "alias": "Halla"}
    facts[shared] = {"alias": "KUURA"}.get(shared, getattr(member, shared))

    with pytest.raises(IntegrityError), transaction.atomic():
        Membership.objects.create(group=group, **facts)


def test_what_somebody_left_behind_is_free_for_the_next(group, member):
    Membership.objects.filter(pk=member.pk).update(left_at=timezone.now())

    Membership.objects.create(
        group=group, user=member.user, seat_number=member.seat_number, alias=member.alias
    )


def test_seats_count_from_one(group):
    with pytest.raises(IntegrityError), transaction.atomic():
        Membership.objects.create(group=group, user=cast.make_user(), seat_number=0, alias="Halla")


def test_a_promise_counts_while_its_version_is_in_force(member):
    assert member.has_agreed

    member.group.agreement_version = 2

    assert not member.has_agreed


def test_a_mute_ends_by_itself(member):
    assert not member.is_muted
    member.muted_until = timezone.now() + datetime.timedelta(minutes=1)
    assert member.is_muted
    member.muted_until = timezone.now() - datetime.timedelta(seconds=1)
    assert not member.is_muted


def test_facilitators_and_trained_peers_are_staff(facilitator, member, group):
    peer = cast.seat(cast.make_user(), group, alias="Mikael", part=Membership.Part.PEER)

    assert [seat.is_staff for seat in (facilitator, peer, member)] == [True, True, False]
    assert set(Membership.objects.leading()) == {facilitator, peer}


# --- Boards ------------------------------------------------------------------------------
def test_a_group_has_its_times_and_a_board_has_none(group):
    cast.make_board(group)

    for empty in ("first_on", "meets_at"):
        with pytest.raises(IntegrityError), transaction.atomic():
            PeerGroup.objects.filter(pk=group.pk).update(**{empty: None})


@pytest.mark.parametrize("audience", ["young", "families"])
def test_no_board_with_minors_goes_unread_whatever_asks_for_it(audience):
    board = cast.make_board(cast.make_group(audience=audience))

    with pytest.raises(IntegrityError), transaction.atomic():
        PeerGroup.objects.filter(pk=board.pk).update(is_read_first=False)


def test_a_board_of_adults_is_read_first_or_not(group):
    assert not cast.make_board(group).is_read_first
    assert cast.make_board(group, is_read_first=True).is_read_first


def test_boards_and_groups_that_meet_are_told_apart(group):
    board = cast.make_board(group)

    assert list(PeerGroup.objects.small()) == [group]
    assert list(PeerGroup.objects.wide()) == [board]
    assert [group.is_board, board.is_board] == [False, True]


@pytest.mark.parametrize(
    "other", [{"audience": "young", "is_read_first": True}, {"language": "fi"}, {"country": "SE"}]
)
def test_a_board_is_open_to_members_of_groups_of_its_kind_alone(group, member, facilitator, other):
    board, another = cast.make_board(group), cast.make_board(group, name="Another", **other)
    for each in (board, another):
        cast.lead(cast.make_staff("facilitator"), each)

    assert list(PeerGroup.objects.open_to(member.user)) == [board]
    assert not PeerGroup.objects.open_to(facilitator.user)


def test_a_board_is_open_while_somebody_leads_it_and_neither_it_nor_the_seat_has_ended(group, member):
    board = cast.make_board(group)
    assert not PeerGroup.objects.open_to(member.user)
    cast.lead(cast.make_staff("facilitator"), board)
    assert PeerGroup.objects.open_to(member.user)
    PeerGroup.objects.filter(pk=board.pk).update(ended_at=timezone.now())
    assert not PeerGroup.objects.open_to(member.user)

    PeerGroup.objects.filter(pk=board.pk).update(ended_at=None)
    Membership.objects.filter(pk=member.pk).update(left_at=timezone.now())

    assert not PeerGroup.objects.open_to(member.user)


def test_a_seat_on_a_board_opens_no_board(group, member):
    board = cast.make_board(group)
    cast.lead(cast.make_staff("facilitator"), board)
    cast.seat(member.user, board, alias="Lumi")
    Membership.objects.filter(pk=member.pk).update(left_at=timezone.now())

    assert not PeerGroup.objects.open_to(member.user)


def test_seats_on_boards_are_told_apart_from_those_in_groups(group, member):
    on_board = cast.seat(member.user, cast.make_board(group), alias="Lumi")

    assert list(Membership.objects.in_groups()) == [member]
    assert list(Membership.objects.on_boards()) == [on_board]
    assert list(Membership.objects.opening(on_board.group)) == [member]
