"""The page that looks for words in a forum."""

import pytest
from django.core.cache import cache
from django.urls import reverse

from tests import cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def address(group):
    return reverse("forum:search", args=[group.pk])


@pytest.fixture
def phone(client, member):
    cache.clear()
    client.force_login(member.user)
    return client


@pytest.fixture
def other(group):
    return cast.seat(cast.make_user(), group, alias="Halla")


def test_what_is_found_leads_to_its_place(phone, address, member, other):
    topic = cast.topic(member, "At night", "What helps?")
    reply = cast.reply(topic, other, "Walking & talking.")

    page = phone.post(address, {"words": "walk"})

    assert "Walking &amp; talking." in page.text
    assert f"{reverse('forum:topic', args=[topic.pk])}?page=1#reply-{reply.pk}" in page.text
    assert "Halla" in page.text


def test_words_with_a_note_are_not_met_unprepared(phone, address, member, other):
    topic = cast.topic(member)
    cast.reply(topic, other, "Walking and blood.", content_note="violence")

    page = phone.post(address, {"words": "walk"})

    assert "blood" not in page.text
    assert "about violence" in page.text


def test_ones_own_words_that_wait_lead_to_their_own_page(phone, address, member):
    topic = cast.topic(member, "Title", state="held")
    waits = topic.replies.get()

    page = phone.post(address, {"words": "do"})

    assert reverse("forum:reply", args=[waits.pk]) in page.text


def test_an_address_says_nothing_and_finds_nothing(phone, address, member):
    cast.topic(member, "Walking")

    assert "Walking" not in phone.get(f"{address}?words=walk").text


def test_nothing_found_says_what_to_do_and_keeps_the_words(phone, address):
    page = phone.post(address, {"words": "elephant"})

    assert "Nothing found" in page.text
    assert 'value="elephant"' in page.text


def test_no_word_is_said_kindly(phone, address):
    assert "Write a word." in phone.post(address, {"words": ""}).text


def test_more_than_a_page_is_turned_without_an_address(phone, address, member):
    topic = cast.topic(member, "Title", "Opening.")
    for number in range(25):
        cast.reply(topic, member, f"Walk number {number}.")

    first, second = (phone.post(address, {"words": "walk", "page": page}) for page in ("1", "2"))

    assert "Walk number 24." in first.text
    assert "Walk number 4." not in first.text
    assert "Walk number 4." in second.text
    assert phone.post(address, {"words": "walk", "page": "99"}).status_code == 200


def test_too_many_searches_wait(phone, address):
    for _ in range(30):
        phone.post(address, {"words": "walk"})

    assert "many searches" in phone.post(address, {"words": "walk"}).text


@pytest.mark.parametrize("replies", [1, 3, 300])
def test_the_page_asks_as_often_whatever_is_found(
    phone, address, member, replies, django_assert_max_num_queries
):
    topic = cast.topic(member, "Title", "Opening.")
    for _ in range(replies):
        cast.reply(topic, member, "Walk.")
    phone.post(address, {"words": "walk"})

    with django_assert_max_num_queries(10):
        phone.post(address, {"words": "walk"})


def test_a_stranger_finds_no_page(client, address, group):
    elsewhere = cast.seat(cast.make_user(), cast.make_group(name="Friday group"))
    client.force_login(elsewhere.user)

    assert client.post(address, {"words": "walk"}).status_code in {403, 404}
