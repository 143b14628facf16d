""" "I need help now": a page to staff, with a clock."""

import pytest
from django.core.exceptions import PermissionDenied

from community.audit.models import Entry
from groups.actions.call import answer_call, call_staff
from groups.models import HelpCall, Room
from groups.scene import panel_of
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
