"""Somebody who was asked to come finds it on their own page."""

import pytest
from django.urls import reverse

from groups.actions.call import call_staff
from groups.models import Paged, Paging
from tests import cast
from tests.groups.views.pages import address, page_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def paging(group, facilitator, moderator):
    paging = Paging.objects.create(room=group.room, kind="staffing", step=2)
    for user in (facilitator.user, moderator):
        Paged.objects.create(paging=paging, user=user)
    return paging


def home(client, user):
    client.force_login(user)
    return page_of(client.get(reverse("groups:home")))


def test_those_who_lead_are_shown_the_way_to_the_room(client, paging, facilitator):
    page = home(client, facilitator.user)

    assert "A room waits for its staff" in page
    assert address("room", paging.room) in page.split('id="needed"')[1].split("</section>")[0]


def test_a_moderator_is_shown_what_waits_and_no_way_into_the_room(client, paging, moderator):
    page = home(client, moderator)

    assert reverse("moderation:reports") in page.split('id="needed"')[1].split("</section>")[0]
    assert address("room", paging.room) not in page


def test_saying_that_one_sees_to_it_is_kept(client, paging, moderator):
    client.force_login(moderator)

    answer = client.post(address("take_page", paging))

    assert answer.url == reverse("groups:home")
    assert "You said that you see to it." in home(client, moderator)


def test_nobody_else_reads_of_it(client, paging, member, referrer):
    for user in (member.user, referrer, cast.make_staff("moderator")):
        assert "You are needed" not in home(client, user)
        assert client.post(address("take_page", paging)).status_code == 404


def test_an_old_page_says_kindly_that_it_is_seen_to(client, paging, moderator):
    paging.ended_at = paging.began_at
    paging.save()
    client.force_login(moderator)

    answer = client.post(address("take_page", paging))

    assert answer.status_code == 403
    assert "It is seen to already. Thank you for coming." in page_of(answer)


def test_the_waiting_room_shows_numbers_and_who_was_asked_without_a_script(as_, paging, meeting, member):
    page = page_of(as_(member).get(address("room", paging.room)))

    assert "Nothing you wrote is lost." in page
    assert "Your facilitator and a colleague have been asked to come." in page
    assert 'href="tel:112"' in page


def test_who_called_into_an_empty_room_reads_who_was_asked(as_, group, facilitator, member):
    call_staff(room=group.room, caller=member)

    assert "Your facilitator has been asked to come." in page_of(as_(member).get(address("call", group.room)))


@pytest.mark.parametrize("count", [1, 3])
def test_home_asks_the_same_for_one_and_for_three(client, moderator, count, django_assert_num_queries):
    for number in range(count):
        room = cast.make_group(name=f"Group {number}").room
        Paged.objects.create(paging=Paging.objects.create(room=room, kind="staffing"), user=moderator)
    home(client, moderator)

    with django_assert_num_queries(10):  # four of them ask what is new: groups, forum, directory, moderation
        client.get(reverse("groups:home"))
