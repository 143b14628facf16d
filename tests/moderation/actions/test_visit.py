"""A room entered from outside: with a reason, for half an hour, each page written down."""

import pytest
from django.core.exceptions import PermissionDenied

from community.audit.models import Entry
from groups.models import Room, Visit
from moderation.actions.visit import enter, leave, read
from tests import cast
from tests.moderation.watching import on

pytestmark = pytest.mark.django_db


@pytest.fixture
def visit(meeting, moderator):
    return enter(room=meeting.group.room, actor=moderator, reason="Two reports about this evening.")


def acts():
    return list(Entry.objects.order_by("seq").values_list("action", flat=True))


def test_the_reason_is_sealed_in_the_log_and_the_room_names_them(visit, moderator):
    entry = Entry.objects.get(action="visit.began")

    assert (entry.actor_id, entry.reason) == (moderator.pk, "Two reports about this evening.")
    assert entry.facts == {"room": str(visit.room_id), "minutes": 30}
    assert Room.objects.get().visitor_now == "Oskari"


def test_each_page_is_written_down_and_of_a_page_that_looks_again_what_was_new(visit, moderator):
    read(visit=visit, actor=moderator, revision=3)
    read(visit=visit, actor=moderator, revision=3, is_page=False)
    read(visit=visit, actor=moderator, revision=4, is_page=False)
    read(visit=visit, actor=moderator, revision=4)

    looks = Entry.objects.filter(action="visit.read").order_by("seq")
    assert [entry.facts["revision"] for entry in looks] == [3, 4, 4]


def test_after_half_an_hour_nothing_more_is_read(clock, visit, moderator):
    clock.move(minutes=30)

    with pytest.raises(PermissionDenied, match="Your visit has ended"):
        read(visit=visit, actor=moderator, revision=3)


@pytest.mark.parametrize(("rest", "minutes"), [(10, 10), (50, 30)])
def test_a_duty_that_runs_out_by_the_clock_ends_the_visit(rest, minutes, clock, meeting, moderator):
    on(moderator, hours=rest / 60)
    visit = enter(room=meeting.group.room, actor=moderator, reason="Two reports.")
    assert Entry.objects.get(action="visit.began").facts["minutes"] == minutes

    clock.move(minutes=minutes - 1)
    read(visit=visit, actor=moderator, revision=3)
    clock.move(minutes=1)

    assert not Visit.objects.going_on()
    assert not Room.objects.get().visitor_now
    with pytest.raises(PermissionDenied, match="Your visit has ended"):
        read(visit=visit, actor=moderator, revision=4)


def test_one_leaves_ones_own_visit_once(visit, moderator, another_moderator):
    with pytest.raises(PermissionDenied, match="somebody else’s"):
        leave(visit=visit, actor=another_moderator)
    leave(visit=visit, actor=moderator)
    leave(visit=visit, actor=moderator)

    assert acts().count("visit.ended") == 1
    assert not Room.objects.get().visitor_now


def test_the_second_one_is_told_that_somebody_is_there(visit, another_moderator):
    with pytest.raises(PermissionDenied, match="One visitor"):
        enter(room=Room.objects.select_related("group").get(), actor=another_moderator, reason="Me too.")


def test_of_two_who_come_at_once_one_goes_in(meeting, moderator, another_moderator):
    seen_before = Room.objects.select_related("group").get(pk=meeting.group.room.pk)
    enter(room=meeting.group.room, actor=moderator, reason="Two reports.")

    with pytest.raises(PermissionDenied, match="One visitor"):
        enter(room=seen_before, actor=another_moderator, reason="Two reports.")
    assert Visit.objects.count() == 1


def test_members_do_not_visit(meeting, member):
    with pytest.raises(PermissionDenied, match="checked credential"):
        enter(room=meeting.group.room, actor=cast.make_user(), reason="Just looking.")
