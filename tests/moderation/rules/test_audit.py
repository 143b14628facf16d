"""Who may read the audit log, and the reasons in it."""

import pytest

from moderation import rules
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
