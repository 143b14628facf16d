"""The topics a benchmark reads are topics like any other: sealed, in their places, and open to their group alone."""

import pytest
from django.test import Client

from bench import seed, topics
from bench.forum import WORDS
from community.forum.models import Reply

pytestmark = pytest.mark.django_db


def test_everyone_opens_the_topic_of_their_own_group_and_reads_it_all():
    doors = seed.seed(2, 2)
    pages = topics.grow(20)

    assert len(pages) == 2
    assert Reply.objects.filter(quotes__isnull=False).count() == 8
    for door in doors:
        client = Client(headers={"cookie": door["cookie"]})
        own = pages[door["page"]]
        page = client.get(own).content
        assert all(word in page for word in WORDS)
        other = next(page for page in pages.values() if page != own)
        assert client.get(other).status_code == 404
