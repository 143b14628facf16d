"""Pieces of the room's page: what is in them, what never is, and how long they are kept."""

import threading

import pytest
from django.utils import timezone, translation

from community.screening import Finding, written
from groups import fragments
from groups.models import Message, Room
from groups.rules import may_talk_now
from tests import cast

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _empty_shelf():
    fragments.shelf.pieces.clear()


@pytest.fixture
def said(meeting, member):
    def make(body="We baked.", **fields):
        message = cast.words(member, body, meeting=meeting, **fields)
        message.room.group = member.group
        return message

    return make


def test_one_piece_serves_the_author_and_everybody_else(said, member):
    html = fragments.message_html(said())

    assert f'data-author="{member.pk}"' in html
    assert '<span class="for-others">Kuura</span><span class="for-you">You</span>' in html
    assert "message--own" not in html


def test_words_are_shown_as_they_were_typed(said):
    html = fragments.message_html(said("<b>Buns</b>\nand tea\n\nhttps://example.org"))

    assert "<p>&lt;b&gt;Buns&lt;/b&gt;<br>and tea</p><p>https://example.org</p>" in html


@pytest.mark.parametrize("state", [Message.State.HIDDEN, Message.State.RETRACTED])
@pytest.mark.parametrize("own", [True, False])
def test_words_that_are_gone_are_in_no_piece(said, facilitator, state, own):
    message = said("Jari Virtanen", state=state, decided_by=facilitator.user, reason="A real name.")

    html = fragments.message_html(message, own=own, staff=not own)

    assert "Jari Virtanen" not in html
    assert "A real name." not in html
    assert "message--gone" in html


@pytest.mark.parametrize("state", Message.WAITING)
def test_words_that_wait_are_written_out_for_their_author_and_staff_only(said, state):
    message = said("Only for reading first.", state=state)

    assert "Only for reading first." in fragments.message_html(message, own=True)
    assert "Only for reading first." in fragments.message_html(message, staff=True)
    assert "Only for reading first." not in fragments.message_html(message)


def test_words_given_back_come_with_who_and_why(said, facilitator):
    message = said(state=Message.State.RETURNED, decided_by=facilitator.user, reason="Leave the number out.")

    assert "Anna: Leave the number out." in fragments.message_html(message, own=True)


def test_pieces_are_in_the_groups_language_whoever_asks(said):
    with translation.override("fi"):
        html = fragments.message_html(said())

    assert 'lang="en"' in html
    assert ">You</span>" in html


def test_somebody_whose_seat_is_erased_has_still_spoken(said):
    message = said()
    message.author = None

    assert "Someone who has left" in fragments.message_html(message)


def test_a_piece_is_made_once_per_revision_and_not_kept_for_long(said, monkeypatch):
    message = said()
    first = fragments.message_html(message)
    message.body = "Changed without a new revision."
    assert fragments.message_html(message) == first

    message.revision += 1
    assert "Changed without" in fragments.message_html(message)

    later = fragments.time.monotonic() + fragments.KEPT_SECONDS + 1
    monkeypatch.setattr(fragments.time, "monotonic", lambda: later)
    message.revision -= 1
    assert "Changed without" in fragments.message_html(message)


def test_the_shelf_holds_only_so_much():
    shelf = fragments.Shelf(size=2)

    for key in "abc":
        shelf.fetch(key, lambda: "made")

    assert list(shelf.pieces) == ["b", "c"]


def test_of_those_who_need_one_piece_at_once_one_makes_it():
    shelf, made, is_over = fragments.Shelf(), [], threading.Event()

    def slowly():
        made.append("once")
        is_over.wait(0.05)  # the other one comes meanwhile
        return "piece"

    threads = [threading.Thread(target=shelf.fetch, args=("key", slowly), daemon=True) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(5)

    assert made == ["once"]
    assert shelf.fetch("key", slowly) == "piece"


def test_making_a_piece_may_need_others_of_the_shelf_in_many_threads():
    shelf, all_are_making = fragments.Shelf(), threading.Barrier(4, timeout=5)

    def outer(name):
        all_are_making.wait()
        for number in range(100):
            shelf.fetch((name, number), lambda: "inner")
        return "outer"

    threads = [
        threading.Thread(target=shelf.fetch, args=(name, lambda name=name: outer(name)), daemon=True)
        for name in "abcd"
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(5)

    assert not any(thread.is_alive() for thread in threads)
    assert len(shelf.pieces) == 4 + 400


def test_the_panel_has_calls_before_held_words(said, group, meeting, member):
    held = said("May I?", state=Message.State.HELD)
    call = group.room.calls.create(caller=member)

    html = fragments.panel_html(group.room, [held], [call])

    assert "Somebody calls you" in html
    assert html.index("needs help now") < html.index("May I?")
    assert "csrfmiddlewaretoken" not in html


def test_an_empty_panel_says_what_comes_there(group):
    assert "Nothing waits for you" in fragments.panel_html(group.room, [], [])


def test_staff_read_which_rule_holds_words_and_what_is_about_a_life_stands_first(said, group):
    plan = Finding("risk.en.plan.1", 4, holds=True)
    number = Finding("identifiers.phone", 3, holds=True)
    heard = Finding("risk.en.distress.1", 1, holds=False)
    first = said("It is 040.", state=Message.State.HELD, found=written([heard, number]))
    later = said("It ends tonight.", state=Message.State.HELD, found=written([number, plan]))

    html = fragments.panel_html(group.room, [first, later], [])

    assert fragments.why_held(first, "en") == ["Tells who somebody is"]
    assert fragments.why_held(later, "en") == ["A way, a time, a plan or a goodbye", "Tells who somebody is"]
    assert html.index("Somebody may be in danger") < html.index("It ends tonight.") < html.index("It is 040.")
    assert "Tells who somebody is" in html
    assert "risk." not in html


def test_nothing_is_said_of_rules_where_a_person_asked_to_read_first(said, group):
    html = fragments.panel_html(group.room, [said("May I?", state=Message.State.HELD)], [])

    assert "badge" not in html
    assert "Waits for you" in html


@pytest.mark.parametrize(
    ("fields", "staff", "words"),
    [
        ({}, 1, "Open talk"),
        ({"mode": Room.Mode.READ_FIRST}, 1, "Staff read every message before the others see it."),
        ({"mode": Room.Mode.STAFF_ONLY}, 1, "Only staff speak just now."),
        ({"paused_at": timezone.now(), "pause_text": "Five minutes of tea."}, 1, "Five minutes of tea."),
        ({"paused_at": timezone.now()}, 1, "The room is paused."),
        ({}, 0, "Not open yet"),
    ],
)
def test_how_the_room_stands_is_said_in_words(group, meeting, fields, staff, words):
    room = group.room
    for name, value in fields.items():
        setattr(room, name, value)
    verdict = may_talk_now(room, meeting, staff)

    html = fragments.state_html(room, room.status_of(meeting, staff), room.mode, meeting, verdict)

    assert words in html
    assert ("data-refuses" in html) is not bool(verdict)


def test_a_room_whose_staff_are_gone_points_to_help(group, meeting):
    meeting.opened_at = timezone.now()
    verdict = may_talk_now(group.room, meeting, 0)

    html = fragments.state_html(group.room, "unstaffed", "open", meeting, verdict)

    assert "Waiting for staff" in html
    assert "Help now is at the top of this page." in html


def test_before_the_hour_the_room_says_when_it_begins(group):
    meeting = cast.make_meeting(group, starts_in=10)
    verdict = may_talk_now(group.room, meeting, 0)

    assert "We begin at" in fragments.state_html(group.room, "before", "open", meeting, verdict)


def test_the_ring_says_nothing_about_who_is_there(group):
    people = [{"id": "1", "alias": "Kuura", "staff": False, "role": "", "here": False}]

    html = fragments.seats_html(group.room, people)

    assert "Kuura" in html
    assert "not here" not in html
    assert "seat--away" not in html
