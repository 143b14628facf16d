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
OF_MINORS = {"audience": "young", "is_read_first": True}


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
        sent = {"body": "Here.", "kind": "thanks", "rule": "kind"}
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


# --- The same for a board ---------------------------------------------------------------------
@pytest.fixture
def on_board(group, member, other_member, topic):
    """A board on which two members of one group write, with the same secrets on it; and its staff."""
    board = cast.make_board(group, name="Open board")
    cast.lead(cast.make_staff("facilitator"), board, alias="Mikko")
    mine, theirs = (
        cast.seat(seat.user, board, alias=alias) for seat, alias in ((member, "Lumi"), (other_member, "Usva"))
    )
    begun = cast.topic(mine, "Secret title", "Secret opening")
    for state in ("shown", "held", "hidden", "returned", "retracted"):
        cast.reply(begun, theirs, f"Secret words {state}", state=state, reason="Secret reason")
    cast.topic(theirs, "Secret title held", "Secret opening held", state="held")
    return begun


@pytest.mark.parametrize(
    "who", ["same group", "same kind", "other kind", "left", "coordinator", "group lead"]
)
def test_no_address_of_a_board_is_known_to_who_has_no_seat_on_it(
    who, on_board, group, stranger, member, coordinator, facilitator
):
    elsewhere = cast.seat(cast.make_user(), cast.make_group(name="Young", **OF_MINORS), alias="Sade")
    people = {
        "same group": cast.seat(cast.make_user(), group, alias="Meri").user,
        "same kind": stranger.user,
        "other kind": elsewhere.user,
        "left": member.user,
        "coordinator": coordinator,
        "group lead": facilitator.user,
    }
    if who == "left":
        on_board.group.memberships.filter(user=member.user).update(left_at=member.joined_at, end="left")
    browser = Client()
    browser.force_login(people[who])
    theirs = [address for address in forum_addresses(on_board) if may_not_know(address, on_board)]

    before = as_it_is()
    for address in theirs:
        sent = {"body": "I was here.", "kind": "thanks", "rule": "kind"}
        for look in (browser.get(address), browser.post(address, sent)):
            assert look.status_code in {404, 405}, address
            assert "Secret" not in look.text, address
    assert as_it_is() == before


def may_not_know(address, topic):
    """Whether an address is the board's: the group's own topics are for its own people."""
    ids = {topic.group_id, *Topic.objects.filter(group=topic.group).values_list("pk", flat=True)}
    ids |= set(Reply.objects.filter(topic__group=topic.group).values_list("pk", flat=True))
    return any(str(pk) in address for pk in ids)


def test_a_board_tells_nothing_of_groups_and_a_group_nothing_of_boards(on_board, group, member, stranger):
    reader = cast.seat(stranger.user, on_board.group, alias="Pouta")
    browser = Client()
    browser.force_login(reader.user)
    secret = {"Kuura", "Halla", "Thursday group", str(group.pk), str(group.room.pk)}
    secret |= {str(pk) for pk in group.memberships.values_list("pk", flat=True)}
    ids = {on_board.pk, on_board.group_id, on_board.group.room.pk, on_board.author_id, reader.pk}
    ids |= set(Reply.objects.filter(topic__group=on_board.group).values_list("pk", flat=True))
    read = ""

    for here in patterns():
        for pk in ids:
            look = browser.get(at(here, pk))
            assert look.status_code in ANSWERS, at(here, pk)
            assert not [word for word in secret if word in look.text], at(here, pk)
            read += look.text if OF_THE_FORUM.match(here) else ""

    assert "Secret words shown" in read, "a board is there for those who have joined it"
    assert not [
        word for word in ("held", "hidden", "returned", "retracted") if f"Secret words {word}" in read
    ]


def as_it_is():
    return sorted(Reply.objects.values_list("pk", "state", "revision"))
