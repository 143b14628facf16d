"""What those on watch see of a room that waits: that it does, since when, and whom they can reach."""

import pytest
from django.urls import reverse

from groups.models import Paged, Paging
from tests import cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def paging(group, facilitator):
    return Paging.objects.create(room=group.room, kind="staffing", step=2)


def page(client, person):
    client.force_login(person)
    return client.get(reverse("moderation:reports")).content.decode()


def test_a_waiting_room_is_on_the_list_with_whom_to_reach(client, paging, moderator, coordinator, member):
    words = page(client, moderator)

    assert "Thursday group" in words
    assert "It is led by Anna." in words
    assert "Its plans are known to Sari." in words
    assert "You cannot go into the room from here." in words
    assert reverse("groups:room", args=[paging.room_id]) not in words
    assert member.alias not in words
    assert "<title>(1)" in words


def test_only_who_was_asked_can_say_that_they_see_to_it(client, paging, moderator):
    assert "I see to it" not in page(client, moderator)

    Paged.objects.create(paging=paging, user=moderator)
    assert "I see to it" in page(client, moderator)

    client.post(reverse("groups:take_page", args=[paging.pk]))
    assert "You said that you see to it." in page(client, moderator)


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_the_same_for_one_room_and_for_three(
    client, moderator, coordinator, count, django_assert_num_queries
):
    for number in range(count):
        group = cast.make_group(name=f"Group {number}")
        cast.lead(cast.make_staff("facilitator"), group)
        Paged.objects.create(paging=Paging.objects.create(room=group.room, kind="staffing"), user=moderator)
    page(client, moderator)

    with django_assert_num_queries(19):
        page(client, moderator)
