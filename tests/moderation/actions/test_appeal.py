"""Objecting to a decision, and somebody else looking at it anew."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from community.audit.models import Entry
from groups.models import Message
from moderation.actions.appeal import appeal, decide_appeal, ends_at, look_at_appeal
from moderation.actions.decision import decide
from moderation.actions.report import report
from moderation.models import Appeal, Decision
from tests import cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def said(meeting, member):
    return cast.words(member, "You are all fools.")


@pytest.fixture
def decision(said, other_member, moderator):
    """What was said is hidden, by the moderator, after a report."""
    message = Message.objects.select_related("room__group", "author").get(pk=said.pk)
    case = report(message=message, reporter=other_member, kind="unkind").case
    return decide(case=case, actor=moderator, measure="hide", rule="kind")


@pytest.fixture
def objection(decision, member):
    return appeal(decision=decision, actor=member.user, words="It was a joke.")


def test_an_objection_keeps_who_decided_first(objection, moderator, member):
    assert (objection.first_by, objection.first_second_by, objection.by) == (moderator, None, member.user)
    assert Entry.objects.filter(action="appeal.made", actor_id=member.user_id).count() == 1


def test_the_six_months_run_from_being_told(decision):
    assert timedelta(days=183) < ends_at(decision=decision) - decision.told_at < timedelta(days=186)
    decision.told_at = None
    assert ends_at(decision=decision) is None


def test_after_six_months_it_is_refused(decision, member):
    Decision.objects.update(told_at=timezone.now() - timedelta(days=185))

    with pytest.raises(PermissionDenied, match="six months"):
        appeal(decision=decision, actor=member.user, words="Late.")


def test_only_whom_it_is_about_objects(decision, other_member):
    with pytest.raises(PermissionDenied, match="Only the person"):
        appeal(decision=decision, actor=other_member.user, words="I object for them.")

    assert not Appeal.objects.exists()


def test_one_objects_once(objection, decision, member):
    with pytest.raises(PermissionDenied, match="already"):
        appeal(decision=decision, actor=member.user, words="And again.")


# --- Answering -------------------------------------------------------------------------
def test_reversed_undoes_what_was_done(objection, said, another_moderator):
    decide_appeal(appeal=objection, actor=another_moderator, outcome="reversed", answer="You were right.")

    said.refresh_from_db()
    objection.refresh_from_db()
    assert said.state == Message.State.SHOWN
    assert (objection.outcome, objection.decided_by, objection.answer) == (
        "reversed",
        another_moderator,
        "You were right.",
    )
    assert objection.decision.undone_by == another_moderator
    assert Entry.objects.filter(action="appeal.decided", actor_id=another_moderator.pk).count() == 1


def test_upheld_changes_nothing(objection, said, another_moderator):
    decide_appeal(appeal=objection, actor=another_moderator, outcome="upheld", answer="It hurt somebody.")

    said.refresh_from_db()
    assert said.state == Message.State.HIDDEN
    assert Decision.objects.get().undone_at is None


def test_whoever_decided_first_is_refused(objection, moderator, said):
    with pytest.raises(PermissionDenied, match="took part"):
        decide_appeal(appeal=objection, actor=moderator, outcome="upheld", answer="I stand by it.")

    objection.refresh_from_db()
    assert objection.is_open


def test_it_is_answered_once(objection, another_moderator):
    facts = {"outcome": "upheld", "answer": "No."}
    decide_appeal(appeal=objection, actor=another_moderator, **facts)

    with pytest.raises(PermissionDenied, match="already answered"):
        decide_appeal(appeal=objection, actor=cast.make_staff("moderator"), **facts)


# --- Looking --------------------------------------------------------------------------
def test_whoever_answers_sees_the_sealed_evidence_and_the_look_is_recorded(objection, another_moderator):
    lines = look_at_appeal(appeal=objection, actor=another_moderator)

    assert [line["body"] for line in lines if line["is_it"]] == ["You are all fools."]
    assert Entry.objects.filter(action="appeal.looked", actor_id=another_moderator.pk).count() == 1


def test_a_case_without_words_has_no_lines(member, moderator, another_moderator):
    decision = cast.decide(member.user, by=moderator)
    made = appeal(decision=decision, actor=member.user, words="Why?")

    assert look_at_appeal(appeal=made, actor=another_moderator) == []


def test_nobody_else_looks(objection, facilitator):
    with pytest.raises(PermissionDenied, match="for moderators"):
        look_at_appeal(appeal=objection, actor=facilitator.user)
