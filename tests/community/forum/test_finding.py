"""Looking for words in one group's forum: by their stem, and never in what somebody may not read."""

from datetime import timedelta

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from community.forum import finding
from community.forum.finding import find, has_all, patterns_of
from community.forum.models import Reply
from groups.models import Muting
from tests import cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def other(group):
    return cast.seat(cast.make_user(), group, alias="Halla")


@pytest.fixture
def topic(member):
    return cast.topic(member, "Sleeping badly", "What do you do at night?")


def bodies(seat, words):
    found = find(seat.group, seat, words)
    return [Reply.objects.get(pk=pk).body for pk in found.ids]


# --- Which words ------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("language", "asked", "text"),
    [
        ("en", "walk", "Walking helps."),
        ("en", "WALKING", "I walk."),
        ("fi", "kävely", "Kävelyllä käyminen auttaa."),
        ("fi", "lapsi", "Lapsille se oli vaikeaa."),
        ("sv", "barn", "Barnen sover."),
        ("sv", "promenad", "Promenader hjälper."),
        ("nb", "natt", "Nettene er lange, og natten er verst."),
        ("en", "night walk", "A walk, at night."),
        ("en", "ok", "It is ok."),
    ],
)
def test_words_are_found_by_their_stem(language, asked, text):
    assert has_all(text, patterns_of(asked, language))


@pytest.mark.parametrize(
    ("asked", "text"),
    [("night dog", "A walk, at night."), ("ok", "He spoke."), ("art", "It starts."), ("walk", "Sidewalk.")],
)
def test_every_word_counts_and_only_its_beginning(asked, text):
    assert not has_all(text, patterns_of(asked, "en"))


@pytest.mark.parametrize("asked", ["", "  ", "?!", "…"])
def test_no_words_find_nothing(topic, member, asked):
    assert find(member.group, member, asked).ids == []


# --- Where ------------------------------------------------------------------------------
def test_the_newest_comes_first_and_titles_count(topic, member, other):
    cast.reply(topic, other, "Sleep? I walk.")

    assert bodies(member, "sleep") == ["Sleep? I walk.", "What do you do at night?"]


def test_words_that_are_hidden_held_or_taken_back_are_not_found_nor_their_titles(topic, member, other):
    for state in ("hidden", "held", "returned", "retracted"):
        cast.reply(topic, other, "Sleep well.", state=state)
    cast.topic(other, "Sleep hidden", "Words.", state="hidden")
    cast.topic(other, "Sleep held", "Words.", state="held")

    assert bodies(member, "sleep") == ["What do you do at night?"]


def test_ones_own_words_that_wait_are_found(topic, member):
    cast.reply(topic, member, "Sleep well.", state="held")

    assert "Sleep well." in bodies(member, "sleep")


def test_whom_one_does_not_read_is_not_found(topic, member, other):
    cast.reply(topic, other, "Sleep well.")
    Muting.objects.create(by=member, whom=other)

    assert bodies(member, "sleep") == ["What do you do at night?"]


def test_another_group_is_another_forum(topic, member):
    elsewhere = cast.make_group(name="Friday group")
    theirs = cast.seat(cast.make_user(), elsewhere)
    cast.topic(theirs, "Sleep", "Sleep.")
    also_mine = cast.seat(member.user, elsewhere, alias="Tuuli")

    assert bodies(member, "sleep") == ["What do you do at night?"]
    assert bodies(also_mine, "sleep") == ["Sleep."]


def test_what_is_older_than_is_looked_through_is_said(topic, member, other, monkeypatch):
    monkeypatch.setattr(finding, "AT_MOST", 2)
    assert not find(member.group, member, "sleep").is_cut

    for _ in range(2):
        cast.reply(topic, other, "Sleep well.")

    found = find(member.group, member, "sleep")
    assert (len(found.ids), found.is_cut) == (2, True)


def test_the_newest_are_looked_through_and_come_first(topic, member, other, monkeypatch):
    monkeypatch.setattr(finding, "AT_MOST", 3)
    minute, now = timedelta(minutes=1), timezone.now().replace(microsecond=0)
    for number in (2, 5, 1, 4, 3):
        said = cast.reply(topic, other, f"Sleep {number}.")
        Reply.objects.filter(pk=said.pk).update(said_at=now + number * minute)

    assert bodies(member, "sleep") == ["Sleep 5.", "Sleep 4.", "Sleep 3."]
    monkeypatch.setattr(finding, "AT_MOST", 6)
    assert bodies(member, "sleep")[:5] == [f"Sleep {number}." for number in (5, 4, 3, 2, 1)]


@pytest.mark.parametrize("replies", [1, 3, 300])
def test_it_takes_as_many_questions_whatever_there_is(
    topic, member, other, replies, django_assert_num_queries
):
    for _ in range(replies):
        cast.reply(topic, other, "Sleep well.")

    with django_assert_num_queries(3):
        find(member.group, member, "sleep")


STATES = st.sampled_from(["shown", "held", "hidden", "returned", "retracted"])
WORDS = st.sampled_from(["sleep", "walk", "night", "dog"])


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.booleans(), st.booleans(), STATES, WORDS), max_size=6), WORDS, st.booleans())
def test_nobody_is_given_what_they_may_not_read(rows, asked, is_leader):
    """Whatever was written by whomever in whichever group and state: only what the reader may read, and all of it."""
    groups = cast.make_group(name="Here"), cast.make_group(name="There")
    me = cast.seat(cast.make_user(), groups[0], part="facilitator" if is_leader else "member")
    writers = [cast.seat(cast.make_user(), group, alias="Halla") for group in groups]
    due = set()
    for is_here, is_mine, state, word in rows:
        author = (me if is_mine else writers[0]) if is_here else writers[1]
        topic = cast.topic(author, "Title", "Opening.")
        made = cast.reply(topic, author, f"So: {word}.", state=state)
        is_own = author == me and state in ("held", "returned")
        if is_here and word == asked and (state == "shown" or is_own):
            due.add(made.pk)

    assert set(find(groups[0], me, asked).ids) == due
