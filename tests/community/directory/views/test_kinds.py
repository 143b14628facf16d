"""The plain pages of kinds of help."""

import pytest

from community.directory.actions.seeds import load_seeds

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def seeds():
    load_seeds()


def test_all_kinds_stand_on_one_page(client, django_assert_num_queries):
    with django_assert_num_queries(1):
        page = client.get("/services/kinds/").text

    assert "Work with families with infants" in page
    assert 'href="/services/kinds/cbt/"' in page


def test_a_kind_says_what_it_is_where_that_was_read_and_who_offers_it(client):
    page = client.get("/services/kinds/cbt/").text

    for words in (
        "When people seek it",
        "What to expect",
        "What is known about it",
        "World Psychiatry",
        "Read on",
    ):
        assert words in page, words
    assert "Show 1 service" in client.get("/services/kinds/infants/").text


def test_a_kind_there_is_not_is_not_found(client):
    assert client.get("/services/kinds/magic/").status_code == 404
