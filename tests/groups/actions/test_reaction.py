"""Signs given and taken back: by name, on every page, also on those that missed it."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext

from groups import fragments
from groups.actions.message import hide, restore, retract
from groups.actions.reaction import react, unreact
from groups.models import Membership, Message, Reaction, Room
from groups.sockets import RoomSource
from tests import cast

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _empty_shelf():
    fragments.shelf.pieces.clear()


@pytest.fixture
def said(meeting, member):
    return cast.words(member, "We baked.", meeting=meeting)


@pytest.fixture
def tuuli(group):
    return cast.seat(cast.make_user(), group, alias="Tuuli")


def caught_up(room, since):
    return [facts for _revision, facts in RoomSource().frames_since(str(room.pk), since, 100)]


def test_a_sign_takes_the_next_number_and_stands_under_the_words_by_name(
    said, member, other_member, tuuli, told
):
    with told:
        react(message=said, actor=tuuli, kind="with_you")
        react(message=said, actor=other_member, kind="with_you")
        react(message=said, actor=other_member, kind="thanks")

    frames = told.to(member.group.room.audience)
    assert [facts["type"] for facts in frames] == ["message.changed"] * 3
    assert [facts["revision"] for facts in frames] == [2, 3, 4]
    assert {facts["position"] for facts in frames} == {1}
    assert "Tuuli and Halla: I am with you" in frames[-1]["html"]
    assert "Halla: Thank you for saying it" in frames[-1]["html"]
    assert Room.objects.get().revision == 4


def test_a_page_that_missed_a_sign_catches_up(said, other_member):
    react(message=said, actor=other_member, kind="strength")

    (facts,) = caught_up(said.room, since=1)
    assert "Halla: Strength to you" in facts["html"]


def test_given_twice_it_is_one_and_changes_nothing(said, member, other_member, told):
    react(message=said, actor=other_member, kind="with_you")

    with told:
        react(message=said, actor=other_member, kind="with_you")

    assert told.to(member.group.room.audience) == []
    assert Reaction.objects.count() == 1


def test_taken_back_it_leaves_the_page(said, member, other_member, tuuli, told):
    react(message=said, actor=other_member, kind="with_you")
    react(message=said, actor=tuuli, kind="with_you")

    with told:
        unreact(message=said, actor=other_member, kind="with_you")
        unreact(message=said, actor=other_member, kind="with_you")  # twice is as good as once

    (facts,) = told.to(member.group.room.audience)
    assert "Tuuli: I am with you" in facts["html"]
    assert "Halla" not in facts["html"]


def test_signs_go_with_hidden_words_and_come_back_with_them(said, member, other_member, facilitator, told):
    react(message=said, actor=other_member, kind="with_you")

    with told:
        hide(message=said, actor=facilitator, rule="private", reason="Agreement, point 2")
        unreact(
            message=Message.objects.get(), actor=member, kind="with_you"
        )  # none of theirs: nothing happens
        restore(message=said, actor=facilitator)

    hidden, restored = told.to(member.group.room.audience)
    assert "Halla" not in hidden["html"]
    assert "Halla: I am with you" in restored["html"]


def test_a_sign_of_hidden_words_can_be_taken_back_in_silence(said, member, other_member, facilitator, told):
    react(message=said, actor=other_member, kind="with_you")
    hide(message=said, actor=facilitator, rule="private", reason="Agreement, point 2")

    with told:
        unreact(message=said, actor=other_member, kind="with_you")

    assert told.to(member.group.room.audience) == []
    assert not Reaction.objects.exists()


def test_words_taken_back_leave_no_signs_behind(said, member, other_member):
    react(message=said, actor=other_member, kind="with_you")

    retract(message=said, actor=member)

    assert not Reaction.objects.exists()


def test_whoever_has_left_is_no_longer_named(said, other_member, tuuli):
    for seat in (other_member, tuuli):
        react(message=said, actor=seat, kind="with_you")
    Membership.objects.filter(pk=other_member.pk).update(left_at=said.said_at)
    fragments.shelf.pieces.clear()

    (facts,) = caught_up(said.room, since=1)
    assert "Tuuli and someone who has left: I am with you" in facts["html"]
    assert "Halla" not in facts["html"]

    Membership.objects.filter(pk=tuuli.pk).update(left_at=said.said_at)
    fragments.shelf.pieces.clear()
    (facts,) = caught_up(said.room, since=1)
    assert "Someone who has left: I am with you" in facts["html"]


def test_three_names_are_read_as_one_says_them(said, other_member, tuuli, facilitator):
    for seat in (other_member, tuuli, facilitator):
        react(message=said, actor=seat, kind="me_too")

    (facts,) = caught_up(said.room, since=1)
    assert "Halla, Tuuli and Anna: Me too" in facts["html"]


def test_one_does_not_give_signs_to_oneself(said, member):
    with pytest.raises(PermissionDenied, match="your own words"):
        react(message=said, actor=member, kind="with_you")


def test_a_sign_after_the_meeting_is_refused_and_taking_back_tells_nobody(
    meeting, said, member, other_member, told
):
    react(message=said, actor=other_member, kind="with_you")
    meeting.closed_at = meeting.starts_at
    meeting.save()

    with pytest.raises(PermissionDenied, match="That meeting is over"):
        react(message=said, actor=other_member, kind="thanks")
    with told:
        unreact(message=said, actor=other_member, kind="with_you")

    assert told.to(member.group.room.audience) == []


@pytest.mark.parametrize("count", [1, 3])
def test_catching_up_asks_once_for_all_signs(meeting, member, other_member, facilitator, count):
    for _ in range(count):
        said = cast.words(member, meeting=meeting)
        react(message=said, actor=other_member, kind="with_you")
        react(message=said, actor=facilitator, kind="me_too")
    fragments.shelf.pieces.clear()

    with CaptureQueriesContext(connection) as asked:
        assert len(caught_up(member.group.room, since=0)) == count

    assert sum("groups_reaction" in query["sql"] for query in asked.captured_queries) == 1
