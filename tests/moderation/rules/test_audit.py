"""Who may read the audit log, and the reasons in it."""

import pytest

from moderation import rules
from moderation.models import Case
from tests import cast

pytestmark = pytest.mark.django_db


def test_leads_and_administrators_read_it_and_leads_its_reasons(lead):
    administrator = cast.make_staff("administrator", credential=False)

    assert rules.may_read_audit(lead)
    assert rules.may_read_audit(administrator)
    assert rules.may_read_reasons(lead)
    assert "by safeguarding leads" in rules.may_read_reasons(administrator).reason


def test_nobody_else_does(moderator, coordinator):
    for person in (moderator, coordinator, cast.make_staff("administrator", credential=False, step=False)):
        assert "safeguarding leads and administrators" in rules.may_read_audit(person).reason


def test_nobody_follows_the_story_of_their_own_case(lead, moderator):
    assert rules.may_follow(lead, Case(person=moderator))
    assert not rules.may_follow(moderator, Case())
    assert rules.may_follow(lead, Case(person=lead)).reason == (
        "This case is about you. Somebody else looks at it."
    )
