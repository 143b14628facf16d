"""Seats are given and rooms are led at the same moment, and nobody waits for somebody who waits for them."""

import threading
import time
from contextlib import suppress
from itertools import count, permutations

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection, transaction

from groups.actions.group import end_group
from groups.actions.invitation import invite
from groups.actions.room import attend, pause, resume
from groups.actions.seat import accept, join, join_board, leave, mute, seat_staff, unmute, unseat_staff
from groups.models import AgreementText, Membership, OnDuty, PeerGroup, Room
from tests import cast
from tests.groups.rules import fresh
from tests.groups.test_saying_at_once import all_at_once

pytestmark = [
    pytest.mark.slow,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor == "sqlite", reason="One writer cannot race."),
]
SECONDS = 4
numbers = count(1)
tails = map("".join, permutations("bdgkmnprt", 3))  # no two of them are alike at a glance


@pytest.fixture
def led():
    """A group that meets now, its facilitator, a member, and those who invite and plan."""
    with transaction.atomic():
        group = cast.make_group(capacity=60)
        leader = cast.lead(cast.make_staff("facilitator"), group)
        cast.make_meeting(group)
        cast.attend(leader.user, group)
        member = cast.seat(cast.make_user(), group)
        return group, leader, member, cast.make_staff("referrer"), cast.make_staff("coordinator")


def again_and_again(*acts):
    """One after the other, round and round, for a few seconds. A deadlock is an error, and so this test's."""

    def run():
        until = time.monotonic() + SECONDS
        while time.monotonic() < until:
            for act in acts:
                act()

    return run


def room_of(group):
    return Room.objects.select_related("group").get(group=group)


def test_seats_are_given_while_the_room_is_led(led):
    group, leader, member, referrer, coordinator = led
    text = AgreementText.objects.select_related("agreement").get(agreement__group=group)

    def invited():
        asked = PeerGroup.objects.get(pk=group.pk)
        made = invite(actor=referrer, group=asked, channel="text", language="en")
        return {"invitation": made.invitation, "alias": f"Koivu {next(tails)}", "text": text}

    def come_and_go():
        person = cast.make_user()
        taken = accept(**invited(), user=person)
        leave(membership=fresh(taken), actor=person)

    def open_an_account():
        account = {"username": f"laituri-{next(numbers)}", "passphrase": cast.PASSPHRASE}
        taken = join(**invited(), **account, email="", language="en")
        leave(membership=fresh(taken), actor=taken.user)

    def lead_for_a_moment():
        colleague = cast.make_staff("facilitator")
        given = seat_staff(group=group, user=colleague, actor=coordinator, alias=f"Mikko {next(tails)}")
        unseat_staff(membership=fresh(given), actor=coordinator)

    def run_the_room():
        pause(room=room_of(group), actor=fresh(leader))
        resume(room=room_of(group), actor=fresh(leader))

    def ask_to_listen():
        mute(membership=fresh(member), actor=fresh(leader), minutes=5)
        unmute(membership=fresh(member), actor=fresh(leader))

    giving = [again_and_again(act) for act in (come_and_go, open_an_account, lead_for_a_moment)]
    leading = [again_and_again(run_the_room, ask_to_listen)] * 3
    all_at_once([*giving, *leading])  # with the test's own, as many connections as a process has

    assert Membership.objects.current().filter(group=group).count() == 2
    assert room_of(group).scene_revision > 20


def test_two_who_lead_come_at_once_and_the_meeting_opens_once(led):
    group, leader, *_others = led
    with transaction.atomic():
        leaders = [
            leader,
            *(cast.lead(cast.make_staff("facilitator"), group, alias=f"Lead {n}") for n in range(5)),
        ]
    for _time in range(8):
        OnDuty.objects.all().delete()
        group.meetings.update(opened_at=None)
        all_at_once([lambda one=one: attend(room=room_of(group), actor=fresh(one)) for one in leaders])

    assert OnDuty.objects.count() == len(leaders)


@pytest.mark.parametrize("has_joined", [False, True])
def test_nobody_keeps_a_board_whose_last_two_groups_end_while_they_join_it(led, has_joined):
    group, _leader, *_others, coordinator = led
    for _time in range(6):
        with transaction.atomic():
            board, second = cast.make_board(group), cast.make_group(name="Tuesday group")
            cast.lead(cast.make_staff("facilitator"), board)
            seats = [cast.seat(cast.make_user(), group, alias=f"Koivu {next(tails)}")]
            seats.append(cast.seat(seats[0].user, second))
            text = AgreementText.objects.select_related("agreement").get(agreement__group=board)

        def come(user=seats[0].user, board=board, text=text):
            with suppress(PermissionDenied):
                join_board(board=board, user=user, alias="Lumi", text=text)

        if has_joined:
            come()
        all_at_once(
            [
                come,
                lambda seat=seats[0]: leave(membership=fresh(seat), actor=seat.user),
                lambda second=second: end_group(group=second, actor=coordinator),
            ]
        )

        assert not Membership.objects.current().filter(user=seats[0].user).exists()


def somebody_waits():
    """Whether another transaction waits for a row that somebody has."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_sleep(0.01), count(*) FROM pg_locks WHERE NOT granted")
        return bool(cursor.fetchone()[1])


def test_a_seat_that_is_ended_first_leads_nothing_after(led):
    """The request of whoever was unseated waits for the room's row, and finds the seat as it is then."""
    _group, leader, member, _referrer, coordinator = led
    stale, is_taken = fresh(leader), threading.Event()

    def late():
        assert is_taken.wait(10)
        with pytest.raises(PermissionDenied):
            mute(membership=fresh(member), actor=stale)
        return True

    def first():
        with transaction.atomic():
            unseat_staff(membership=fresh(leader), actor=coordinator)
            is_taken.set()
            assert any(somebody_waits() for _glance in range(1000))
        return True

    assert all_at_once([late, first]) == [True, True]
    assert not fresh(member).is_muted
