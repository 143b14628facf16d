"""Pieces of a topic: what each state shows, and that sealed words are opened once."""

import pytest
from django.utils import translation

from community.forum import fragments
from community.forum.forms.writing import ReplyForm
from community.forum.models import Reply
from community.forum.models.reply import hand_quotes
from community.screening import Finding, written
from tests import cast

pytestmark = pytest.mark.django_db


def piece(reply, **facts):
    fresh = Reply.objects.select_related("author", "decided_by", "topic__group", "quotes__author").get(
        pk=reply.pk
    )
    hand_quotes([fresh])
    return fragments.reply_html(fresh, **facts)


def test_words_are_opened_once_while_nothing_changes(monkeypatch, reply):
    opened = []
    markup = fragments.light_markup
    monkeypatch.setattr(fragments, "light_markup", lambda words: opened.append(1) or markup(words))

    assert piece(reply) == piece(reply)
    assert len(opened) == 1
    Reply.objects.filter(pk=reply.pk).update(revision=2)
    piece(reply)
    assert len(opened) == 2


@pytest.mark.parametrize("state", [state for state in Reply.State if state != "shown"])
def test_only_shown_words_are_read_by_others(topic, other_member, state):
    reply = cast.reply(topic, other_member, "By the lake", state=state)

    assert "By the lake" not in piece(reply)
    assert ("By the lake" in piece(reply, own=True)) is (state in Reply.WAITING)


def test_whose_account_and_seat_are_gone_is_not_named(reply, other_member):
    assert "Halla" in piece(reply)
    other_member.delete()
    assert "Halla" not in piece(reply)
    assert "Someone who has left" in piece(reply)
    assert "What I have to write." in piece(reply)


def test_pieces_are_in_the_groups_language_whoever_asks(topic, other_member):
    hidden = cast.reply(topic, other_member, state="retracted")
    with translation.override("fi"):
        assert 'lang="en"' in piece(hidden)
        assert "took these words back" in piece(hidden)


def test_quotes_say_where_their_words_are_and_nothing_of_those_that_are_gone(topic, reply, member):
    quoting = cast.reply(topic, member, "Yes.", quotes=reply)
    assert f"?page=1#reply-{reply.pk}" in piece(quoting)
    assert "What I have to write." in piece(quoting)
    assert "What I have to write." not in piece(quoting, unquoted=True)

    Reply.objects.filter(pk=reply.pk).update(state="held", position=None, kept_position=2, revision=2)
    assert "What I have to write." not in piece(quoting)
    assert "?page=" not in piece(quoting)
    reply.delete()
    quoting.refresh_from_db()
    assert "Yes." in piece(quoting)


def test_boxes_nobody_filled_in_are_written_once_for_a_language():
    assert fragments.fields_html(ReplyForm()) == fragments.fields_html(ReplyForm())
    filled = fragments.fields_html(ReplyForm({"body": "Mine"}))
    assert "Mine</textarea>" in filled
    assert "Mine" not in fragments.fields_html(ReplyForm())


@pytest.mark.parametrize(
    ("rule", "state", "cares"),
    [
        ("risk.en.plan.1", "returned", True),
        ("risk.en.plan.1", "held", False),
        ("risk.en.encourage.1", "returned", False),
    ],
)
def test_given_back_words_of_a_danger_say_that_somebody_gets_in_touch(
    topic, other_member, rule, state, cares
):
    found = written([Finding(rule, 4, holds=True)])
    reply = cast.reply(topic, other_member, "Tonight.", state=state, found=found)

    html = piece(reply, own=True)
    assert ("A safeguarding lead gets in touch with you today." in html) == cares
    if cares:
        assert html.index("A safeguarding lead") < html.index("Given back")
