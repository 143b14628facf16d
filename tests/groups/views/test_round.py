"""Rounds, quiet times, hands and the agenda, as a browser without JavaScript has them."""

import pytest
from django.urls import reverse
from django.utils import timezone

from groups.actions.round import begin_round
from groups.models import Membership, Room, Round, Sign, Turn
from tests import cast
from tests.groups.views.pages import address, page_of

pytestmark = pytest.mark.django_db
LIVE = {"X-Live": "1"}


@pytest.fixture
def begun(room, facilitator, member, other_member):
    return begin_round(room=room, actor=facilitator, prompt="One thing to take home?")


def room_of(as_, seat, room):
    return page_of(as_(seat).get(address("room", room)))


# --- The round ----------------------------------------------------------------------------
def test_a_round_goes_by_plain_forms_from_its_prompt_to_its_end(as_, room, facilitator, member, other_member):
    as_(facilitator).post(address("round", room), {"prompt": "One thing to take home?"})
    first, second = Turn.objects.in_order()
    page = room_of(as_, member, room)
    assert "turn--yours" in page
    assert "One thing to take home?" in page
    assert "turn--yours" not in room_of(as_, other_member, room)

    answer = as_(member).post(address("end_turn", first), {"how": "passed"})
    assert answer.url.endswith("#end")
    assert "passed this time" in room_of(as_, other_member, room)

    as_(facilitator).post(address("move_on", second))
    assert "Everyone has had a turn." in room_of(as_, member, room)

    as_(facilitator).post(address("end_round", Round.objects.get()))
    room.refresh_from_db()
    assert room.mode == Room.Mode.OPEN_TALK
    assert "One thing to take home?" not in room_of(as_, member, room)


def test_those_who_lead_see_what_they_can_do(as_, room, begun, facilitator):
    late = cast.seat(cast.make_user(), room.group, alias="Saari")
    page = room_of(as_, facilitator, room)

    for words in ("Come back to them later", "Move on", "End the round", "came after the round began"):
        assert words in page
    assert page.count("Give the turn") == 2
    as_(facilitator).post(address("give_turn", late))
    assert "It is Saari’s turn." in room_of(as_, facilitator, room)


def test_staff_come_back_to_somebody_later(as_, room, begun, facilitator, member):
    as_(facilitator).post(address("come_later", Turn.objects.get(seat=member)))

    page = room_of(as_, facilitator, room)
    assert "It is Halla’s turn." in page
    assert "Then comes Kuura." in page


def test_whoever_has_not_the_turn_is_told_whose_it_is(as_, room, begun, other_member):
    facts = {"body": "Me too.", "client_id": begun.pk}

    answer = as_(other_member).post(address("say", room), facts)

    assert answer.status_code == 403
    assert "It is Kuura’s turn. Your words stay in the box." in page_of(answer)
    assert "Me too.</textarea>" in page_of(answer)


def test_a_prompt_that_is_too_long_is_kept_whole(as_, room, facilitator, member):
    client = as_(facilitator)
    assert "maxlength" not in page_of(client.get(address("round", room)))

    answer = client.post(address("round", room), {"prompt": "a" * 201})

    assert answer.status_code == 422
    assert "201 signs are more than the 200 that fit." in page_of(answer)
    assert "a" * 201 in page_of(answer)
    assert not Round.objects.exists()


def test_the_form_says_when_a_round_cannot_begin_or_goes_on(as_, room, begun, facilitator, meeting):
    client = as_(facilitator)
    assert "A round is going on." in page_of(client.get(address("round", room)))

    Room.objects.update(mode=Room.Mode.OPEN_TALK)
    type(meeting).objects.update(closed_at=timezone.now())
    assert "closed until the next meeting" in page_of(client.get(address("round", room)))


def test_a_way_to_end_a_turn_that_does_not_exist_changes_nothing(as_, room, begun, member):
    turn = Turn.objects.get(seat=member)

    as_(member).post(address("end_turn", turn), {"how": "shouted"})

    turn.refresh_from_db()
    assert turn.state == Turn.State.NOW


def test_a_live_page_hears_the_bare_refusal(as_, room, begun, member, other_member):
    turn = Turn.objects.get(seat=member)

    answer = as_(other_member).post(address("end_turn", turn), {"how": "passed"}, headers=LIVE)

    assert (answer.status_code, page_of(answer)) == (403, "This is somebody else’s turn.")


# --- The switch ---------------------------------------------------------------------------
@pytest.mark.parametrize("mode", ["round", "quiet"])
def test_the_switch_leads_to_the_form_of_what_asks_something_first(as_, room, facilitator, member, mode):
    client = as_(facilitator)

    answer = client.post(address("room_mode", room), {"mode": mode})
    live = client.post(address("room_mode", room), {"mode": mode}, headers=LIVE)

    assert answer.url == reverse(f"groups:{mode}", args=[room.pk])
    assert live.status_code == 403
    assert "its own form" in page_of(live)
    assert f'data-way="{mode}"' in room_of(as_, facilitator, room)


def test_members_are_led_to_no_form(as_, room, member):
    assert as_(member).post(address("room_mode", room), {"mode": "round"}).status_code == 403


# --- Quiet, slow, pause ------------------------------------------------------------------------
def test_a_quiet_time_is_begun_shown_and_ended(as_, room, facilitator, member):
    client = as_(facilitator)
    client.post(address("quiet", room), {"minutes": "5", "exercise": "long_breath"})
    page = room_of(as_, member, room)
    assert "<time-left" in page
    assert "It is quiet until " in page
    assert "Quiet time" in room_of(as_, facilitator, room)
    room.refresh_from_db()
    assert room.exercise == "long_breath"

    as_(facilitator).post(address("end_quiet", room))

    assert "<time-left" not in room_of(as_, member, room)


def test_when_a_quiet_time_is_over_by_the_clock_the_page_says_so(as_, room, member):
    Room.objects.update(mode=Room.Mode.QUIET, quiet_until=timezone.now())

    page = room_of(as_, member, room)

    assert "The quiet time is over. You can write again." in page
    assert "<time-left" not in page


@pytest.mark.parametrize(
    ("minutes", "words"),
    [("", "from 1 to 30"), ("0", "at least 1 minute"), ("31", "at most 30 minutes"), ("x", "from 1 to 30")],
)
def test_how_long_it_is_quiet_is_asked_again(as_, room, facilitator, minutes, words):
    answer = as_(facilitator).post(address("quiet", room), {"minutes": minutes})

    assert answer.status_code == 422
    assert words in page_of(answer)


def test_slow_mode_is_switched_and_told(as_, room, facilitator, member):
    as_(facilitator).post(address("slow", room), {"seconds": "30"})
    assert "each writes one message every 30 seconds." in room_of(as_, member, room)

    as_(facilitator).post(address("slow", room), {"seconds": "7"})
    room.refresh_from_db()
    assert room.slow_seconds == 30


def test_a_pause_text_that_is_too_long_is_kept_and_nothing_is_paused(as_, room, facilitator):
    answer = as_(facilitator).post(address("room_pause", room), {"text": "a" * 301})

    page = page_of(answer)
    assert answer.status_code == 422
    assert "301 signs are more than the 300 that fit in a pause. Make it shorter." in page
    assert "a" * 301 in page
    assert 'console__pause" open' in page
    room.refresh_from_db()
    assert room.paused_at is None


# --- Hands and breaks ------------------------------------------------------------------------
def test_hands_and_breaks_by_plain_forms(as_, room, member, facilitator):
    client = as_(member)
    client.post(address("raise_hand", room))
    client.post(address("take_break", room))
    page = room_of(as_, member, room)
    assert "Lower my hand" in page
    assert "I am back" in page
    assert "takes a break" in page

    page = room_of(as_, facilitator, room)
    assert "Would like to speak" in page
    as_(facilitator).post(address("give_word", Sign.objects.get(kind=Sign.Kind.HAND)))
    assert "Would like to speak" not in room_of(as_, facilitator, room)

    as_(member).post(address("come_back", room))
    as_(member).post(address("raise_hand", room))
    as_(member).post(address("lower_hand", room))
    assert not Sign.objects.exists()


def test_those_who_lead_have_no_buttons_for_signs(as_, room, facilitator):
    assert "Raise my hand" not in room_of(as_, facilitator, room)


def test_a_trained_peer_has_none_either(as_, room):
    user = cast.make_staff("facilitator", credential=False)
    peer = cast.seat(user, room.group, alias="Aino", part=Membership.Part.PEER)

    assert "Raise my hand" not in room_of(as_, peer, room)


# --- The agenda ------------------------------------------------------------------------------
def test_theme_and_agenda_are_written_and_pinned(as_, room, meeting, facilitator, member):
    facts = {"theme": "Evenings\nand nights", "agenda": "How we arrive\n\nA round"}

    as_(facilitator).post(address("agenda", meeting), facts)

    page = room_of(as_, member, room)
    assert "Evenings and nights" in page
    assert "<li>How we arrive</li><li>A round</li>" in page
    form = page_of(as_(facilitator).get(address("agenda", meeting)))
    assert "Evenings and nights" in form
    assert address("agenda", meeting) in room_of(as_, facilitator, room)


def test_a_theme_that_is_too_long_is_kept(as_, meeting, facilitator):
    answer = as_(facilitator).post(address("agenda", meeting), {"theme": "a" * 121})

    assert answer.status_code == 422
    assert "121 signs are more than the 120 that fit." in page_of(answer)


def test_a_theme_alone_is_one_line_and_steps_alone_have_a_heading(as_, room, meeting, facilitator, member):
    as_(facilitator).post(address("agenda", meeting), {"theme": "Evenings"})
    assert '<p class="pinned agenda"' in room_of(as_, member, room)

    as_(facilitator).post(address("agenda", meeting), {"agenda": "How we arrive"})
    assert "What we do" in room_of(as_, member, room)
