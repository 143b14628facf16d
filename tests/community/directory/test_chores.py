"""Upkeep of the directory."""

from datetime import timedelta

import pytest
from django.utils import timezone

from community import chores
from community.directory import chores as ours
from community.directory.actions.doubt import doubt
from community.directory.actions.listing import relist
from community.directory.models import Doubt, Link, ListedCard, Listing, Service
from tests.community.directory.entries import make_service

pytestmark = pytest.mark.django_db


def test_links_are_looked_after():
    assert "directory.check_links" in {chore.name for chore in chores.known()}


@pytest.mark.parametrize("may", [True, False])
def test_an_address_of_our_own_network_is_never_broken(settings, may):
    settings.LINK_CHECK = may
    make_service(url="http://127.0.0.1/")

    ours.ask_links()

    assert [link.state for link in Link.objects.all()] == (["unsure"] if may else [])


def test_listings_of_an_older_version_get_their_card():
    service = make_service()
    relist(services=Service.objects.all())
    ListedCard.objects.all().delete()
    before = Listing.objects.get().pk

    ours.list_cards()

    assert ListedCard.objects.get().listing.service == service
    ours.list_cards()
    assert Listing.objects.get().pk == before + 1  # once is enough


def test_words_nobody_dealt_with_are_looked_after():
    names = {chore.name for chore in chores.known()}
    assert {"directory.call_for_late_doubts", "directory.erase_what_is_over"} <= names
    doubt(service=make_service(), kind="other", words="Call Leena instead.")
    Doubt.objects.update(made_at=timezone.now() - timedelta(days=400))

    ours.call_for_doubts()
    ours.erase()

    assert Doubt.objects.get().words == ""
    assert Doubt.objects.get().reminded_at
