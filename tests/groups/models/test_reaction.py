"""Signs: one of a kind per person, and few queries however many were given."""

import datetime

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from groups.models import Message, Reaction
from groups.models.message import hand_answers
from tests import cast

pytestmark = pytest.mark.django_db
HAND = 1


def give(message, seat, kind="with_you", minutes=0):
    """A sign, and the number its message gets with it."""
    later = timezone.now() + datetime.timedelta(minutes=minutes)
    message.revision = message.room.advance()
    message.save()
    return Reaction.objects.create(message=message, seat=seat, kind=kind, given_at=later)


def test_nobody_gives_the_same_sign_twice(meeting, member, other_member):
    message = cast.words(member, meeting=meeting)
    give(message, other_member)

    with pytest.raises(IntegrityError), transaction.atomic():
        Reaction.objects.create(message=message, seat=other_member, kind="with_you")
    assert give(message, other_member, "thanks").pk


def test_signs_stand_in_the_order_they_were_given(meeting, member, other_member, facilitator):
    message = cast.words(member, meeting=meeting)
    late = give(message, other_member, minutes=2)
    early = give(message, facilitator, minutes=1)

    assert list(Reaction.objects.by_name()) == [early, late]


@pytest.mark.parametrize("count", [1, 3])
def test_signs_of_a_page_are_one_query(
    meeting, member, other_member, facilitator, django_assert_num_queries, count
):
    for _ in range(count):
        message = cast.words(member, meeting=meeting)
        give(message, other_member)
        give(message, facilitator)
    said = list(Message.objects.select_related("author"))

    with django_assert_num_queries(HAND):
        hand_answers(said)
        aliases = [[sign.seat.alias for sign in message.reactions.all()] for message in said]

    assert aliases == [["Halla", "Anna"]] * count


def test_words_nothing_happened_to_ask_for_no_signs(meeting, member, django_assert_num_queries):
    cast.words(member, meeting=meeting)
    said = list(Message.objects.all())

    with django_assert_num_queries(0):
        hand_answers(said)


@pytest.mark.parametrize("count", [1, 3])
def test_what_is_answered_is_mostly_among_what_is_shown(
    meeting, member, other_member, django_assert_num_queries, count
):
    answered = cast.words(member, "We baked.", meeting=meeting)
    for _ in range(count):
        cast.words(other_member, meeting=meeting, reply_to=answered)
    said = list(Message.objects.select_related("author"))
    answers = [message for message in said if message.reply_to_id]

    with django_assert_num_queries(0):
        hand_answers(said)
        assert {message.reply_to.author.alias for message in answers} == {"Kuura"}
    answers = list(Message.objects.exclude(reply_to=None))
    with django_assert_num_queries(1):
        hand_answers(answers)
        assert {message.reply_to.author.alias for message in answers} == {"Kuura"}
