"""Whoever asked and does not agree gets a second look, by somebody who did not decide the first time."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from community.audit.models import Entry
from groups.models import Message
from moderation.actions.again import ask_again
from moderation.actions.case import open_case
from moderation.actions.decision import confirm, decide, turn_down
from moderation.actions.notice import find_by_code, notify
from moderation.actions.report import report
from moderation.models import Case, Report
from tests import cast
from tests.moderation.actions.test_notice import FACTS

pytestmark = pytest.mark.django_db


@pytest.fixture
def answered(meeting, member, other_member, moderator):
    """Reported, and the moderator found nothing."""
    said = cast.words(member, "You are all fools.")
    message = Message.objects.select_related("room__group", "author").get(pk=said.pk)
    made = report(message=message, reporter=other_member, kind="unkind", note="It hurt.")
    decide(case=made.case, actor=moderator, measure="none", rule="kind")
    return Report.objects.get()


def test_a_second_look_is_a_case_anew_with_the_same_evidence(answered, member):
    again = ask_again(report=answered, words="Read the line before.").report

    assert (again.follows, again.note, again.copy) == (answered, "Read the line before.", answered.copy)
    assert again.case != answered.case
    assert (again.case.person, again.case.message, again.case.is_open) == (
        member.user,
        answered.message,
        True,
    )
    assert Entry.objects.filter(action="report.asked_again").count() == 1


def test_whoever_decided_first_does_not_decide_it(answered, moderator, another_moderator):
    case = ask_again(report=answered, words="Look again.").report.case

    with pytest.raises(PermissionDenied, match="You decided this before"):
        decide(case=case, actor=moderator, measure="none", rule="kind")
    assert decide(case=case, actor=another_moderator, measure="hide", rule="kind")


def test_whoever_confirmed_it_does_not_either(meeting, member, other_member, moderator, another_moderator):
    said = cast.words(member, "You are all fools.")
    message = Message.objects.select_related("room__group", "author").get(pk=said.pk)
    case = report(message=message, reporter=other_member, kind="unkind").case
    decide(case=case, actor=moderator, measure="end_membership", rule="kind")
    confirm(case=Case.objects.get(), actor=another_moderator)
    again = ask_again(report=Report.objects.get(), words="That was too much.").report.case

    for person in (moderator, another_moderator):
        with pytest.raises(PermissionDenied, match="You decided this before"):
            decide(case=again, actor=person, measure="none", rule="kind")


def test_from_outside_there_is_a_new_code(moderator):
    first = notify(**FACTS)
    decide(case=first.report.case, actor=moderator, measure="none", rule="kind")

    again = ask_again(report=Report.objects.get(), words="Look at the evening before.")

    assert find_by_code(code=again.code) == again.report
    assert find_by_code(code=first.code) == first.report
    assert (again.report.explanation, again.report.email) == ("Look at the evening before.", FACTS["email"])
    assert again.report.case.kind == "notice"


def test_one_asks_again_once_and_of_what_was_answered(answered):
    ask_again(report=answered, words="Look again.")

    with pytest.raises(PermissionDenied, match="once more already"):
        ask_again(report=answered, words="And again.")
    with pytest.raises(PermissionDenied, match="not answered yet"):
        ask_again(report=Report.objects.get(follows=answered), words="Quicker.")


def test_a_second_look_is_the_last(answered, another_moderator):
    second = ask_again(report=answered, words="Look again.").report
    decide(case=second.case, actor=another_moderator, measure="none", rule="kind")

    with pytest.raises(PermissionDenied, match="once more already"):
        ask_again(report=second, words="And again.")


def test_a_second_look_is_not_answered_by_what_the_first_person_proposed(
    answered, member, moderator, another_moderator
):
    message = Message.objects.get()
    other = open_case(kind="report", priority=2, message=message, person=member.user, group=member.group)
    decide(case=other, actor=moderator, measure="close_account", rule="kind")
    case = ask_again(report=answered, words="Look again.").report.case
    assert case == other

    with pytest.raises(ValidationError, match="Turn it down"):
        confirm(case=case, actor=another_moderator)
    turn_down(case=case, actor=another_moderator)
    assert decide(case=case, actor=another_moderator, measure="none", rule="kind")


def test_after_six_months_it_is_too_late(answered):
    Report.objects.update(told_at=timezone.now() - timedelta(days=185))

    with pytest.raises(PermissionDenied, match="six months"):
        ask_again(report=answered, words="Late.")


def test_the_six_months_run_from_the_answer(answered):
    assert answered.second_look_until - answered.told_at > timedelta(days=183)
    assert Report().second_look_until is None
