"""Who may object, and who decides about it. Each no says why."""

from datetime import timedelta

import pytest
from django.utils import timezone

from moderation.models import Appeal, Report
from moderation.rules import may_appeal, may_decide_appeal
from tests import cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def decision(member, group, moderator):
    return cast.decide(member.user, group=group, by=moderator)


@pytest.fixture
def until():
    return timezone.now() + timedelta(days=1)


@pytest.fixture
def objection(decision, member):
    return Appeal.objects.create(
        decision=decision, by=member.user, words="A joke.", first_by=decision.made_by
    )


# --- Objecting ------------------------------------------------------------------
def test_whom_it_is_about_may_object(decision, member, until):
    assert may_appeal(member.user, decision, until=until)


def test_nobody_else_objects(decision, other_member, until):
    assert "Only the person" in may_appeal(other_member.user, decision, until=until).reason


@pytest.mark.parametrize("measure", ["none", "release"])
def test_what_takes_nothing_away_is_not_objected_to(measure, member, moderator, until):
    decision = cast.decide(member.user, by=moderator, measure=measure)

    assert "takes nothing away" in may_appeal(member.user, decision, until=until).reason


def test_what_nobody_was_told_is_not_objected_to(member, moderator):
    decision = cast.decide(member.user, by=moderator, told_at=None)

    assert "not made known" in may_appeal(member.user, decision, until=None).reason


def test_one_objects_once(objection, member, until):
    assert "already" in may_appeal(member.user, objection.decision, until=until).reason


def test_what_is_undone_is_not_objected_to(member, moderator, until):
    decision = cast.decide(member.user, by=moderator, undone_at=timezone.now(), undone_by=moderator)

    assert "has been undone" in may_appeal(member.user, decision, until=until).reason


def test_after_six_months_it_is_too_late(decision, member):
    over = timezone.now() - timedelta(seconds=1)

    assert "six months" in may_appeal(member.user, decision, until=over).reason


# --- Deciding about it -----------------------------------------------------------
def test_another_moderator_decides(objection, another_moderator):
    assert may_decide_appeal(another_moderator, objection)


def test_a_safeguarding_lead_decides_too(objection):
    assert may_decide_appeal(cast.make_staff("safeguarding"), objection)


def test_whoever_decided_first_does_not(objection, moderator):
    assert "took part" in may_decide_appeal(moderator, objection).reason


def test_whoever_confirmed_it_does_not(member, moderator, another_moderator):
    facts = {"measure": "close_account", "is_permanent": True, "second_by": another_moderator}
    decision = cast.decide(member.user, by=moderator, **facts)
    objection = Appeal.objects.create(
        decision=decision,
        by=member.user,
        words="Why?",
        first_by=moderator,
        first_second_by=another_moderator,
    )

    assert "took part" in may_decide_appeal(another_moderator, objection).reason


def test_nobody_decides_about_themselves(moderator, another_moderator):
    decision = cast.decide(another_moderator, by=moderator)
    objection = Appeal.objects.create(
        decision=decision, by=another_moderator, words="Why?", first_by=moderator
    )

    assert "on yourself" in may_decide_appeal(another_moderator, objection).reason


def test_whoever_reported_it_or_sits_in_the_group_does_not(objection, another_moderator):
    case = objection.decision.case
    Report.objects.create(kind="unkind", copy="[]", case=case, reporter=another_moderator)
    sits = cast.make_staff("moderator")
    case.group = cast.seat(sits, cast.make_group(), alias="Lea").group

    assert "reported this yourself" in may_decide_appeal(another_moderator, objection).reason
    assert "a seat in this group" in may_decide_appeal(sits, objection).reason


def test_it_is_answered_once(objection, another_moderator):
    objection.decided_at = timezone.now()

    assert "already answered" in may_decide_appeal(another_moderator, objection).reason


def test_members_facilitators_and_coordinators_do_not(objection, other_member, facilitator, coordinator):
    for user in (other_member.user, facilitator.user, coordinator):
        assert "for moderators" in may_decide_appeal(user, objection).reason
