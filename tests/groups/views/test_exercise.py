"""Exercises by plain pages."""

import html
from datetime import timedelta

import pytest

from groups.exercises import CATALOGUE
from groups.models import Membership, Sign
from tests import cast
from tests.groups.views.pages import address, page_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def shown(as_, room, facilitator):
    as_(facilitator).post(address("exercise_show", room), {"key": "feet"})
    room.refresh_from_db()
    return room


def test_staff_show_it_and_members_find_it_on_their_page(as_, shown, member, facilitator):
    assert "Put both feet on the floor" in page_of(as_(member).get(address("room", shown)))
    assert "Shown to everyone: Feet on the floor." in page_of(as_(facilitator).get(address("room", shown)))


def test_a_member_says_that_they_are_done_and_reads_that_staff_know(as_, shown, member, facilitator):
    page = page_of(as_(member).post(address("exercise_done", shown), follow=True))

    assert "Staff see that you are done. Rest a little; nobody is in a hurry." in page
    assert Sign.objects.get().seat == member
    lead = page_of(as_(facilitator).get(address("room", shown))).split('id="exercise-lead"')[1]
    assert member.alias in lead.split("</section>")[0]


def test_a_live_page_needs_only_the_outcome(as_, shown, member):
    answer = as_(member).post(address("exercise_done", shown), headers={"X-Live": "1"})

    assert (answer.status_code, answer.content) == (204, b"")


def test_ending_it_and_an_exercise_nobody_knows(as_, shown, facilitator):
    as_(facilitator).post(address("exercise_show", shown), {"key": "handstand"})
    shown.refresh_from_db()
    assert shown.exercise == ""

    as_(facilitator).post(address("exercise_show", shown), {"key": "hands"})
    as_(facilitator).post(address("exercise_hide", shown))
    shown.refresh_from_db()
    assert shown.exercise == ""


# --- By oneself -------------------------------------------------------------------------------
def test_every_step_has_its_page_and_stopping_is_always_there(as_, member):
    client = as_(member)
    steps = CATALOGUE["hands"].steps

    for number, step in enumerate(steps, start=1):
        page = page_of(client.get(f"/exercises/hands/{number}/"))
        assert str(step) in html.unescape(page)
        assert f"Step {number} of {len(steps)}" in page
        assert "Stop here" in page
        assert f"/exercises/hands/{number + 1}/" in page
        assert ("Back" in page.partition("<main")[2].partition("</main>")[0]) is (number > 1)

    end = page_of(client.get(f"/exercises/hands/{len(steps) + 1}/"))
    assert "Write something down" in end
    assert "/notebook/new/" in end


@pytest.mark.parametrize("path", ["hands/0/", "hands/5/", "handstand/1/"])
def test_there_is_no_step_beyond_the_end(as_, member, path):
    assert as_(member).get(f"/exercises/{path}").status_code == 404


def test_those_of_the_last_meeting_come_first(as_, meeting, member, shown):
    page = page_of(as_(member).get("/exercises/"))

    lately, _heading, others = page.partition('id="others"')
    assert "From the last meeting" in lately
    assert "Feet on the floor" in lately
    assert "Feet on the floor" not in others
    assert "Warm hands" in others


def test_what_a_group_did_before_one_came_is_not_told(as_, meeting, shown, other_member):
    Membership.objects.filter(pk=other_member.pk).update(joined_at=meeting.ends_at)

    assert "From the last meeting" not in page_of(as_(other_member).get("/exercises/"))


def test_another_groups_meeting_is_not_told(as_, shown, stranger):
    assert "From the last meeting" not in page_of(as_(stranger).get("/exercises/"))


@pytest.mark.parametrize("count", [1, 3, 300])
def test_the_list_costs_the_same_however_many_meetings_there_were(
    as_, member, count, django_assert_num_queries
):
    for number in range(count):
        cast.make_meeting(member.group, starts_in=-7 * 24 * 60 * (number + 1), exercises=["feet"])
    Membership.objects.update(joined_at=member.joined_at - timedelta(days=60))
    client = as_(member)
    client.get("/exercises/")

    with django_assert_num_queries(4):  # who it is in two, the frame’s duties, and the meeting
        client.get("/exercises/")
