"""Who may share a service."""

import pytest

from community.directory.cards import card_of
from groups.rules import may_share

pytestmark = pytest.mark.django_db


def test_those_who_lead_share_what_is_on_the_list(meeting, facilitator, member):
    room, card = meeting.group.room, card_of("crisis:fi-mieli-fi", "fi")

    assert may_share(facilitator.user, facilitator, room, card)
    assert "for those who lead" in may_share(member.user, member, room, card).reason
    words = "This service is not on our list any more. Choose another."
    assert may_share(facilitator.user, facilitator, room, None).reason == words
