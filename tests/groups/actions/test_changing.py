"""Words that change take their answers with them: no page keeps in a quote what is gone."""

import json

import pytest

from community.live import publishing
from groups import fragments
from groups.actions.changing import latest
from groups.actions.message import hide, restore, retract
from groups.actions.room import close_meeting
from groups.models import Message, Room
from groups.sockets import RoomSource
from tests import cast

pytestmark = pytest.mark.django_db
SECRET = "Jari Virtanen lives next door"


@pytest.fixture(autouse=True)
def _empty_shelf():
    fragments.shelf.pieces.clear()


@pytest.fixture
def said(meeting, member):
    return cast.words(member, SECRET, meeting=meeting)


@pytest.fixture
def answers(said, meeting, other_member):
    """Two answers, one of them to the other."""
    first = cast.words(other_member, "I know him.", meeting=meeting, reply_to=said)
    return first, cast.words(other_member, "So do I.", meeting=meeting, reply_to=first)


def test_a_message_is_taken_as_it_stands_with_its_room_locked(said, member):
    Message.objects.update(state=Message.State.HIDDEN)

    fresh, actor = latest(message=said, actor=member)

    assert fresh.state == Message.State.HIDDEN
    assert fresh.room == member.group.room
    assert actor == member is not actor


@pytest.mark.parametrize("gone", ["hidden", "taken back"])
def test_an_answer_forgets_what_it_quoted_in_the_same_transaction(
    said, answers, member, facilitator, told, gone
):
    assert SECRET in quoted(answers[0])

    with told:
        if gone == "hidden":
            hide(message=said, actor=facilitator, rule="private", reason="A real name.")
        else:
            retract(message=said, actor=member)

    original, answer = told.to(member.group.room.audience)
    assert [original["revision"], answer["revision"]] == [4, 5]
    assert answer["type"] == "message.changed"
    assert answer["id"] == str(answers[0].pk)
    assert "I know him." in answer["html"]
    assert "these words are no longer here" in answer["html"]
    assert Room.objects.get().revision == 5


def quoted(message):
    fresh, _actor = latest(message=message, actor=message.author)
    return fragments.message_html(fresh)


def test_no_frame_and_no_catching_up_has_the_hidden_words(
    said, answers, facilitator, monkeypatch, django_capture_on_commit_callbacks
):
    frames = []
    monkeypatch.setattr(publishing, "_hand_over", frames.append)

    with django_capture_on_commit_callbacks(execute=True):
        hide(message=said, actor=facilitator, rule="private", reason="A real name.")
    caught_up = RoomSource().frames_since(str(said.room_id), 0, 100)

    told = (
        b"".join(frame.text.encode() for frame in frames)
        + json.dumps([facts for _number, facts in caught_up]).encode()
    )
    assert SECRET.encode() not in told
    assert b"Jari" not in told
    assert len(caught_up) == 3


def test_restored_words_are_quoted_again(said, answers, facilitator, member, told):
    hide(message=said, actor=facilitator, rule="private", reason="A real name.")

    with told:
        restore(message=said, actor=facilitator)

    _original, answer = told.to(member.group.room.audience)
    assert SECRET in answer["html"]


@pytest.mark.parametrize("gone", ["hidden", "taken back"])
def test_after_the_meeting_pages_learn_what_to_quote_no_more_and_nothing_else(
    said, answers, meeting, member, facilitator, told, gone
):
    """The answer itself may not travel then; its quote names the words it is of, so that a page can empty it."""
    assert f'href="#message-{said.pk}"' in quoted(answers[0])
    close_meeting(meeting=meeting, actor=facilitator)
    before = Room.objects.get().revision

    with told:
        if gone == "hidden":
            hide(message=said, actor=facilitator, rule="private", reason="A real name.")
        else:
            retract(message=said, actor=member)

    news = told.to(member.group.room.audience, "message.changed")
    caught_up = [facts for _number, facts in RoomSource().frames_since(str(said.room_id), before, 100)]
    for heard in (news, caught_up):
        assert [(facts["id"], facts["html"]) for facts in heard] == [(str(said.pk), "")]


@pytest.mark.parametrize("state", Message.WAITING)
def test_an_answer_that_waits_forgets_it_on_its_authors_pages_and_before_staff(
    said, meeting, other_member, facilitator, told, state
):
    cast.words(other_member, "Who is he?", meeting=meeting, reply_to=said, state=state)

    with told:
        hide(message=said, actor=facilitator, rule="private", reason="A real name.")

    (own,) = told.to(other_member.user.audience, "message.own")
    assert "Who is he?" in own["html"]
    assert SECRET not in own["html"]
    panels = told.to(said.room.staff_audience)
    assert len(panels) == (1 if state == Message.State.HELD else 0)
    assert SECRET not in json.dumps(panels)


def test_an_answer_that_is_gone_itself_stays_as_it_is(said, meeting, other_member, facilitator, member, told):
    cast.words(other_member, meeting=meeting, reply_to=said, state=Message.State.RETRACTED)

    with told:
        hide(message=said, actor=facilitator, rule="private", reason="A real name.")

    assert len(told.to(member.group.room.audience)) == 1
