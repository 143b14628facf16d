"""Statements leave the house in deliveries of a hundred, and each export is written down."""

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from community.audit.models import Entry
from moderation import eu_statements
from moderation.actions import transparency
from moderation.actions.transparency import export_statements
from tests import cast

pytestmark = pytest.mark.django_db
YEAR = timezone.localdate().year


def test_a_delivery_holds_so_many_and_the_next_the_rest(moderator, coordinator, monkeypatch):
    monkeypatch.setattr(transparency, "MOST", 2)
    for _number in range(3):
        cast.decide(cast.make_user(), by=moderator, measure="hide")

    first, second = (export_statements(actor=coordinator, year=YEAR, part=part) for part in (1, 2))

    puids = [statement["puid"] for part in (first, second) for statement in part["statements"]]
    assert (len(first["statements"]), len(second["statements"]), len(set(puids))) == (2, 1, 3)
    assert eu_statements.MOST == 100


def test_the_export_is_written_down(coordinator):
    export_statements(actor=coordinator, year=YEAR)

    assert Entry.objects.filter(action="statements.exported", actor_id=coordinator.pk).count() == 1


def test_nobody_else_exports(moderator):
    with pytest.raises(PermissionDenied, match="This export"):
        export_statements(actor=moderator, year=YEAR)
