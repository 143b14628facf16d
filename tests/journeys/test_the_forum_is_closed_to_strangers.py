"""A stranger with every id in hand: no address of the house gives away that a group wrote anything, or what."""

import re

import pytest
from django.test import Client
from django.urls import URLPattern, get_resolver

from community.forum.models import Reaction, Reply, Topic
from groups.models import Membership
from tests import cast

pytestmark = pytest.mark.django_db
ANSWERS = {200, 302, 400, 403, 404, 405, 422, 429}
LEFT_OUT = re.compile(
    r"^(account/|demo/|hsds/|services/|you/|language/|exit/)"
)  # with no id of a group’s in them
OF_THE_FORUM = re.compile(r"^(groups/<[^>]+>/forum/|topics/|replies/)")


def patterns(resolver=None, path=""):
    """Every address of the project that takes one id."""
    for entry in (resolver or get_resolver()).url_patterns:
        here = path + str(entry.pattern)
        if not isinstance(entry, URLPattern):
            yield from patterns(entry, here)
        elif here.count("<") == 1 and "uuid:" in here and not LEFT_OUT.match(here):
            yield here


def at(here, pk):
    return "/" + re.sub(r"<[^>]+>", str(pk), here)


def forum_addresses(topic):
    """Every address of the forum with every id that fits it."""
    ids = {
        "groups": [topic.group_id],
        "topics": Topic.objects.values_list("pk", flat=True),
        "replies": Reply.objects.values_list("pk", flat=True),
    }
    forums = [here for here in patterns() if OF_THE_FORUM.match(here)]
    return [at(here, pk) for here in forums for pk in ids[here.partition("/")[0]]]


@pytest.fixture
def topic(group, member, other_member, facilitator):
    """Words of every kind there is, each with a secret in it."""
    topic = cast.topic(member, "Secret title", "Secret opening")
    quoted = cast.reply(topic, other_member, "Secret words shown")
    cast.reply(topic, member, "Secret words quoting", quotes=quoted)
    for state in ("held", "hidden", "returned", "retracted"):
        cast.reply(topic, other_member, f"Secret words {state}", state=state, reason="Secret reason")
    Reaction.objects.create(reply=quoted, seat=member, kind="thanks")
    cast.topic(other_member, "Secret title held", "Secret opening held", state="held")
    return topic


@pytest.mark.parametrize("who", ["stranger", "nobody", "left", "moderator", "coordinator", "other_lead"])
def test_no_address_of_the_forum_is_known_to_exist(who, topic, stranger, member, moderator, coordinator):
    browser = Client()
    if who == "left":
        Membership.objects.filter(pk=member.pk).update(left_at=member.joined_at, end="left")
    people = {
        "stranger": stranger.user,
        "left": member.user,
        "moderator": moderator,
        "coordinator": coordinator,
        "other_lead": cast.lead(cast.make_staff("facilitator"), stranger.group).user,
    }
    if who in people:
        browser.force_login(people[who])

    before = as_it_is()
    for address in forum_addresses(topic):
        sent = {"body": "I was here.", "kind": "thanks", "rule": "kind"}
        for look in (browser.get(address), browser.post(address, sent)):
            assert look.status_code in ({302, 405} if who == "nobody" else {404, 405})
            assert "Secret" not in look.text, address
    assert as_it_is() == before


def test_no_address_of_the_house_tells_a_word_to_a_stranger_with_every_id(topic, stranger):
    browser = Client()
    browser.force_login(stranger.user)
    ids = {topic.pk, topic.group_id, topic.group.room.pk, topic.author_id}
    ids |= set(Reply.objects.filter(state__in=("shown", "held", "hidden")).values_list("pk", flat=True))

    for here in patterns():
        for pk in ids:
            look = browser.get(at(here, pk))
            assert look.status_code in ANSWERS, at(here, pk)
            assert "Secret" not in look.text, at(here, pk)


def as_it_is():
    return sorted(Reply.objects.values_list("pk", "state", "revision"))
