"""A topic for tests, in which one member has asked and another has answered."""

import pytest

from tests import cast


@pytest.fixture
def topic(member):
    return cast.topic(member)


@pytest.fixture
def reply(topic, other_member):
    return cast.reply(topic, other_member)
