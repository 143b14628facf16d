"""Who speaks when in a round, and who leads the turn on."""

import pytest
from django.utils import timezone

from groups import rules
from groups.models import Room, Round, Sign, Turn
from tests import cast
from tests.groups.rules import fresh, refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def begun(meeting, group, member, other_member):
    """A round in which Kuura has the turn and Halla waits."""
    group.room.change_to(Room.Mode.ROUND)
    group.room.save()
    begun = Round.objects.create(room=group.room, meeting=meeting)
    Turn.objects.create(round=begun, seat=member, place=1, state=Turn.State.NOW)
    Turn.objects.create(round=begun, seat=other_member, place=2)
    return begun


def may_say(membership):
    seat = fresh(membership)
    room = seat.group.room
    return rules.may_say(seat.user, seat, room, meeting=room.meeting(), staff_count=room.staff_here)


def turn_of(seat):
    return Turn.objects.select_related("round__room").get(seat=seat)


# --- Speaking ---------------------------------------------------------------------------
def test_one_member_speaks_at_a_time_and_staff_at_any(begun, member, other_member, facilitator):
    assert may_say(member)
    assert may_say(facilitator)
    assert refused(may_say(other_member), "It is Kuura’s turn. Your words stay in the box.")


def test_a_trained_peer_speaks_at_any_time(begun):
    peer = cast.make_staff("facilitator", credential=False)
    assert may_say(cast.seat(peer, begun.room.group, alias="Aino", part="peer"))


def test_nobody_has_the_turn_because_of_a_break(begun, member, other_member):
    begun.turns.update(state=Turn.State.WAITING)

    assert refused(may_say(member), "The round waits for somebody who takes a break.")


def test_nobody_has_the_turn_because_all_have_had_theirs(begun, member):
    begun.turns.update(state=Turn.State.SPOKE)

    assert refused(may_say(member), "Everyone has had a turn.")


def test_outside_a_round_no_turn_is_asked_for(meeting, member, django_assert_num_queries):
    seat = fresh(member)

    with django_assert_num_queries(0):
        assert rules.keeps_turn(seat, seat.group.room)


# --- Leading ----------------------------------------------------------------------------
def test_beginning_a_round(meeting, member, facilitator, stranger):
    room = fresh(facilitator).group.room
    may_begin = rules.may_begin_round

    assert may_begin(facilitator.user, facilitator, room, meeting)
    assert refused(may_begin(member.user, member, room, meeting), "those who lead")
    assert refused(may_begin(facilitator.user, facilitator, stranger.group.room, meeting), "not yours to run")
    assert refused(may_begin(facilitator.user, facilitator, room, None), "closed until the next meeting")
    member.left_at = timezone.now()
    member.save()
    assert refused(may_begin(facilitator.user, facilitator, room, meeting), "No member has a seat yet")


def test_leading_a_round(begun, member, facilitator, stranger):
    may_lead = rules.may_lead_round
    assert may_lead(facilitator.user, facilitator, begun)
    assert refused(may_lead(member.user, member, begun), "those who lead")
    assert refused(may_lead(facilitator.user, facilitator, None), "No round is going on")
    other = cast.lead(cast.make_staff("facilitator"), stranger.group)
    assert refused(may_lead(other.user, other, begun), "No round is going on")
    begun.ended_at = timezone.now()
    assert refused(may_lead(facilitator.user, facilitator, begun), "This round is over")


def test_coming_back_later(begun, member, other_member, facilitator):
    may_later = rules.may_come_later
    assert may_later(facilitator.user, facilitator, turn_of(member))
    assert refused(may_later(member.user, member, turn_of(member)), "those who lead")
    begun.turns.filter(seat=other_member).update(state=Turn.State.PASSED)
    assert refused(may_later(facilitator.user, facilitator, turn_of(member)), "Nobody else is still to come")


def test_giving_the_turn(begun, member, facilitator, stranger):
    may_give = rules.may_give_turn
    assert may_give(facilitator.user, facilitator, begun, member)
    assert refused(may_give(member.user, member, begun, member), "those who lead")
    assert refused(may_give(facilitator.user, facilitator, begun, stranger), "no seat in your group")
    assert refused(may_give(facilitator.user, facilitator, begun, facilitator), "need no turn")
    member.left_at = timezone.now()
    assert refused(may_give(facilitator.user, facilitator, begun, member), "no seat in your group")


# --- One's own turn -----------------------------------------------------------------------
def test_ending_ones_own_turn(begun, member, other_member):
    def may_end(actor, turn, state=Turn.State.SPOKE):
        return rules.may_end_turn(actor.user, actor, turn, state)

    assert may_end(member, turn_of(member))
    assert may_end(other_member, turn_of(other_member), Turn.State.LISTENING)
    assert refused(may_end(other_member, turn_of(other_member)), "comes a little later")
    assert refused(may_end(other_member, turn_of(member)), "somebody else’s turn")
    assert refused(
        rules.may_end_turn(member.user, None, turn_of(member), "spoke"), "for members of the group"
    )
    begun.turns.filter(seat=member).update(state=Turn.State.SKIPPED)
    assert refused(may_end(member, turn_of(member)), "The turn has moved on. Raise your hand")
    Round.objects.update(ended_at=timezone.now())
    assert refused(may_end(member, turn_of(member)), "This round is over")


def test_a_break_is_no_end_of_a_turn(begun, member):
    Sign.objects.create(room=begun.room, seat=member, kind=Sign.Kind.BREAK)

    assert may_say(member)
