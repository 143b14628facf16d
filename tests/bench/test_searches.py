"""The posts a benchmark searches are found like any other, and as many as were asked for."""

import pytest
from django.test import Client
from django.urls import reverse

from bench import searches, seed
from community.forum.models import Reply, Topic
from groups.models import PeerGroup

pytestmark = pytest.mark.django_db


def test_what_is_asked_is_found_but_for_the_word_nobody_wrote():
    (door,) = seed.seed(1, 1)
    group = PeerGroup.objects.get()

    searches.grow(group, 120)
    searches.grow(group, 250)

    assert Reply.objects.count() == 250
    assert sum(Topic.objects.values_list("length", flat=True)) == 250
    client = Client(headers={"cookie": door["cookie"]})
    address = reverse("forum:search", args=[group.pk])
    found = {
        kind: sum(searches.timed(client, address, words)[-1] for words in every[:5])
        for kind, every in searches.asked(group.language).items()
    }
    assert found["one word"] > 0
    assert found["a word nobody wrote"] == 0
