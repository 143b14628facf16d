"""A topic for tests, in which one member has asked and another has answered."""

import pytest

from community.forum.models import Reply
from community.screening import content_held, content_noticed
from tests import cast
from tests.community.forum.screeners import NAME


@pytest.fixture
def topic(member):
    return cast.topic(member)


@pytest.fixture
def reply(topic, other_member):
    return cast.reply(topic, other_member)


@pytest.fixture
def screener(settings):
    """Words that name the lake are held, words that name the boat are noticed."""
    settings.SCREENERS = [NAME]


@pytest.fixture
def heard(django_capture_on_commit_callbacks):
    """Does something and gives back what was told of it: (signal, state of the words, ids of rules)."""

    def doing(action, **facts):
        told, ears = [], []
        for signal, name in ((content_held, "held"), (content_noticed, "noticed")):

            def hear(sender, content, findings, name=name, **kwargs):
                told.append((name, content.state, [finding.rule for finding in findings]))

            signal.connect(hear, sender=Reply, weak=False)
            ears.append((signal, hear))
        try:
            with django_capture_on_commit_callbacks(execute=True):
                action(**facts)
        finally:
            for signal, hear in ears:
                signal.disconnect(hear, sender=Reply)
        return told

    return doing


@pytest.fixture
def as_(client):
    """The client, signed in as whoever has this seat."""

    def sign_in(seat):
        client.force_login(seat.user)
        return client

    return sign_in
