"""Who may say by hand what a notice from outside is about."""

from datetime import timedelta

import pytest
from django.utils import timezone

from groups.models import Membership, Visit
from moderation import rules
from tests.moderation.watching import waiting

pytestmark = pytest.mark.django_db


@pytest.fixture
def case():
    return waiting(1, kind="notice", level=0)


@pytest.fixture
def visit(group, moderator):
    return Visit(room=group.room, person=moderator, until=timezone.now() + timedelta(minutes=9))


def test_whoever_may_take_a_case_that_names_nobody(case, moderator, coordinator):
    assert rules.may_tie(moderator, case)
    assert "for moderators" in rules.may_tie(coordinator, case).reason


def test_not_what_names_words_or_a_person_or_came_from_inside(member, moderator):
    for case in (waiting(kind="notice", person=member.user), waiting(kind="report")):
        assert "known already" in rules.may_tie(moderator, case).reason


def test_from_within_the_room_and_not_to_oneself(case, visit, member, moderator, another_moderator):
    assert rules.may_tie_to(moderator, case, visit, member)
    assert rules.may_tie_to(moderator, case, visit, None)
    assert "somebody else’s" in rules.may_tie_to(another_moderator, case, visit, member).reason
    assert "about you" in rules.may_tie_to(moderator, case, visit, Membership(user=moderator)).reason

    visit.ended_at = timezone.now()
    assert "has ended" in rules.may_tie_to(moderator, case, visit, member).reason
