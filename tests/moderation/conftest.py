"""Who else keeps people safe, for these tests."""

import pytest

from tests import cast


@pytest.fixture
def another_moderator(db):
    return cast.make_staff("moderator", display_name="Petra")
