"""Sanctions: what a decision takes from a person, and nothing from those from whom it takes nothing."""

import pytest

from moderation.actions.case import open_case
from moderation.actions.decision import decide
from moderation.actions.sanction import lift
from moderation.models import Sanction
from tests import cast

pytestmark = pytest.mark.django_db


def decided(seat, moderator, measure, state="shown"):
    message = cast.words(seat, state=state)
    case = open_case(kind="report", priority=2, message=message, person=seat.user, group=seat.group)
    return decide(case=case, actor=moderator, measure=measure, rule="kind")


def test_a_reminder_is_over_when_it_is_said(moderator, member):
    sanction = decided(member, moderator, "remind").sanction

    assert sanction.ends_at == sanction.starts_at
    assert (sanction.person, sanction.group, sanction.seat) == (member.user, member.group, member)
    assert not Sanction.objects.current().exists()


@pytest.mark.parametrize(("measure", "state"), [("none", "shown"), ("release", "held"), ("return", "held")])
def test_what_takes_nothing_from_anybody_is_no_sanction(moderator, member, measure, state):
    decided(member, moderator, measure, state)

    assert not Sanction.objects.exists()


def test_a_sanction_is_lifted_once_and_it_is_known_by_whom(moderator, another_moderator, member):
    decision = decided(member, moderator, "hide")

    lift(decision=decision, actor=another_moderator)
    lift(decision=decision, actor=moderator)

    assert Sanction.objects.get().lifted_by == another_moderator
