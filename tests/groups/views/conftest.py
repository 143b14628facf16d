"""Walking in as somebody, by their seat."""

import pytest


@pytest.fixture
def room(group, meeting):
    """The group's room while its meeting is on and its facilitator is there."""
    return group.room


@pytest.fixture
def as_(client):
    """The client, signed in as whoever has this seat."""

    def sign_in(seat):
        client.force_login(seat.user)
        return client

    return sign_in
