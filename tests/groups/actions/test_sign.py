"""Hands and breaks: shown to all, without a word and without a clock."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from community.audit.models import Entry
from groups.actions.room import attend, close_meeting
from groups.actions.seat import leave, remove
from groups.actions.sign import come_back, give_word, lower_hand, raise_hand, take_break
from groups.models import Membership, OnDuty, Sign
from groups.scene import people_of
from tests import cast
from tests.groups.rules import fresh

pytestmark = pytest.mark.django_db


@pytest.fixture
def room(meeting, member):
    return member.group.room


def test_a_hand_goes_up_and_down_once_each(room, member, told):
    with told:
        raise_hand(room=room, actor=fresh(member))
        raise_hand(room=room, actor=fresh(member))
    assert Sign.objects.get().kind == Sign.Kind.HAND
    assert len(told.to(room.audience, "room.scene")) == 1
    assert "Kuura" in told.to(room.staff_audience)[0]["parts"]["hands"]
    assert "Lower my hand" in told.to(member.user.audience)[0]["parts"]["my_signs"]

    with told:
        lower_hand(room=room, actor=fresh(member))
        lower_hand(room=room, actor=fresh(member))
    assert not Sign.objects.exists()
    assert told.to(room.staff_audience)[-1]["parts"] == {"hands": ""}
    assert not Entry.objects.exists()


def test_hands_are_seen_longest_first(room, member, other_member, told):
    raise_hand(room=room, actor=fresh(other_member))
    with told:
        raise_hand(room=room, actor=fresh(member))

    hands = told.to(room.staff_audience)[0]["parts"]["hands"]
    assert hands.index("Halla") < hands.index("Kuura")


def test_the_word_is_given_once_and_the_hand_goes_down(room, member, facilitator):
    raise_hand(room=room, actor=fresh(member))
    sign = Sign.objects.select_related("room", "seat__user", "seat__group").get()

    give_word(sign=sign, actor=facilitator)
    give_word(sign=sign, actor=facilitator)  # a colleague pressed too

    assert not Sign.objects.exists()
    assert [entry.action for entry in Entry.objects.all()] == ["hand.given"]


def test_members_do_not_give_the_word(room, member, other_member):
    raise_hand(room=room, actor=fresh(member))

    with pytest.raises(PermissionDenied, match="those who lead"):
        give_word(sign=Sign.objects.get(), actor=fresh(other_member))


def test_a_break_is_shown_to_all_and_ends(room, member):
    take_break(room=room, actor=fresh(member))
    take_break(room=room, actor=fresh(member))
    shown = [str(person.get("state", "")) for person in people_of(room)]
    assert shown.count("takes a break") == 1

    come_back(room=room, actor=fresh(member))
    come_back(room=room, actor=fresh(member))
    assert not Sign.objects.exists()


@pytest.mark.parametrize("how", ["muted", "paused", "account paused"])
def test_a_break_may_always_be_taken(room, member, how):
    if how == "muted":
        Membership.objects.filter(pk=member.pk).update(
            muted_until=timezone.now() + datetime.timedelta(hours=1)
        )
    elif how == "paused":
        type(room).objects.update(paused_at=timezone.now())
    else:
        type(member.user).objects.filter(pk=member.user_id).update(standing="paused")

    take_break(room=room, actor=fresh(member))

    assert Sign.objects.get().kind == Sign.Kind.BREAK


def test_signs_end_with_the_seat(room, member, other_member, facilitator):
    for seat in (member, other_member):
        raise_hand(room=room, actor=fresh(seat))

    leave(membership=member, actor=member.user)
    remove(membership=other_member, actor=facilitator, reason="Agreement, point 2")

    assert not Sign.objects.exists()


def test_signs_end_with_the_meeting(room, meeting, member, facilitator, told):
    take_break(room=room, actor=fresh(member))

    with told:
        close_meeting(meeting=meeting, actor=facilitator)

    assert not Sign.objects.exists()
    assert "Take a break" in told.to(member.user.audience)[0]["parts"]["my_signs"]


def test_a_meeting_that_opens_finds_no_hands_of_the_last_one(group, facilitator, member):
    long_ago = timezone.now() - datetime.timedelta(hours=2)
    Sign.objects.create(room=group.room, seat=member, kind=Sign.Kind.HAND, since=long_ago)
    early = Sign.objects.create(room=group.room, seat=member, kind=Sign.Kind.BREAK)
    OnDuty.objects.all().delete()
    cast.make_meeting(group, starts_in=-1)

    attend(room=group.room, actor=fresh(facilitator))

    assert list(Sign.objects.all()) == [early]


def test_a_sign_left_over_is_put_up_anew(room, member):
    Sign.objects.create(
        room=room, seat=member, kind=Sign.Kind.HAND, since=timezone.now() - datetime.timedelta(days=7)
    )

    raise_hand(room=room, actor=fresh(member))

    assert timezone.now() - Sign.objects.get().since < datetime.timedelta(minutes=1)


def test_somebody_whose_account_is_gone_lowers_no_hand_by_themselves(room, member, facilitator):
    raise_hand(room=room, actor=fresh(member))
    Membership.objects.filter(pk=member.pk).update(user=None)

    give_word(sign=Sign.objects.select_related("room", "seat__group").get(), actor=facilitator)

    assert not Sign.objects.exists()
