"""The check-in by plain pages: it works by keyboard and without JavaScript."""

import pytest
from django.utils import timezone

from groups.models import CheckIn
from tests import cast
from tests.groups.views.pages import address, page_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked(room, meeting, as_, facilitator):
    meeting.opened_at = timezone.now()
    meeting.save()
    as_(facilitator).post(address("check_open", room), {"kind": "in"})
    room.refresh_from_db()
    return room


def test_a_member_answers_from_the_rooms_own_page(as_, asked, member):
    page = page_of(as_(member).get(address("room", asked)))
    assert page.count('name="mood"') == 12  # 0 to 10, and "I would rather not say"
    assert "I would rather not say" in page
    assert 'name="csrfmiddlewaretoken"' in page.split('id="check"')[1].split("</form>")[0]

    answer = as_(member).post(address("check", asked), {"kind": "in", "mood": "6"})

    assert answer.url == address("room", asked)
    assert CheckIn.objects.get().answers == {"mood": 6}
    assert "Kept. You can change it while it is open." in page_of(as_(member).get(address("room", asked)))


@pytest.mark.parametrize("sent", [{}, {"mood": ""}])
def test_saying_nothing_is_an_answer(as_, asked, member, sent):
    assert as_(member).post(address("check", asked), {"kind": "in"} | sent).status_code == 302

    assert CheckIn.objects.get().answers == {}
    assert "You would rather not say." in page_of(as_(member).get(address("check", asked)))


@pytest.mark.parametrize("sent", [{"kind": "in", "mood": "11"}, {"kind": "x", "mood": "1"}, {}])
def test_what_the_form_does_not_offer_is_not_kept(as_, asked, member, sent):
    answer = as_(member).post(address("check", asked), sent)

    assert answer.status_code == 403
    assert "These questions are closed now." in page_of(answer)
    assert not CheckIn.objects.exists()


def test_one_reads_ones_own_earlier_answers_and_nobody_elses(as_, asked, member, other_member):
    as_(member).post(address("check", asked), {"kind": "in", "mood": "2"})

    assert "How are you just now? 2" in page_of(as_(member).get(address("check", asked)))
    assert "What you answered" not in page_of(as_(other_member).get(address("check", asked)))
    assert "What you answered" not in page_of(as_(other_member).get(address("room", asked)))


def test_staff_open_and_close_it_from_the_console(as_, asked, facilitator):
    page = page_of(as_(facilitator).get(address("room", asked)))
    assert "The check-in is open on every member’s page." in page
    assert "Fewer than five have answered" in page_of(as_(facilitator).get(address("check", asked)))

    as_(facilitator).post(address("check_close", asked))
    asked.refresh_from_db()
    assert asked.asks == ""


def test_a_trained_peer_is_asked_nothing(as_, asked, group):
    peer = cast.seat(cast.make_staff("facilitator", credential=False), group, alias="Paju", part="peer")

    assert "Nothing is asked just now." in page_of(as_(peer).get(address("check", asked)))


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_asks_the_same_however_many_answers(as_, asked, member, count, django_assert_num_queries):
    for number in range(count):
        meeting = cast.make_meeting(asked.group, starts_in=-7 * 24 * 60 * (number + 1))
        row = CheckIn(meeting=meeting, seat=member, kind="out")
        row.answer({"mood": 5})
        row.save()
    client = as_(member)
    client.get(address("check", asked))

    with django_assert_num_queries(8):
        client.get(address("check", asked))


# --- The group over time, for its staff -------------------------------------------------------
def answered(meeting, seats, moods):
    for seat, mood in zip(seats, moods, strict=False):
        row = CheckIn(meeting=meeting, seat=seat, kind="in")
        row.answer({"mood": mood})
        row.tell("mood")
        row.save()


@pytest.fixture
def five(group):
    return [cast.seat(cast.make_user(), group) for _ in range(5)]


def test_staff_read_their_group_over_time_from_five_people_up(as_, group, facilitator, five):
    answered(cast.make_meeting(group, starts_in=-14 * 24 * 60), five, (2, 4, 6, 8, 9))
    answered(cast.make_meeting(group, starts_in=-7 * 24 * 60), five, (1, 1, 1, 1))
    cast.make_meeting(group, starts_in=7 * 24 * 60)

    page = page_of(as_(facilitator).get(address("group_over_time", group)))

    assert page.count("The middle answer is") == 1
    assert "The middle answer is 6 of 10. 5 have answered." in page
    assert page.count("Too few answers to show.") == 1


def test_nobody_else_reads_it(as_, group, facilitator, member, stranger):
    assert as_(member).get(address("group_over_time", group)).status_code == 403
    assert as_(stranger).get(address("group_over_time", group)).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_it_costs_the_same_however_many_meetings_there_were(
    as_, group, facilitator, five, count, django_assert_num_queries
):
    for number in range(count):
        answered(cast.make_meeting(group, starts_in=-(number + 1) * 7 * 24 * 60), five, (2, 4, 6, 8, 9))
    client = as_(facilitator)
    client.get(address("group_over_time", group))

    with django_assert_num_queries(8):  # who it is in two, duties, group with texts, seat; meetings, answers
        client.get(address("group_over_time", group))
