"""How those who lead decide about words, from their pages."""

import re

import pytest
from django.utils import timezone

from community.forum.models import Reply
from tests import cast
from tests.community.forum.pages import at, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def held(topic, other_member):
    return cast.reply(topic, other_member, "By the lake", state="held")


def state(reply):
    return Reply.objects.get(pk=reply.pk).state


def test_words_are_let_through_and_the_next_ones_wait(as_, held, facilitator, group):
    assert as_(facilitator).post(at("release", held)).url == at("waiting", group)
    assert state(held) == "shown"


def test_words_go_back_with_a_rule(as_, held, facilitator, group):
    shown = text_of(as_(facilitator).post(at("give_back", held), {"reason": "My words."}), 422)
    assert "Press the rule" in shown
    assert "My words.</textarea>" in shown

    answer = as_(facilitator).post(at("give_back", held), {"rule": "kind", "reason": ""})
    assert answer.url == at("waiting", group)
    assert state(held) == "returned"


def test_words_are_hidden_and_shown_again(as_, reply, facilitator):
    as_(facilitator).post(at("hide", reply), {"rule": "kind"})
    assert state(reply) == "hidden"
    as_(facilitator).post(at("restore", reply))
    assert state(reply) == "shown"


def test_members_decide_nothing(as_, reply, held, member, stranger):
    for name in ("hide", "give_back", "restore"):
        assert as_(member).post(at(name, reply)).status_code == 403
        assert as_(stranger).post(at(name, reply)).status_code == 404
    assert as_(member).post(at("release", held)).status_code == 404


@pytest.mark.parametrize(("verb", "before"), [("release", "held"), ("give_back", "held"), ("hide", "shown")])
def test_rewritten_words_are_shown_before_anything_is_decided_about_them(
    as_, topic, other_member, facilitator, group, verb, before
):
    reply = cast.reply(topic, other_member, "By the lake", state=before)
    opened = at("waiting", group) if verb == "release" else at("reply", reply)
    page = text_of(as_(facilitator).get(opened))
    seen = re.search(r'name="seen" value="([^"]+)"', page)[1]
    reply.body, reply.said_at = "By the sea", timezone.now()
    reply.save()
    facts = {"rule": "kind", "reason": "My words."}

    answer = text_of(as_(facilitator).post(at(verb, reply), facts | {"seen": seen}), 422)

    assert "The words were changed since you opened this page" in answer
    assert "By the sea" in answer
    assert verb == "release" or "My words.</textarea>" in answer
    assert state(reply) == before
    seen = re.search(r'name="seen" value="([^"]+)"', answer)[1]
    as_(facilitator).post(at(verb, reply), facts | {"seen": seen})
    assert state(reply) != before
