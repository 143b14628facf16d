"""What forums say they hold of somebody: their own words, and of others only that they were quoted or answered."""

import pytest

from community.forum.actions.following import follow
from community.forum.actions.reaction import react
from community.forum.models import Following, Reply
from community.forum.own import Held
from tests import cast

pytestmark = pytest.mark.django_db


def rows(person):
    return {section.key: list(section.rows) for section in Held().export(person)}


@pytest.fixture
def lived(member, other_member):
    """Somebody who began a topic, and wrote and quoted in another."""
    own = cast.topic(member, title="Nights with Halla", body="What helps?")
    theirs = cast.topic(other_member, title="The ferry", body="We go on Sunday.")
    first = cast.reply(theirs, member, "I come too.", quotes=theirs.replies.get())
    cast.reply(theirs, member, "At ten, Halla.", quotes=first)
    react(reply=cast.reply(own, other_member, "Tea."), actor=member, kind="thanks")
    follow(topic=theirs, actor=member)
    return member


def test_ones_own_words_are_handed_out_and_no_title_of_others(lived, other_member):
    found = rows(lived.user)

    replies = [(row["topic"], row["quotes"], row["words"]) for row in found["replies"]]
    assert replies == [
        ("Nights with [someone]", "", "What helps?"),
        ("[someone else’s words]", "[someone else’s words]", "I come too."),
        ("[someone else’s words]", "your own words", "At ten, [someone]."),
    ]
    assert [row["sign"] for row in found["forum_signs"]] == ["Thank you for saying it"]
    assert [row["mark"] for row in found["followings"]] == ["followed"]
    for words in ("ferry", "Sunday", "Tea", other_member.alias):
        assert words not in str(found)


def test_it_is_counted_by_place_and_goes(lived):
    held, person = Held(), lived.user
    Following.objects.filter(person=person).update(mode="")
    assert rows(person)["followings"][0]["mark"] == "read"
    assert held.counts(person, lived.pk) == {"replies": 3, "forum_signs": 1}
    assert held.counts(person) == {"replies": 3, "forum_signs": 1, "followings": 1}

    held.erase(person, lived.pk)

    assert held.counts(person) == {"replies": 0, "forum_signs": 0, "followings": 1}
    assert Reply.objects.filter(author=lived).count() == 3

    held.erase(person)

    assert not any(rows(person).values())
    assert not any(held.counts(person).values())


@pytest.mark.parametrize("more", [0, 3])
def test_the_rows_cost_the_same_however_many(more, lived, django_assert_num_queries):
    topic = cast.topic(lived)
    for _number in range(more):
        cast.reply(topic, lived, quotes=topic.replies.first())

    with django_assert_num_queries(8):
        rows(lived.user)
