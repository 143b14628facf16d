"""Somebody from outside in the room: everybody there reads it, from the first moment to the last."""

from datetime import timedelta

import pytest
from django.utils import timezone

from groups import scene
from groups.actions.visit import come, go, see_up_to
from groups.arrivals import arrival_of, shown_to_all
from groups.models import Room, Visit
from groups.sockets import RoomSource
from tests.clock import Clock

pytestmark = pytest.mark.django_db


@pytest.fixture
def clock(monkeypatch):
    return Clock(monkeypatch)


def came(group, moderator):
    return come(
        room=group.room, person=moderator, name="Oskari", until=timezone.now() + timedelta(minutes=30)
    )


def test_everybody_in_the_room_reads_who_came_and_until_when(meeting, moderator, heard_after):
    told = heard_after(came, group=meeting.group, moderator=moderator)

    ((audience, news),) = told
    assert audience == meeting.group.room.audience
    assert "A moderator is here: Oskari, until" in news["parts"]["visitor"]


def test_the_notice_goes_when_they_go(meeting, moderator, heard_after):
    visit = came(meeting.group, moderator)

    told = heard_after(go, visit=visit)

    assert told[0][1]["parts"] == {"visitor": ""}
    assert not Room.objects.get(pk=visit.room_id).visitor_now
    assert not go(visit=visit)


def test_the_notice_goes_by_the_clock_and_open_pages_are_told(meeting, moderator, clock):
    room = came(meeting.group, moderator).room
    source, key = RoomSource(), str(room.pk)
    before = source.counters([key])[key].signature

    clock.move(minutes=30)
    after = source.counters([key])[key].signature

    assert before != after
    ((audience, news),) = source.changed(key, before, after)
    assert audience == room.audience
    assert news["parts"]["visitor"] == ""


def test_one_visitor_at_a_time(meeting, moderator, referrer):
    came(meeting.group, moderator)

    until = timezone.now() + timedelta(minutes=30)
    assert come(room=meeting.group.room, person=referrer, name="Leena", until=until) is None
    assert Visit.objects.count() == 1


def test_coming_in_costs_members_no_question_more(meeting, member, moderator, django_assert_num_queries):
    came(meeting.group, moderator)
    found = arrival_of(room_id=member.group.room.pk, user_id=member.user_id)

    assert "Oskari" in shown_to_all(found)["visitor"]
    with django_assert_num_queries(0):
        scene.everyone(found.room, ("visitor",))


def test_how_far_they_have_read_only_goes_on(meeting, moderator):
    visit = came(meeting.group, moderator)

    assert see_up_to(visit=visit, revision=4)
    assert not see_up_to(visit=visit, revision=4)
    assert not see_up_to(visit=visit, revision=2)
