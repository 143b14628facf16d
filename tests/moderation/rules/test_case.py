"""Who may take, decide, confirm and undo, and what each no says."""

from datetime import timedelta

import pytest
from django.utils import timezone

from moderation.models import Appeal, Case, Decision, Report
from moderation.rules import may_claim, may_confirm, may_decide, may_look, may_take_back, may_undo
from tests import cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(db):
    return Case.objects.create(kind="report", priority=2, due_at=timezone.now() + timedelta(days=1))


def test_moderators_and_safeguarding_leads_look(case, moderator, member):
    assert may_look(moderator, case)
    assert may_look(cast.make_staff("safeguarding"), case)
    assert "for moderators" in may_look(member.user, case).reason
    assert "for moderators" in may_look(cast.make_staff("moderator", step=False), case).reason


@pytest.mark.parametrize("rule", [may_look, may_claim, may_decide, may_confirm])
def test_nobody_touches_a_case_about_themselves(case, moderator, rule):
    case.person = moderator

    assert "about you" in rule(moderator, case).reason


def test_a_case_is_taken_when_it_waits_and_nobody_has_it(case, moderator, another_moderator):
    assert may_claim(moderator, case)

    case.claimed_by, case.claimed_until = another_moderator, timezone.now() + timedelta(minutes=1)
    assert "Somebody else has this one" in may_claim(moderator, case).reason
    assert may_claim(another_moderator, case)
    case.claimed_until = timezone.now()
    assert may_claim(moderator, case)
    case.decided_at = timezone.now()
    assert "decided already" in may_claim(moderator, case).reason


def test_whoever_reported_it_does_not_decide_it(case, moderator, another_moderator):
    Report.objects.create(kind="other", copy="[]", case=case, reporter=moderator)

    assert "reported this yourself" in may_decide(moderator, case).reason
    assert may_decide(another_moderator, case)


@pytest.mark.parametrize("rule", [may_claim, may_decide, may_confirm])
def test_nobody_decides_about_a_group_they_lead_or_sit_in(case, group, another_moderator, rule):
    case.group, case.proposed_by = group, another_moderator if rule is may_confirm else None
    leads, sat = cast.make_staff("moderator", "facilitator"), cast.make_staff("moderator")
    cast.lead(leads, group, alias="Lea")
    seat = cast.seat(sat, group, alias="Usva")

    assert "a seat in this group" in rule(leads, case).reason
    assert "a seat in this group" in rule(sat, case).reason
    type(seat).objects.filter(pk=seat.pk).update(left_at=timezone.now())
    assert rule(sat, case)


def test_what_is_proposed_is_confirmed_by_somebody_else(case, moderator, another_moderator):
    assert "Nothing has been proposed" in may_confirm(moderator, case).reason

    case.proposed_by = moderator
    assert "needs a second person" in may_confirm(moderator, case).reason
    assert "needs a second person" in may_claim(moderator, case).reason
    assert may_confirm(another_moderator, case)
    assert may_claim(another_moderator, case)
    assert "second person" in may_decide(another_moderator, case).reason


def test_a_decision_is_undone_by_whoever_moderates_and_once(case, moderator, another_moderator, member):
    decision = Decision(case=case, made_by=moderator)

    assert may_undo(another_moderator, decision)
    assert "for moderators" in may_undo(member.user, decision).reason
    decision.undone_at = timezone.now()
    assert "undone already" in may_undo(another_moderator, decision).reason


def test_a_press_is_taken_back_by_whoever_pressed_alone_and_soon(case, moderator, another_moderator, member):
    decision = Decision(case=case, made_by=moderator, made_at=timezone.now(), measure="hide")

    assert may_take_back(moderator, decision)
    assert "you decided alone" in may_take_back(another_moderator, decision).reason
    assert "for moderators" in may_take_back(member.user, decision).reason
    decision.second_by = another_moderator
    assert "you decided alone" in may_take_back(moderator, decision).reason
    decision.second_by, decision.made_at = None, timezone.now() - timedelta(minutes=5, seconds=1)
    assert "are over" in may_take_back(moderator, decision).reason
    decision.made_at, decision.undone_at = timezone.now(), timezone.now()
    assert "undone already" in may_take_back(moderator, decision).reason


def test_what_somebody_objected_to_is_not_taken_back(case, moderator):
    decision = Decision(case=case, made_by=moderator, made_at=timezone.now(), measure="hide")
    decision.appeal = Appeal(decision=decision)

    assert "objected" in may_take_back(moderator, decision).reason
