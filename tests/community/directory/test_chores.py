"""Upkeep of the directory."""

import pytest

from community import chores
from community.directory import chores as ours
from community.directory.models import Link
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
