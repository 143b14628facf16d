"""Who may say that they see to a room that waits."""

import pytest
from django.utils import timezone

from groups.models import Paging
from groups.rules import may_see_to
from tests import cast

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("duty", ["facilitator", "moderator", "safeguarding"])
def test_a_duty_with_its_proof_and_something_that_waits(group, duty):
    paging = Paging(room=group.room, kind="staffing")

    assert may_see_to(cast.make_staff(duty), paging)
    for without in (cast.make_staff(duty, step=False), cast.make_staff(duty, credential=False)):
        assert "needs a checked credential and a second step" in may_see_to(without, paging).reason


def test_what_is_seen_to_already_needs_nobody(group, moderator):
    paging = Paging(room=group.room, kind="staffing", ended_at=timezone.now())

    assert may_see_to(moderator, paging).reason == "It is seen to already. Thank you for coming."
