"""Messages: who may know of them, and what cannot be stored."""

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from groups.models import Message
from tests import cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def said(meeting, member):
    return {state: cast.words(member, f"words {state}", state=state) for state in Message.State}


def test_the_author_knows_of_all_their_words_and_others_of_those_with_a_place(said, member, other_member):
    waiting = {said["held"].pk, said["returned"].pk}
    everything = {message.pk for message in said.values()}

    assert {message.pk for message in Message.objects.visible_to(member.user)} == everything
    assert {message.pk for message in Message.objects.visible_to(other_member.user)} == everything - waiting


def test_strangers_and_those_who_left_know_of_nothing(said, member, stranger):
    assert not Message.objects.visible_to(stranger.user).exists()
    member.left_at = timezone.now()
    member.save()
    assert not Message.objects.visible_to(member.user).exists()


def test_a_newcomer_knows_of_nothing_before_them_and_staff_of_all(group, facilitator, member):
    before = cast.make_meeting(group, starts_in=-60 * 24 * 7)
    cast.words(facilitator, "long ago", meeting=before)

    assert not Message.objects.visible_to(member.user).exists()
    assert Message.objects.visible_to(facilitator.user).count() == 1


@pytest.mark.parametrize(("closed", "reads"), [(False, True), (True, False)])
def test_who_sits_down_while_the_meeting_runs_over_reads_it_and_not_after_it_was_closed(group, closed, reads):
    now = timezone.now()
    meeting = cast.make_meeting(group, starts_in=-95, closed_at=now if closed else None)
    cast.words(cast.seat(cast.make_user(), group, alias="Usva"), "the end", meeting=meeting)
    late = cast.seat(cast.make_user(), group, alias="Wren")

    assert Message.objects.visible_to(late.user).exists() is reads


def test_the_live_line_carries_words_of_the_meeting_that_is_on(said, meeting, group):
    def carried(meeting):
        return [message.state for message in Message.objects.filter(room=group.room).since(0, meeting)]

    assert carried(meeting) == ["shown", "hidden", "retracted"]
    assert carried(None) == ["hidden", "retracted"]


@pytest.mark.parametrize(
    "facts",
    [
        {"state": "shown", "position": None},
        {"state": "hidden", "position": None},
        {"state": "held", "position": 7, "revision": 7},
        {"state": "returned", "position": 7, "revision": 7},
        {"state": "shown", "position": 7, "revision": 6},
    ],
)
def test_the_database_refuses_what_cannot_be(meeting, member, facts):
    message = cast.words(member)
    for name, value in facts.items():
        setattr(message, name, value)

    with pytest.raises(IntegrityError), transaction.atomic():
        message.save()


def test_two_messages_never_share_a_place(meeting, member):
    first, second = cast.words(member), cast.words(member)
    second.position = first.position

    with pytest.raises(IntegrityError), transaction.atomic():
        second.save()
