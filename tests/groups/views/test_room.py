"""The room's page and its controls, as a browser without JavaScript has them."""

import datetime
import uuid

import pytest
from django.urls import reverse
from django.utils import timezone

from groups.models import Membership, Message, OnDuty, Room
from tests import cast
from tests.groups.views.pages import address, page_of

pytestmark = pytest.mark.django_db


# --- Seeing -------------------------------------------------------------------
def test_a_member_sees_the_room_from_their_own_chair(as_, room, member, other_member):
    cast.words(other_member, "The buns were still warm.")

    page = page_of(as_(member).get(address("room", room)))

    assert "The buns were still warm." in page
    assert f'data-me="{member.pk}"' in page
    assert 'role="log" aria-live="off"' in page
    assert '<span class="seat__name">You</span>' in page
    assert "Waits for you" not in page
    assert reverse("groups:room_pause", args=[room.pk]) not in page


def test_titles_and_headings_say_nothing_about_why_people_come(as_, room, member):
    page = page_of(as_(member).get(address("room", room)))

    assert "<title>Room · Vierelle</title>" in page


def test_somebody_without_a_seat_learns_nothing(as_, room, stranger):
    assert as_(stranger).get(address("room", room)).status_code == 404


def test_someone_who_left_is_refused_at_once(as_, room, member):
    Membership.objects.filter(pk=member.pk).update(left_at=timezone.now())

    assert as_(member).get(address("room", room)).status_code == 404


def test_a_facilitator_without_a_second_step_is_told_what_is_missing(as_, room):
    user = cast.make_staff("facilitator", step=False)
    seat = cast.lead(user, room.group, alias="Bea")

    response = as_(seat).get(address("room", room))

    assert response.status_code == 403
    assert "second step" in page_of(response)


def test_a_facilitator_has_what_waits_first_in_the_page(as_, room, facilitator, member):
    cast.words(member, "Is this all right to say?", state=Message.State.HELD)

    page = page_of(as_(facilitator).get(address("room", room)))

    assert "Is this all right to say?" in page
    assert page.index('id="waits"') < page.index('id="said"')


def test_held_words_are_on_nobody_elses_page(as_, room, member, other_member):
    cast.words(member, "Only for reading first.", state=Message.State.HELD)

    page = page_of(as_(other_member).get(address("room", room)))

    assert "Only for reading first." not in page


def test_own_held_words_are_on_ones_own_page(as_, room, member):
    cast.words(member, "Only for reading first.", state=Message.State.HELD)

    page = page_of(as_(member).get(address("room", room)))

    assert "Only for reading first." in page
    assert "Only you and staff see this." in page


def test_hidden_words_are_on_nobodys_page(as_, room, facilitator, member):
    cast.words(member, "Jari Virtanen", state=Message.State.HIDDEN, decided_by=facilitator.user)

    for seat in (member, facilitator):
        page = page_of(as_(seat).get(address("room", room)))
        assert "Jari Virtanen" not in page
        assert "Anna hid this message." in page


@pytest.mark.parametrize("seat", ["member", "facilitator"])
@pytest.mark.parametrize("count", [1, 50])
def test_the_room_asks_the_database_the_same_however_much_was_said(
    request, as_, room, member, seat, count, django_assert_num_queries
):
    viewer = request.getfixturevalue(seat)
    for number in range(count):
        cast.words(member, f"Word {number}")
        cast.words(member, f"Held {number}", state=Message.State.HELD)
    client = as_(viewer)
    client.get(address("room", room))

    with django_assert_num_queries({"member": 6, "facilitator": 17}[seat]):
        client.get(address("room", room))


def test_a_long_meeting_is_shown_in_parts(as_, room, member, monkeypatch):
    monkeypatch.setattr("groups.views.room.SHOWN_AT_MOST", 3)
    for number in range(5):
        cast.words(member, f"Word number {number}.")

    late = page_of(as_(member).get(address("room", room)))
    early = page_of(as_(member).get(address("room", room), {"before": room.messages.all()[2].position}))

    assert "Word number 1." not in late
    assert "Word number 4." in late
    assert "Show what was said earlier" in late
    assert "Word number 1." in early
    assert "Word number 4." not in early


@pytest.mark.parametrize("before", ["9" * 5000, "9" * 18, "٣", "-1", "x"])
def test_a_place_that_cannot_be_is_answered_with_the_room(as_, room, meeting, member, before):
    cast.words(member, "Word number 1.")

    assert as_(member).get(address("room", room), {"before": before}).status_code == 200


def test_words_of_an_earlier_meeting_are_not_in_the_room(as_, room, member, group):
    earlier = cast.make_meeting(group, starts_in=-10000)
    cast.words(member, "Last week.", meeting=earlier)

    assert "Last week." not in page_of(as_(member).get(address("room", room)))


def test_between_meetings_the_room_says_when_the_next_one_is(as_, group, facilitator, member):
    cast.make_meeting(group, starts_in=60 * 24)

    page = page_of(as_(member).get(address("room", group.room)))

    assert "Next meeting" in page
    assert "The room is closed until the next meeting." in page


# --- Saying -------------------------------------------------------------------
def say(client, room, body="I am here.", client_id=None):
    return client.post(address("say", room), {"body": body, "client_id": client_id or uuid.uuid4()})


def test_words_are_said_by_a_plain_form(as_, room, member):
    response = say(as_(member), room)

    assert response.status_code == 302
    assert response.url.endswith("#end")
    assert room.messages.filter(author=member, state=Message.State.SHOWN).count() == 1


def test_a_form_sent_twice_says_it_once(as_, room, member):
    once = uuid.uuid4()

    say(as_(member), room, client_id=once)
    say(as_(member), room, client_id=once)

    assert room.messages.count() == 1


def test_a_form_filled_in_anew_loses_nothing(as_, room, member):
    once = uuid.uuid4()

    for body in ("First.", "Second.", "Second."):
        say(as_(member), room, body, client_id=once)

    assert [message.body for message in room.messages.order_by("position")] == ["First.", "Second."]


def test_refused_words_stay_in_the_box(as_, room, member):
    Room.objects.filter(pk=room.pk).update(mode=Room.Mode.STAFF_ONLY)

    response = say(as_(member), room, "I want to keep this.")

    assert response.status_code == 403
    assert "I want to keep this.</textarea>" in page_of(response)
    assert "Only staff speak just now." in page_of(response)
    assert not room.messages.exists()


def test_too_many_words_stay_in_the_box(as_, room, member):
    response = say(as_(member), room, "a" * 2001)

    assert response.status_code == 422
    assert "Send it in two parts." in page_of(response)
    assert "a" * 2001 in page_of(response)


def test_nothing_said_is_nothing_sent(as_, room, member):
    response = say(as_(member), room, " \n ")

    assert response.status_code == 422
    assert not room.messages.exists()


def test_a_page_without_sockets_hears_what_became_of_the_words(as_, room, member):
    facts = {"body": "By plain request.", "client_id": uuid.uuid4()}

    accepted = as_(member).post(address("say", room), facts, headers={"X-Live": "1"})
    Room.objects.filter(pk=room.pk).update(mode=Room.Mode.STAFF_ONLY)
    refused = as_(member).post(
        address("say", room), facts | {"client_id": uuid.uuid4()}, headers={"X-Live": "1"}
    )

    assert (accepted.status_code, accepted["X-State"]) == (204, "shown")
    assert (refused.status_code, refused["Content-Type"]) == (403, "text/plain; charset=utf-8")
    assert "Only staff speak" in page_of(refused)


def test_somebody_asked_to_listen_reads_until_when_and_keeps_the_box(as_, room, member):
    Membership.objects.filter(pk=member.pk).update(muted_until=timezone.now() + timezone.timedelta(minutes=5))

    page = page_of(as_(member).get(address("room", room)))

    assert "A facilitator has asked you to listen for a while." in page
    assert "Until " in page
    assert "<textarea" in page


def test_somebody_whose_words_are_read_first_is_told_so(as_, room, member, other_member):
    Membership.objects.filter(pk=member.pk).update(is_read_first=True)
    told = "For now staff read your words before the others see them."

    assert told in page_of(as_(member).get(address("room", room)))
    assert told not in page_of(as_(other_member).get(address("room", room)))


# --- Running it ----------------------------------------------------------------
def test_a_facilitator_switches_pauses_resumes_and_ends(as_, room, meeting, facilitator):
    client = as_(facilitator)

    client.post(address("room_mode", room), {"mode": "read"})
    client.post(address("room_pause", room), {"text": "Tea."})
    room.refresh_from_db()
    assert (room.mode, room.pause_text) == ("read", "Tea.")

    client.post(address("room_resume", room))
    room.refresh_from_db()
    assert room.paused_at is None

    client.post(address("room_close", room))
    meeting.refresh_from_db()
    assert meeting.closed_at is not None


def test_a_mode_that_does_not_exist_changes_nothing(as_, room, facilitator):
    as_(facilitator).post(address("room_mode", room), {"mode": "loud"})

    room.refresh_from_db()
    assert room.mode == Room.Mode.OPEN_TALK


@pytest.mark.parametrize("verb", ["room_mode", "room_pause", "room_resume", "room_close", "room_attend"])
def test_members_do_not_run_the_room(as_, room, member, verb):
    response = as_(member).post(address(verb, room), {"mode": "staff"})

    assert response.status_code == 403
    room.refresh_from_db()
    assert (room.mode, room.paused_at) == (Room.Mode.OPEN_TALK, None)


@pytest.mark.parametrize(
    "verb", ["room_mode", "room_pause", "room_resume", "room_close", "room_attend", "say"]
)
def test_looking_changes_nothing(as_, room, facilitator, verb):
    assert as_(facilitator).get(address(verb, room)).status_code == 405


def test_a_facilitator_without_sockets_can_say_that_they_are_here(as_, room, facilitator):
    room.on_duty.all().delete()

    as_(facilitator).post(address("room_attend", room))

    assert room.staff_here == 1


def test_ending_when_no_meeting_is_on_is_no_mistake(as_, group, facilitator):
    assert as_(facilitator).post(address("room_close", group.room)).status_code == 302


def test_a_page_that_asks_by_itself_counts_no_longer_than_an_open_socket(as_, room, facilitator, meeting):
    OnDuty.objects.all().delete()

    as_(facilitator).post(address("room_attend", room) + "?quiet", headers={"X-Live": "1"})

    assert OnDuty.objects.get().until <= timezone.now() + datetime.timedelta(seconds=25)
