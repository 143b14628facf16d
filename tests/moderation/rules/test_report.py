"""Every may in moderation: one case per way it says no, and the no says why."""

from datetime import timedelta

import pytest
from django.utils import timezone

from groups.models import HelpCall, Membership
from moderation import rules
from moderation.models import Case, Report
from tests import cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def open_call(member):
    return HelpCall.objects.create(room=member.group.room, caller=member)


# --- Watching ---------------------------------------------------------------------
@pytest.mark.parametrize("kind", ["moderator", "safeguarding"])
def test_moderators_and_safeguarding_leads_watch(kind):
    assert rules.may_watch(cast.make_staff(kind))


@pytest.mark.parametrize("kind", ["referrer", "facilitator", "coordinator", "administrator"])
def test_no_other_duty_watches(kind):
    verdict = rules.may_watch(cast.make_staff(kind))

    assert not verdict
    assert verdict.reason.startswith("This list is for moderators.")


def test_a_member_does_not_watch(member):
    assert not rules.may_watch(member.user)


@pytest.mark.parametrize("lacks", [{"step": False}, {"credential": False}, {"standing": "paused"}])
def test_a_moderator_without_all_it_takes_does_not_watch(lacks):
    verdict = rules.may_watch(cast.make_staff("moderator", **lacks))

    assert not verdict
    assert "a checked credential and a second step" in verdict.reason


def test_a_moderator_whose_check_is_overdue_does_not_watch():
    moderator = cast.make_staff("moderator", credential=False)
    cast.give_credential(moderator, days=-1)

    assert not rules.may_watch(moderator)


def test_a_moderator_whose_duty_has_ended_does_not_watch(moderator):
    moderator.roles.update(ended_at=timezone.now())

    assert not rules.may_watch(moderator)


# --- Answering a call from above ------------------------------------------------------
def test_a_moderator_takes_an_open_call(moderator, open_call):
    assert rules.may_answer(moderator, open_call)


def test_only_who_watches_takes_a_call(facilitator, open_call):
    verdict = rules.may_answer(facilitator.user, open_call)

    assert not verdict
    assert verdict.reason.startswith("This list is for moderators.")


def test_a_call_is_taken_once(moderator, open_call):
    open_call.answered_at = timezone.now()

    verdict = rules.may_answer(moderator, open_call)

    assert verdict.reason == "Somebody has already taken this call."


# --- Pointing somebody out ---------------------------------------------------------------
def test_members_and_staff_of_one_group_point_each_other_out(member, other_member, facilitator):
    assert rules.may_report_person(member.user, member, other_member)
    assert rules.may_report_person(member.user, member, facilitator)
    assert rules.may_report_person(facilitator.user, facilitator, member)


def test_nobody_points_out_who_sits_elsewhere_or_has_left(member, other_member, stranger):
    other_member.left_at = timezone.now()

    for whom in (stranger, other_member):
        assert "no seat in your group" in rules.may_report_person(member.user, member, whom).reason


def test_nobody_points_out_themselves(member):
    assert "your own seat" in rules.may_report_person(member.user, member, member).reason


def test_without_a_seat_one_points_out_nobody(member, stranger):
    assert "for members" in rules.may_report_person(stranger.user, member, member).reason


# --- Asking again ---------------------------------------------------------------------------
@pytest.fixture
def answered(db):
    return Report.objects.create(kind="other", copy="[]", told_at=timezone.now())


def test_one_asks_again_about_what_was_answered(answered):
    assert rules.may_ask_again(answered, until=timezone.now() + timedelta(days=1))


def test_what_is_not_answered_waits(db):
    waiting = Report.objects.create(kind="other", copy="[]")

    assert "not answered yet" in rules.may_ask_again(waiting, until=None).reason


def test_one_asks_again_once(answered):
    Report.objects.create(kind="other", copy="[]", follows=answered)

    assert "already" in rules.may_ask_again(answered, until=timezone.now() + timedelta(days=1)).reason


def test_after_six_months_one_writes_anew(answered):
    assert "six months" in rules.may_ask_again(answered, until=timezone.now() - timedelta(days=1)).reason


def test_nobody_opens_a_report_about_themselves(member, moderator):
    about = Report(seat=Membership(user=moderator))
    case = Report(case=Case(person=moderator))

    assert rules.may_see_report(moderator, Report(seat=member))
    for found in (about, case):
        assert rules.may_see_report(moderator, found).reason == (
            "This case is about you. Somebody else looks at it."
        )
    assert not rules.may_see_report(member.user, Report())
