""" "I need help now": a page to staff, with a clock."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from community.audit.models import Entry
from groups.actions.call import answer_call, call_staff
from groups.actions.room import close_meeting
from groups.actions.seat import mute
from groups.models import HelpCall, Room
from groups.scene import call_of, panel_of
from moderation.actions.call import take_call
from tests import cast

pytestmark = pytest.mark.django_db


def test_a_call_is_one_however_often_pressed(meeting, member):
    first = call_staff(room=member.group.room, caller=member)
    second = call_staff(room=member.group.room, caller=member)

    assert first == second
    assert first.called_at == second.called_at
    assert Entry.objects.filter(action="help.called").count() == 1


def test_staff_see_the_call_until_somebody_takes_it(meeting, member, facilitator):
    call = call_staff(room=member.group.room, caller=member)
    assert member.alias in panel_of(Room.objects.select_related("group").get())

    answer_call(call=call, actor=facilitator)
    answer_call(call=call, actor=facilitator)

    call.refresh_from_db()
    assert call.answered_by == facilitator.user
    assert Entry.objects.filter(action="help.answered").count() == 1
    assert not HelpCall.objects.open().exists()


def test_a_new_call_can_be_made_after_an_answer(meeting, member, facilitator):
    answer_call(call=call_staff(room=member.group.room, caller=member), actor=facilitator)

    call_staff(room=member.group.room, caller=member)

    assert HelpCall.objects.open().count() == 1


def test_one_cannot_call_into_a_room_of_others_or_answer_there(meeting, member, stranger):
    with pytest.raises(PermissionDenied):
        call_staff(room=member.group.room, caller=stranger)
    call = call_staff(room=member.group.room, caller=member)
    with pytest.raises(PermissionDenied):
        answer_call(call=call, actor=stranger)
    with pytest.raises(PermissionDenied):
        answer_call(call=call, actor=cast.lead(cast.make_staff("facilitator"), stranger.group))


@pytest.fixture
def told(monkeypatch):
    """What went to people's own pages."""
    frames = []
    keep = lambda audience, news, **facts: frames.append((audience, news, facts))  # noqa: E731
    monkeypatch.setattr("groups.actions.room.publish", keep)
    return lambda seat: [
        facts["parts"]["call"]
        for to, news, facts in frames
        if (to, news) == (seat.user.audience, "own.scene") and "call" in facts["parts"]
    ]


def test_the_caller_is_told_who_has_their_call_and_nobody_else_is(
    meeting, member, other_member, facilitator, told
):
    answer_call(call=call_staff(room=member.group.room, caller=member), actor=facilitator)

    called, taken = told(member)
    assert "It stands on their screen" in called
    assert "Anna has your call and is with you." in taken
    assert told(other_member) == []


def test_a_moderator_who_takes_it_is_called_one(meeting, member, moderator, told):
    take_call(call=call_staff(room=member.group.room, caller=member), actor=moderator)

    assert "Oskari of the moderators has your call" in told(member)[-1]


def test_a_taken_call_stays_on_the_panel_with_who_has_it(meeting, member, facilitator):
    answer_call(call=call_staff(room=member.group.room, caller=member), actor=facilitator)

    panel = panel_of(member.group.room)
    assert "needs help now" not in panel
    assert "Anna is with them, since" in panel
    assert reverse("groups:member_line", args=[member.pk]) in panel  # to write to them, and to nobody else


def test_an_old_answer_does_not_stand_beside_a_new_call(meeting, member, facilitator):
    room = member.group.room
    answer_call(call=call_staff(room=room, caller=member), actor=facilitator)

    call_staff(room=room, caller=member)

    assert "has your call" not in call_of(room, member)
    assert "You called the staff at" in call_of(room, member)


def test_an_answer_ends_with_the_meeting_and_a_waiting_call_does_not(
    meeting, member, other_member, facilitator, told
):
    room = member.group.room
    answer_call(call=call_staff(room=room, caller=member), actor=facilitator)
    call_staff(room=room, caller=other_member)

    close_meeting(meeting=meeting, actor=facilitator)

    assert told(member)[-1] == call_of(room, member) == ""
    assert "You called" in call_of(room, other_member)
    assert "is with them" not in panel_of(room)


def test_an_answer_of_long_ago_says_nothing_any_more(meeting, member, facilitator):
    call = call_staff(room=member.group.room, caller=member)
    answer_call(call=call, actor=facilitator)

    HelpCall.objects.update(answered_at=timezone.now() - timedelta(minutes=31))

    assert call_of(member.group.room, member) == ""


def test_a_taken_call_lets_a_muted_caller_speak(meeting, member, facilitator):
    mute(membership=member, actor=facilitator, minutes=30)

    answer_call(call=call_staff(room=member.group.room, caller=member), actor=facilitator)

    member.refresh_from_db()
    assert not member.is_muted
    assert Entry.objects.get(action="seat.unmuted").facts == {"because": "help"}
