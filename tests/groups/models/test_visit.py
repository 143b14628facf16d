"""A presence from outside: as long as its time, and one's own to see."""

from datetime import timedelta

import pytest
from django.utils import timezone

from groups.models import Visit
from tests import cast
from tests.clock import Clock

pytestmark = pytest.mark.django_db


@pytest.fixture
def clock(monkeypatch):
    return Clock(monkeypatch)


@pytest.fixture
def visit(group, moderator, clock):
    now = timezone.now()
    return Visit.objects.create(
        room=group.room, person=moderator, began_at=now, until=now + timedelta(minutes=30)
    )


def test_it_goes_on_until_its_time_is_over(visit, clock):
    assert visit.is_going_on
    assert Visit.objects.going_on().get() == visit

    clock.move(minutes=30)
    assert not visit.is_going_on
    assert not Visit.objects.going_on()


def test_or_until_it_is_ended(visit):
    visit.ended_at = timezone.now()

    assert not visit.is_going_on


def test_it_is_known_to_whoever_is_there(visit, moderator):
    assert Visit.objects.visible_to(moderator).get() == visit
    assert not Visit.objects.visible_to(cast.make_user())
    assert str(visit) == str(visit.pk)


def test_a_room_says_who_is_there_by_the_clock(visit, clock):
    room = visit.room
    assert room.visitor_now == ""

    room.visitor, room.visited_until = "Oskari", visit.until
    assert room.visitor_now == "Oskari"
    clock.move(minutes=30)
    assert room.visitor_now == ""
