"""Check-in and check-out: asked of all, answered by each for themselves, told to staff as a whole only."""

import json

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from community.audit.models import Entry
from groups.actions.checkin import answer_check, close_check, erase_checks, open_check, own_checks
from groups.actions.room import close_meeting
from groups.caring import check_group_of, check_of
from groups.models import CheckIn, Room
from tests import cast

pytestmark = pytest.mark.django_db
HELP = "You need not carry it alone"


@pytest.fixture
def room(meeting):
    meeting.opened_at = timezone.now()
    meeting.save()
    return meeting.group.room


@pytest.fixture
def group_of_eight(group, facilitator):
    return [cast.seat(cast.make_user(), group) for _ in range(8)]


def answer(room, seat, kind="in", **answers):
    answer_check(room=room, seat=seat, kind=kind, answers=answers)


def now(room):
    return Room.objects.select_related("group").get(pk=room.pk)


def test_opening_puts_the_questions_on_every_members_page(room, facilitator, member, other_member, told):
    with told:
        open_check(room=room, actor=facilitator, kind="out")
        open_check(room=room, actor=facilitator, kind="out")

    for seat in (member, other_member):
        (frame,) = told.to(seat.user.audience, "own.scene")
        assert "Did you feel safe here today?" in frame["parts"]["check"]
    assert told.to(facilitator.user.audience) == []
    assert "Check-out" in told.to(room.audience, "room.scene")[0]["parts"]["asks"]
    assert Entry.objects.get(action="check.opened").facts == {"kind": "out"}


def test_a_check_in_asks_one_thing_and_a_check_out_three(room, facilitator, member):
    open_check(room=room, actor=facilitator, kind="in")
    asked = check_of(now(room), member)
    assert "How are you just now?" in asked
    assert "feel heard" not in asked

    open_check(room=room, actor=facilitator, kind="out")
    assert "Did you feel heard today?" in check_of(now(room), member)


def test_an_answer_is_kept_shown_to_oneself_and_may_be_changed(room, facilitator, member, told):
    open_check(room=room, actor=facilitator, kind="in")

    with told:
        answer(room, member, mood=7)
        answer(room, member, mood=None)
        answer(room, member, mood=8)

    assert CheckIn.objects.get().answers == {"mood": 8}
    assert 'value="8" aria-describedby="check-mood-ends" checked' in check_of(now(room), member)
    assert {frame["type"] for frame in told.to(member.user.audience)} == {"own.scene"}


def test_nobody_else_is_told_of_an_answer(room, facilitator, member, other_member, told):
    open_check(room=room, actor=facilitator, kind="in")

    with told:
        answer(room, member, mood=0)

    assert told.to(room.audience) == told.to(room.staff_audience) == told.to(other_member.user.audience) == []
    assert told.to(facilitator.user.audience) == []
    assert not Entry.objects.exclude(action="check.opened").exists()
    assert "0" not in json.dumps(Entry.objects.get().facts)


@pytest.mark.parametrize("answers", [{"mood": 3}, {"safe": 0}, {"mood": 9, "safe": 2}])
def test_a_low_answer_shows_help_to_that_person(room, facilitator, member, other_member, answers):
    open_check(room=room, actor=facilitator, kind="out")
    answer(room, member, kind="out", **answers)
    answer(room, other_member, kind="out", mood=4, safe=4, heard=0)

    own = check_of(now(room), member)
    assert HELP in own
    assert 'href="tel:112"' in own
    assert f'href="/rooms/{room.pk}/call/"' in own
    assert HELP not in check_of(now(room), other_member)
    assert HELP not in check_group_of(now(room))


def test_help_stays_when_the_questions_close(room, meeting, facilitator, member, other_member):
    open_check(room=room, actor=facilitator, kind="out")
    answer(room, member, kind="out", mood=1)
    answer(room, other_member, kind="out", mood=9)

    close_check(room=room, actor=facilitator)
    close_check(room=room, actor=facilitator)

    own = check_of(now(room), member)
    assert HELP in own
    assert "<form" not in own
    assert check_of(now(room), other_member) == ""
    assert Entry.objects.filter(action="check.closed").count() == 1


def test_staff_see_the_group_from_five_answers_up(room, facilitator, group_of_eight, told):
    open_check(room=room, actor=facilitator, kind="in")
    for seat, mood in zip(group_of_eight[:4], (2, 5, 6, 7), strict=True):
        answer(room, seat, mood=mood)
    assert "Fewer than five have answered" in check_group_of(now(room))

    with told:
        answer(room, group_of_eight[4], mood=8)

    words = told.to(room.staff_audience, "staff.scene")[0]["parts"]["check_group"]
    assert "The middle answer is 6 of 10. 5 have answered." in words
    assert "Most lie close together." in words
    assert not any(seat.alias in words for seat in group_of_eight)


def test_staffs_view_is_made_anew_with_three_more_and_not_before(room, facilitator, group_of_eight, told):
    open_check(room=room, actor=facilitator, kind="in")
    for seat, mood in zip(group_of_eight[:5], (2, 5, 6, 7, 8), strict=True):
        answer(room, seat, mood=mood)
    before = check_group_of(now(room))

    with told:
        for seat, mood in zip(group_of_eight[5:7], (0, 10), strict=True):
            answer(room, seat, mood=mood)
        answer(room, group_of_eight[5], mood=1)
    assert check_group_of(now(room)) == before
    assert told.to(room.staff_audience) == []

    answer(room, group_of_eight[7], mood=4)
    assert "8 have answered" in check_group_of(now(room))


def test_answers_to_what_is_closed_are_refused_in_kind_words(room, facilitator, member):
    with pytest.raises(PermissionDenied, match="These questions are closed now"):
        answer(room, member, mood=5)
    open_check(room=room, actor=facilitator, kind="in")
    with pytest.raises(PermissionDenied, match="These questions are closed now"):
        answer(room, member, kind="out", mood=5)
    with pytest.raises(PermissionDenied, match="These questions are for the members"):
        answer(room, facilitator, mood=5)
    assert not CheckIn.objects.exists()


def test_only_those_who_lead_open_and_close(room, member):
    with pytest.raises(PermissionDenied, match="for those who lead the group"):
        open_check(room=room, actor=member, kind="in")
    with pytest.raises(PermissionDenied, match="for those who lead the group"):
        close_check(room=room, actor=member)


def test_before_the_meeting_is_on_nothing_is_asked(group, facilitator):
    with pytest.raises(PermissionDenied, match="once the meeting is on"):
        open_check(room=group.room, actor=facilitator, kind="in")


def test_it_closes_with_the_meeting(room, meeting, facilitator, member, told):
    open_check(room=room, actor=facilitator, kind="out")

    with told:
        close_meeting(meeting=meeting, actor=facilitator)

    assert now(room).asks == ""
    assert told.to(member.user.audience, "own.scene")[0]["parts"]["check"] == ""


# --- One's own data -----------------------------------------------------------------------------
def test_ones_own_answers_are_handed_out_and_nobody_elses(room, facilitator, member, other_member):
    open_check(room=room, actor=facilitator, kind="in")
    answer(room, member, mood=7)
    answer(room, other_member, mood=2)

    (row,) = own_checks(account=member.user)

    assert (row["kind"], row["mood"]) == ("in", 7)
    assert row["answered_at"]


def test_erasing_ones_answers_leaves_no_summary_to_compare(room, facilitator, group_of_eight):
    open_check(room=room, actor=facilitator, kind="in")
    for number, seat in enumerate(group_of_eight):
        answer(room, seat, mood=(1, 9, 4, 8, 0, 6, 2, 10)[number])
    first = group_of_eight[0]
    assert any(row.told for row in CheckIn.objects.all())

    assert erase_checks(account=first.user) == 1
    assert erase_checks(account=first.user) == 0

    assert own_checks(account=first.user) == []
    left = list(CheckIn.objects.all())
    assert len(left) == 7
    assert all(row.answers and not row.told for row in left)


def test_erasing_what_was_in_no_summary_changes_nothing_else(room, facilitator, member, other_member):
    open_check(room=room, actor=facilitator, kind="in")
    answer(room, member, mood=7)
    answer(room, other_member, mood=2)

    erase_checks(account=member.user)

    assert CheckIn.objects.get().answers == {"mood": 2}
