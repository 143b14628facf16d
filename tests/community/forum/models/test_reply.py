"""Replies: who may know of them, who may read their words, and what cannot be stored."""

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from community import vault
from community.forum.models import Reaction, Reply
from community.forum.models.reply import hand_quotes
from community.screening import Finding, written
from tests import cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def said(topic, member):
    return {state: cast.reply(topic, member, f"words {state}", state=state) for state in Reply.State}


def states(queryset):
    return {reply.state for reply in queryset.filter(opens=False)}


def test_the_author_knows_of_all_their_words_and_others_of_those_with_a_place(said, member, other_member):
    waiting = set(Reply.WAITING)

    assert states(Reply.objects.visible_to(member.user)) == set(Reply.State)
    assert states(Reply.objects.visible_to(other_member.user)) == set(Reply.State) - waiting


def test_whose_words_somebody_may_read(said, member, other_member, facilitator, stranger):
    assert states(Reply.objects.readable_by(member.user)) == {"shown", *Reply.WAITING}
    assert states(Reply.objects.readable_by(other_member.user)) == {"shown"}
    assert states(Reply.objects.readable_by(facilitator.user)) == {"shown"}
    assert states(Reply.objects.readable_by(stranger.user)) == set()


def test_strangers_and_those_who_left_know_of_nothing(said, member, stranger):
    assert not Reply.objects.visible_to(stranger.user).exists()
    member.left_at = timezone.now()
    member.save()
    assert not Reply.objects.visible_to(member.user).exists()


def test_held_words_are_found_by_those_who_lead(said, member, facilitator, stranger):
    assert states(Reply.objects.held_for(facilitator.user)) == {"held"}
    assert not Reply.objects.held_for(member.user).exists()
    assert not Reply.objects.held_for(stranger.user).exists()
    assert states(Reply.objects.waiting()) == {"held"}


def test_what_waits_is_only_its_authors_own(said, member, other_member):
    assert states(Reply.objects.own_apart(member)) == set(Reply.WAITING)
    assert not Reply.objects.own_apart(other_member).exists()


def test_places_come_in_their_order(topic, member):
    for number in range(2, 6):
        cast.reply(topic, member, f"words {number}")

    assert [reply.position for reply in topic.replies.between(2, 4)] == [2, 3, 4]


@pytest.mark.parametrize(
    "facts",
    [
        {"state": "held", "position": 9},
        {"state": "returned", "position": 9},
        {"state": "shown", "position": None},
        {"state": "hidden", "position": None},
        {"position": 1},
        {"opens": True},
    ],
)
def test_what_cannot_be(reply, facts):
    for name, value in facts.items():
        setattr(reply, name, value)

    with pytest.raises(IntegrityError), transaction.atomic():
        reply.save()


def test_a_second_press_says_nothing_twice(topic, reply):
    again = Reply(topic=topic, author=reply.author, body="again", client_id=reply.client_id, position=9)

    with pytest.raises(IntegrityError), transaction.atomic():
        again.save()


def test_words_are_sealed_under_the_groups_key_and_go_with_it(reply):
    assert str(reply) == str(reply.pk)
    assert b"write" not in vault.stored(instance=reply, name="body")

    vault.destroy(key=reply.topic.group.data_key)
    assert Reply.objects.filter(pk=reply.pk)[0].body == vault.GONE


# --- What screeners saw ------------------------------------------------------------
@pytest.mark.parametrize(
    ("rule", "level", "risk", "about_life", "helps"),
    [
        ("risk.plan", 4, 4, True, True),
        ("risk.dark", 3, 3, False, True),
        ("risk.dark", 2, 2, False, False),
        ("threats.kill", 5, 0, True, False),
        ("links.any", 5, 0, False, False),
    ],
)
def test_how_near_a_danger_to_life_they_saw(reply, rule, level, risk, about_life, helps):
    reply.found = written([Finding(rule=rule, level=level, holds=True)])

    assert (reply.risk, reply.is_about_life, reply.needs_help) == (risk, about_life, helps)


def test_nobody_is_shown_numbers_for_words_of_staff_or_without_findings(topic, reply, facilitator):
    assert not reply.needs_help
    found = written([Finding(rule="risk.plan", level=5, holds=True)])
    assert not cast.reply(topic, facilitator, found=found).needs_help
    assert not cast.reply(topic, None, found=found).needs_help


# --- What a page needs beside the words ---------------------------------------------
def test_quotes_and_signs_are_handed_with_at_most_two_questions(
    topic, reply, member, other_member, django_assert_num_queries
):
    far = reply
    near = cast.reply(topic, member, quotes=far)
    last = cast.reply(topic, other_member, quotes=near, revision=1)
    Reply.objects.filter(pk=near.pk).update(revision=2)
    Reaction.objects.create(reply=near, seat=other_member, kind="thanks")
    page = list(topic.replies.between(near.position, last.position).select_related("author"))

    with django_assert_num_queries(2):
        hand_quotes(page)
        assert page[0].quotes.author.alias == far.author.alias
        assert page[1].quotes is page[0]
        assert [sign.seat.alias for sign in page[0].reactions.all()] == ["Halla"]


def test_where_nothing_is_quoted_and_nothing_happened_nothing_is_asked(
    topic, reply, django_assert_num_queries
):
    page = list(topic.replies.between(1, 2))

    with django_assert_num_queries(0):
        hand_quotes(page)
    assert not reply.has_changed
