"""Who may enter a room from outside the group."""

from datetime import timedelta

import pytest
from django.utils import timezone

from groups.models import Visit
from moderation import rules
from tests import cast

pytestmark = pytest.mark.django_db


def test_those_on_watch_may(group, moderator, lead):
    assert rules.may_visit(moderator, group.room, None)
    assert rules.may_visit(lead, group.room, None)


def test_nobody_without_the_duty_and_its_proof(group, coordinator, facilitator):
    for person in (coordinator, facilitator.user, cast.make_staff("moderator", step=False)):
        assert "checked credential" in rules.may_visit(person, group.room, None).reason


def test_whoever_has_a_seat_goes_in_by_it(group, moderator):
    seat = cast.seat(moderator, group)

    assert "your own chair" in rules.may_visit(moderator, group.room, seat).reason


def test_an_ended_group_is_left_alone(group, moderator):
    group.room.group.ended_at = timezone.now()

    assert "has ended" in rules.may_visit(moderator, group.room, None).reason


def test_one_visitor_at_a_time(group, moderator):
    group.room.visitor, group.room.visited_until = "Petra", timezone.now() + timedelta(minutes=1)

    assert "One visitor" in rules.may_visit(moderator, group.room, None).reason


def test_one_reads_in_ones_own_visit_while_it_lasts(group, moderator, another_moderator):
    visit = Visit(room=group.room, person=moderator, until=timezone.now() + timedelta(minutes=1))

    assert rules.may_read_on(moderator, visit)
    assert "somebody else’s" in rules.may_read_on(another_moderator, visit).reason
    visit.ended_at = timezone.now()
    assert "has ended" in rules.may_read_on(moderator, visit).reason
    moderator.roles_claimed.clear()
    assert "somebody else’s" in rules.may_read_on(moderator, visit).reason
