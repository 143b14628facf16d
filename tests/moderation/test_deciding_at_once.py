"""Several moderators at one queue, at the same moment: every case decided once. Twenty of them on PostgreSQL are in
tests/faults/test_moderators.py."""

import pytest

from groups.models import Membership
from moderation.models import Case, Decision
from tests.groups.test_saying_at_once import all_at_once
from tests.moderation.at_once import evening, found, lead, work

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]


def test_four_moderators_and_a_facilitator_decide_forty_cases_once():
    people = evening(moderators=4, cases=40)
    leader = Membership.objects.leading().first().pk

    all_at_once([*[lambda one=one: work(one) for one in people], lambda: lead(leader)])

    assert found() == []
    assert Case.objects.count() == 40
    assert Decision.objects.count() + Case.objects.filter(decision=None).count() == 40
