"""Exercises: shown to all, done by whoever likes, known as done to staff alone."""

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from community.audit.models import Entry
from groups.actions.exercise import be_done, hide_exercise, show_exercise
from groups.actions.room import begin_quiet, close_meeting, end_quiet
from groups.caring import exercise_lead_of, exercise_of
from groups.models import Room, Sign
from tests import cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def room(meeting):
    return meeting.group.room


def now(room):
    return Room.objects.select_related("group").get(pk=room.pk)


def test_it_is_shown_to_everyone_with_its_steps(room, facilitator, told):
    with told:
        show_exercise(room=room, actor=facilitator, key="feet")
        show_exercise(room=room, actor=facilitator, key="feet")

    (frame,) = told.to(room.audience, "room.scene")
    assert "Put both feet on the floor" in frame["parts"]["exercise"]
    assert "about 2 minutes" in frame["parts"]["exercise"]
    assert Entry.objects.get(action="exercise.shown").facts == {"exercise": "feet"}


def test_another_one_takes_its_place_and_nobody_is_done_yet(room, facilitator, member):
    show_exercise(room=room, actor=facilitator, key="feet")
    be_done(room=room, seat=member)

    show_exercise(room=room, actor=facilitator, key="hands")

    assert "Warm hands" in exercise_of(now(room))
    assert "Nobody has said yet that they are done." in exercise_lead_of(now(room))


def test_who_is_done_is_told_to_staff_alone(room, facilitator, member, other_member, told):
    show_exercise(room=room, actor=facilitator, key="feet")

    with told:
        be_done(room=room, seat=member)
        be_done(room=room, seat=member)

    (frame,) = told.to(room.staff_audience)
    assert member.alias in frame["parts"]["exercise_lead"]
    assert other_member.alias not in frame["parts"]["exercise_lead"]
    assert told.to(room.audience) == []
    assert Sign.objects.get().kind == "done"


def test_it_is_taken_away_with_who_was_done(room, facilitator, member, told):
    show_exercise(room=room, actor=facilitator, key="feet")
    be_done(room=room, seat=member)

    with told:
        hide_exercise(room=room, actor=facilitator)

    assert told.to(room.audience, "room.scene")[0]["parts"]["exercise"] == ""
    assert not Sign.objects.exists()
    assert Entry.objects.get(action="exercise.hidden").facts == {"exercise": "feet"}


def test_it_folds_when_the_quiet_time_it_was_done_in_is_over(room, facilitator, told):
    show_exercise(room=room, actor=facilitator, key="feet")
    begin_quiet(room=room, actor=facilitator, minutes=5)
    assert " open>" in exercise_of(now(room))

    with told:
        end_quiet(room=room, actor=facilitator)

    assert " open>" not in told.to(room.audience)[0]["parts"]["exercise"]
    show_exercise(room=room, actor=facilitator, key="hands")
    assert " open>" in exercise_of(now(room))


def test_it_folds_by_the_clock_too(room, facilitator):
    show_exercise(room=room, actor=facilitator, key="feet")
    begin_quiet(room=room, actor=facilitator, minutes=5)
    Room.objects.update(quiet_until=timezone.now())

    assert " open>" not in exercise_of(now(room))
    show_exercise(room=room, actor=facilitator, key="hands")
    assert now(room).mode == Room.Mode.OPEN_TALK


def test_it_ends_with_the_meeting(room, meeting, facilitator, member):
    show_exercise(room=room, actor=facilitator, key="feet")
    be_done(room=room, seat=member)

    close_meeting(meeting=meeting, actor=facilitator)

    assert now(room).exercise == exercise_of(now(room)) == ""
    assert not Sign.objects.exists()


def test_only_those_who_lead_show_and_hide(room, member):
    for action, facts in ((show_exercise, {"key": "feet"}), (hide_exercise, {})):
        with pytest.raises(PermissionDenied, match="for those who lead the group"):
            action(room=room, actor=member, **facts)


def test_being_done_with_nothing_is_answered_kindly(room, member):
    with pytest.raises(PermissionDenied, match="There was nothing you had to finish"):
        be_done(room=room, seat=member)


@pytest.mark.parametrize("count", [1, 3])
def test_who_is_done_costs_one_query(room, facilitator, count, django_assert_num_queries):
    show_exercise(room=room, actor=facilitator, key="feet")
    for _ in range(count):
        be_done(room=room, seat=cast.seat(cast.make_user(), room.group))
    shown = now(room)

    with django_assert_num_queries(1):
        exercise_lead_of(shown)


def test_a_meeting_remembers_what_was_done_in_it(room, meeting, facilitator):
    for key in ("feet", "hands", "feet"):
        show_exercise(room=room, actor=facilitator, key=key)
    hide_exercise(room=room, actor=facilitator)

    meeting.refresh_from_db()
    assert meeting.exercises == ["feet", "hands"]


def test_an_exercise_between_meetings_belongs_to_none(group, facilitator):
    show_exercise(room=group.room, actor=facilitator, key="feet")

    assert now(group.room).exercise == "feet"
