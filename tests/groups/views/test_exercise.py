"""Exercises by plain pages."""

import pytest

from groups.models import Sign
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
