"""Reading in a room from outside. Who is let in is in tests/access/table.txt."""

from uuid import uuid4

import pytest
from django.urls import reverse

from community.audit.models import Entry
from groups.actions.saying import say
from groups.models import Message, Visit
from tests import cast

pytestmark = pytest.mark.django_db
REASON = {"reason": "Two reports about this evening."}


@pytest.fixture
def watch(client, moderator):
    """The moderator's browser."""
    client.force_login(moderator)
    return client


def door_of(room):
    return reverse("moderation:visit_new", args=[room.pk])


def test_from_the_rooms_through_the_door_with_a_reason(watch, meeting, member, client):
    room = meeting.group.room
    cast.words(member, "What I have to say.")
    cast.words(member, "Held words.", state=Message.State.HELD)
    cast.words(member, "Hidden words.", state=Message.State.HIDDEN)
    assert door_of(room) in watch.get("/rooms/open/").text
    assert "everybody" in watch.get(door_of(room)).text.lower()

    page = watch.post(door_of(room), REASON, follow=True).text

    assert "What I have to say." in page
    assert "Held words." not in page
    assert "Hidden words." not in page
    assert "<textarea" not in page
    client.force_login(member.user)
    assert "A moderator is here: Oskari, until" in client.get(reverse("groups:room", args=[room.pk])).text


def test_without_a_reason_nobody_goes_in(watch, meeting):
    watch.post(door_of(meeting.group.room), {"reason": ""})

    assert not Visit.objects.exists()


def test_the_second_visitor_reads_that_somebody_is_there(watch, meeting, client, another_moderator):
    room = meeting.group.room
    watch.post(door_of(room), REASON)
    client.force_login(another_moderator)

    assert "One visitor at a time" in client.get(door_of(room)).text
    assert "One visitor at a time" in client.post(door_of(room), REASON).text
    assert Visit.objects.count() == 1


def test_after_leaving_the_words_are_not_shown_any_more(watch, meeting, member):
    cast.words(member, "What I have to say.")
    watch.post(door_of(meeting.group.room), REASON)
    visit = Visit.objects.get()
    address = reverse("moderation:visit", args=[visit.pk])
    assert "You are in a room until" in watch.get("/rooms/open/").text

    watch.post(reverse("moderation:visit_end", args=[visit.pk]))

    page = watch.get(address).text
    assert "Your visit has ended" in page
    assert "What I have to say." not in page


def test_between_meetings_there_is_nothing_to_read(watch, group, member):
    watch.post(door_of(group.room), REASON)

    assert (
        "The meeting is over." in watch.get(reverse("moderation:visit", args=[Visit.objects.get().pk])).text
    )


def test_each_page_is_recorded_and_of_a_page_that_asks_by_itself_what_was_new(watch, meeting, member):
    watch.post(door_of(meeting.group.room), REASON)
    address = reverse("moderation:visit", args=[Visit.objects.get().pk])
    looks = Entry.objects.filter(action="visit.read")

    watch.get(address)
    watch.get(address, {"quiet": ""})
    assert looks.count() == 1
    cast.words(member, "What I have to say.")
    watch.get(address, {"quiet": ""})
    assert looks.count() == 2


@pytest.mark.parametrize("rows", [1, 3])
def test_reading_costs_the_same_however_much_was_said(
    rows, watch, meeting, member, django_assert_num_queries
):
    for _number in range(rows):
        cast.words(member, "What I have to say.")
    watch.post(door_of(meeting.group.room), REASON)
    address = reverse("moderation:visit", args=[Visit.objects.get().pk])
    watch.get(address)

    with django_assert_num_queries(18):
        watch.get(address)


def test_the_first_look_is_written_down_however_it_is_asked_for(watch, meeting, member):
    room = meeting.group.room
    say(room=room, author=member, body="What I have to say.", client_id=uuid4())
    watch.post(door_of(room), REASON)
    page = reverse("moderation:visit", args=[Visit.objects.get().pk])

    assert "What I have to say." in watch.get(page + "?quiet").text
    watch.get(page + "?quiet")

    assert Entry.objects.filter(action="visit.read").count() == 1
