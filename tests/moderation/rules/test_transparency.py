"""Who takes the statements of reasons out of the house."""

import pytest

from moderation.rules import may_export_statements
from tests import cast

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("kind", ["safeguarding", "coordinator"])
def test_those_who_answer_for_the_service_do(kind):
    assert may_export_statements(cast.make_staff(kind))


@pytest.mark.parametrize("kind", ["moderator", "facilitator", "referrer", "administrator"])
def test_others_do_not(kind):
    assert "This export is for" in may_export_statements(cast.make_staff(kind)).reason
