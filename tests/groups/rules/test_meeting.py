"""Who may say what a meeting is about."""

import pytest
from django.utils import timezone

from groups import rules
from tests import cast
from tests.groups.rules import refused

pytestmark = pytest.mark.django_db


def test_the_agenda_is_written_by_those_who_lead_until_the_meeting_is_over(
    meeting, group, facilitator, member, stranger
):
    coming = cast.make_meeting(group, starts_in=60 * 24)
    past = cast.make_meeting(group, starts_in=-60 * 24)
    elsewhere = cast.make_meeting(stranger.group)
    may_set = rules.may_set_agenda

    assert may_set(facilitator.user, facilitator, meeting)
    assert may_set(facilitator.user, facilitator, coming)
    assert refused(may_set(member.user, member, meeting), "those who lead")
    assert refused(may_set(facilitator.user, facilitator, elsewhere), "not in your group")
    assert refused(may_set(facilitator.user, facilitator, past), "This meeting is over")
    coming.cancelled_at = timezone.now()
    assert refused(may_set(facilitator.user, facilitator, coming), "This meeting is over")
