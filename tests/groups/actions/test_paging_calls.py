""" "I need help now" by the clock: who is asked to come when nobody takes it; and seeing to what waits."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from community.audit.models import Entry
from groups.actions import room as run
from groups.actions.call import answer_call, call_staff
from groups.actions.paging import page_due, see_to
from groups.actions.seat import remove
from groups.caring import staffing_of
from groups.models import Meeting, Paging
from groups.scene import call_of
from tests import cast
from tests.groups.actions.asking import asked, pass_time

pytestmark = pytest.mark.django_db


@pytest.fixture
def room(meeting):
    """A room whose meeting was opened and goes on."""
    Meeting.objects.update(opened_at=timezone.now() - timedelta(minutes=20))
    return meeting.group.room


# --- A call for help --------------------------------------------------------------
def test_staff_in_the_room_have_a_call_to_themselves_for_a_minute(
    room, facilitator, colleague, member, moderator
):
    call_staff(room=room, caller=member)
    page_due()
    assert asked() == set()
    assert "asked to come" not in call_of(room, member)

    pass_time(61)
    page_due()
    assert asked() == {"Mikko"}
    assert "Your facilitator has been asked to come." in call_of(room, member)

    pass_time(61)
    page_due()
    assert asked() == {"Mikko", "Oskari"}
    assert "Your facilitator and a colleague have been asked to come." in call_of(room, member)


def test_in_an_empty_room_others_are_asked_at_once(group, facilitator, moderator, told):
    member = cast.seat(cast.make_user(), group, alias="Meri")

    with told:
        call_staff(room=group.room, caller=member)

    assert asked() == {"Anna"}
    own = told.to(member.user.audience, "own.scene")[-1]["parts"]["call"]
    assert "Nobody is in the room" in own
    assert "Your facilitator has been asked to come." in own


def test_the_caller_is_told_of_each_step(room, facilitator, member, moderator, told):
    call_staff(room=room, caller=member)
    pass_time(61)

    with told:
        page_due()

    assert "A colleague on watch has been asked" in told.to(member.user.audience)[-1]["parts"]["call"]


def test_taking_the_call_ends_the_asking(room, facilitator, member, moderator):
    answer_call(call=call_staff(room=room, caller=member), actor=facilitator)
    pass_time(3600)
    page_due()

    assert not Paging.objects.going_on().exists()
    assert asked() == set()


def test_a_call_outlives_its_meeting_until_somebody_takes_it(room, meeting, facilitator, member, moderator):
    call_staff(room=room, caller=member)
    run.close_meeting(meeting=meeting, actor=facilitator)
    pass_time(61)

    page_due()

    assert Paging.objects.going_on().count() == 1
    assert asked() == {"Oskari"}


@pytest.mark.parametrize("way", ["taken", "asked", "seen to", "closed"])
def test_a_caller_who_has_left_is_told_nothing_on_pages_elsewhere(
    room, facilitator, member, moderator, told, way
):
    """They may have one open in another group: neither the room they left nor who answered is told there."""
    call = call_staff(room=room, caller=member)
    pass_time(61)
    page_due()
    pass_time(61)
    page_due()
    if way == "closed":
        answer_call(call=call, actor=facilitator)
    remove(membership=member, actor=facilitator, reason="A promise was broken.")

    with told:
        if way == "taken":
            answer_call(call=call, actor=facilitator)
        elif way == "asked":
            pass_time(121)
            page_due()
        elif way == "seen to":
            see_to(paging=Paging.objects.select_related("room__group").get(call=call), actor=moderator)
        else:
            run.close_meeting(meeting=room.group.meetings.get(), actor=facilitator)

    assert told.to(member.user.audience) == []
    assert told.to(room.staff_audience) != []


def test_a_caller_whose_account_is_gone_is_told_nothing(room, facilitator, member, moderator):
    call_staff(room=room, caller=member)
    member.user.delete()
    pass_time(61)

    page_due()

    assert asked() == {"Oskari"}


# --- Seeing to it -----------------------------------------------------------------
def test_somebody_who_sees_to_it_is_named_and_the_next_are_left_in_peace(
    lost, facilitator, moderator, safeguarding
):
    page_due()
    pass_time(61)
    page_due()

    see_to(paging=Paging.objects.get(), actor=moderator)
    see_to(paging=Paging.objects.get(), actor=moderator)

    assert "Oskari knows and sees to it." in staffing_of(lost)
    pass_time(200)
    page_due()
    assert "Riitta" not in asked()
    pass_time(200)
    page_due()
    assert "Riitta" in asked()
    assert Entry.objects.filter(action="paging.seen").count() == 1


def test_who_sees_to_a_call_is_told_to_the_caller(group, facilitator, told):
    member = cast.seat(cast.make_user(), group, alias="Meri")
    call_staff(room=group.room, caller=member)

    with told:
        see_to(paging=Paging.objects.get(), actor=facilitator.user)

    assert "Anna knows and sees to it." in told.to(member.user.audience)[-1]["parts"]["call"]


def test_what_has_ended_says_so_kindly(lost, facilitator):
    page_due()
    Paging.objects.update(ended_at=timezone.now())

    with pytest.raises(PermissionDenied, match="It is seen to already"):
        see_to(paging=Paging.objects.get(), actor=facilitator.user)
