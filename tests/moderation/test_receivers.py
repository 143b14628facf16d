"""Held words become a case, as urgent as what was seen in them; a risk waits whatever the room decides."""

import uuid

import pytest

from community.screening import Finding
from groups.actions.message import give_back, retract, say
from moderation.models import Case

pytestmark = pytest.mark.django_db


def spoken(author, settings, django_capture_on_commit_callbacks, *findings):
    settings.SCREENERS = ["tests.moderation.test_receivers.screener"]
    screener.findings = findings
    with django_capture_on_commit_callbacks(execute=True):
        return say(room=author.group.room, author=author, body="Words that wait.", client_id=uuid.uuid4())


def screener(text, *, author, place):
    return screener.findings


def test_words_that_wait_without_urgency_wait_for_the_same_day(
    meeting, member, settings, django_capture_on_commit_callbacks
):
    spoken(member, settings, django_capture_on_commit_callbacks, Finding("links.url", 1, holds=True))

    assert Case.objects.get().priority == Case.Priority.DAY


def test_held_words_open_a_case_with_a_sealed_copy_and_the_ids_of_the_rules(
    meeting, member, settings, django_capture_on_commit_callbacks
):
    finding = Finding("identifiers.phone", 2, holds=True)

    message = spoken(member, settings, django_capture_on_commit_callbacks, finding)

    case = Case.objects.get()
    assert (case.kind, case.priority, case.level, case.rules) == ("held", 1, 2, ["identifiers.phone"])
    assert (case.message, case.person, case.group) == (message, member.user, member.group)
    assert "Words that wait." in case.evidence


def test_what_the_rooms_staff_decide_waits_for_nobody_else(
    meeting, member, facilitator, settings, django_capture_on_commit_callbacks
):
    finding = Finding("links.url", 1, holds=True)
    message = spoken(member, settings, django_capture_on_commit_callbacks, finding)
    assert Case.objects.open().exists()

    give_back(message=message, actor=facilitator, rule="private", reason="No links here.")

    assert not Case.objects.open().exists()


def test_a_risk_waits_until_somebody_who_moderates_has_seen_it(
    meeting, member, facilitator, settings, django_capture_on_commit_callbacks
):
    finding = Finding("risk.en.intent.1", 5, holds=True)
    message = spoken(member, settings, django_capture_on_commit_callbacks, finding)

    give_back(message=message, actor=facilitator, rule="private", reason="Somebody writes to you now.")

    case = Case.objects.open().get()
    assert (case.kind, case.priority) == ("risk", 0)


@pytest.mark.parametrize("rule", ["grooming.en.contact.1", "threats.en.1"])
def test_what_somebody_may_do_to_another_stays_when_its_author_takes_it_back(
    meeting, member, settings, django_capture_on_commit_callbacks, rule
):
    message = spoken(member, settings, django_capture_on_commit_callbacks, Finding(rule, 3, holds=True))

    retract(message=message, actor=member)

    assert Case.objects.open().get().kind == "risk"
