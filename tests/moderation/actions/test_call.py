"""Taking a call for help from above."""

import pytest
from django.core.exceptions import PermissionDenied

from community.audit.models import Entry
from groups.actions.call import answer_call, call_staff
from groups.models import HelpCall
from moderation.actions.call import take_call
from tests import cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def call(meeting, member):
    return call_staff(room=member.group.room, caller=member)


def loaded(call):
    """The call as the list loads it."""
    return HelpCall.objects.select_related("room__group").get(pk=call.pk)


def test_a_moderator_takes_a_call_and_it_waits_no_longer(call, moderator):
    take_call(call=loaded(call), actor=moderator)

    call.refresh_from_db()
    assert call.answered_by == moderator
    assert not HelpCall.objects.open().exists()
    assert Entry.objects.filter(action="help.taken", actor_id=moderator.pk).count() == 1


def test_a_call_the_groups_staff_have_taken_stays_theirs(call, facilitator, moderator):
    answer_call(call=call, actor=facilitator)

    with pytest.raises(PermissionDenied, match="already taken"):
        take_call(call=loaded(call), actor=moderator)

    call.refresh_from_db()
    assert call.answered_by == facilitator.user


def test_of_two_who_press_at_once_the_first_has_it(call, moderator):
    """Both pages were loaded while the call was open."""
    second = cast.make_staff("safeguarding")
    before = loaded(call)
    take_call(call=loaded(call), actor=moderator)

    take_call(call=before, actor=second)

    call.refresh_from_db()
    assert call.answered_by == moderator
    assert Entry.objects.filter(action="help.taken").count() == 1


def test_the_groups_own_people_do_not_take_calls_from_above(call, facilitator, other_member):
    for user in (facilitator.user, other_member.user):
        with pytest.raises(PermissionDenied, match="This list is for moderators"):
            take_call(call=loaded(call), actor=user)

    assert HelpCall.objects.open().count() == 1
