"""Upkeep of moderation."""

import datetime

import pytest
from django.utils import timezone

from community.forum.models import Reply
from community.screening import Finding, written
from groups.models import Message
from moderation.actions import reveal
from moderation.actions.case import open_case
from moderation.chores import (
    call_about_concerns,
    call_about_requests,
    forget_findings,
    forget_old_cases,
    forget_old_concerns,
    forget_old_reports,
)
from moderation.models import Appeal, Case, Concern, Report
from tests import cast
from tests.moderation.concerns import make_concern

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("days", "words"), [(364, "a copy"), (366, "")])
def test_the_words_of_a_report_are_forgotten_a_year_after_it_was_seen_to(days, words):
    seen_at = timezone.now() - datetime.timedelta(days=days)
    Report.objects.create(kind="other", copy="a copy", note="a note", seen_at=seen_at)

    forget_old_reports()

    assert Report.objects.get().copy == words


def test_a_report_nobody_has_seen_to_keeps_its_words():
    Report.objects.create(kind="other", copy="a copy", made_at=timezone.now() - datetime.timedelta(days=900))

    forget_old_reports()

    assert Report.objects.get().copy == "a copy"


def test_who_sent_a_notice_is_forgotten_with_what_they_said():
    facts = {"place": "here", "explanation": "because", "name": "Aila", "email": "aila@example.org"}
    Report.objects.create(
        kind="other",
        channel="outside",
        good_faith=True,
        digest=b"d" * 32,
        copy="[]",
        seen_at=timezone.now() - datetime.timedelta(days=366),
        **facts,
    )

    forget_old_reports()

    kept = Report.objects.get()
    assert [getattr(kept, name) for name in facts] == [""] * 4


def test_a_concern_nobody_has_is_called_out_by_the_clock(member, moderator):
    concern = make_concern(member, moderator)
    type(concern).objects.update(due_at=timezone.now())

    call_about_concerns()

    concern.refresh_from_db()
    assert concern.called_at is not None


@pytest.mark.parametrize(
    ("days", "is_objected_to", "words"), [(364, False, "a copy"), (366, False, ""), (366, True, "a copy")]
)
def test_the_copy_in_a_case_is_forgotten_a_year_after_it_was_decided(
    member, moderator, days, is_objected_to, words
):
    decision = cast.decide(member.user, by=moderator, evidence="a copy")
    Case.objects.update(decided_at=timezone.now() - datetime.timedelta(days=days))
    if is_objected_to:
        Appeal.objects.create(decision=decision, by=member.user, words="No.", first_by=moderator)

    forget_old_cases()

    assert Case.objects.get().evidence == words


def test_what_the_room_has_decided_about_is_closed(member):
    soon = timezone.now() + datetime.timedelta(days=1)
    for state in ("held", "returned"):
        message = cast.words(member, state=state)
        Case.objects.create(kind="held", priority=2, due_at=soon, message=message)

    forget_old_cases()

    assert Case.objects.get(decided_at=None).message.state == "held"


@pytest.mark.parametrize(("years", "is_erased"), [(1, True), (2, False)])
def test_the_words_of_concerns_go_after_the_years_of_the_setting(years, is_erased, member, lead, settings):
    settings.CONCERN_YEARS = years
    make_concern(member, lead)
    closed = timezone.now() - datetime.timedelta(days=500)
    Concern.objects.update(taken_at=closed, closed_at=closed, outcome="safe", closing="")

    forget_old_concerns()

    assert (Concern.objects.get().erased_at is not None) is is_erased


@pytest.mark.parametrize(
    ("state", "hours", "has_case", "is_kept"),
    [
        ("retracted", 4, False, False),
        ("retracted", 2, False, True),  # its author still sees crisis lines
        ("retracted", 4, True, True),
        ("shown", 4, False, True),
    ],
)
def test_what_screening_saw_in_words_taken_back_is_forgotten(member, state, hours, has_case, is_kept):
    found = written([Finding("risk.en.plan.1", 4, holds=True)])
    said_at = timezone.now() - datetime.timedelta(hours=hours)
    words = cast.words(member, state=state, found=found, said_at=said_at)
    if has_case:
        open_case(kind="risk", priority=0, message=words, person=member.user, group=member.group)

    forget_findings()

    assert (Message.objects.get().found is not None) == is_kept


@pytest.mark.parametrize(
    ("state", "hours", "has_case", "is_kept"),
    [
        ("retracted", 25, False, False),
        ("retracted", 23, False, True),  # crisis lines stay below a topic for a day
        ("retracted", 25, True, True),
        ("shown", 25, False, True),
    ],
)
def test_and_in_what_was_written_in_a_forum(member, state, hours, has_case, is_kept):
    found = written([Finding("risk.en.plan.1", 4, holds=True)])
    said_at = timezone.now() - datetime.timedelta(hours=hours)
    reply = cast.reply(cast.topic(member), member, state=state, found=found, said_at=said_at)
    if has_case:
        open_case(kind="risk", priority=0, reply=reply, person=member.user, group=member.group)

    forget_findings()

    assert (Reply.objects.get(pk=reply.pk).found is not None) == is_kept


def test_a_request_nobody_has_answered_is_called_out_by_the_clock(member, moderator, lead):
    asked = reveal.ask_identity(concern=make_concern(member, moderator), actor=lead, reason="Police ask.")
    type(asked).objects.update(asked_at=timezone.now() - datetime.timedelta(days=9))

    call_about_requests()

    asked.refresh_from_db()
    assert asked.called_at is not None
