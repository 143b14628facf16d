"""Words that a group's own staff take have a statement of reasons, and somebody else to object to."""

import pytest
from django.core import mail
from django.db import IntegrityError, transaction

from community.audit.models import Entry
from community.screening import Finding, written
from groups import letters
from groups.actions.message import give_back, hide, restore, retract
from groups.models import Message
from moderation.actions.appeal import appeal, decide_appeal
from moderation.actions.case import open_case
from moderation.models import Case, Decision, Promise, Sanction
from tests import cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def shown(member):
    return cast.words(member, "Jari Virtanen was there.")


@pytest.fixture
def held(member):
    return cast.words(member, "Call 09 000 0000.", state="held")


def waiting(message, kind="held", **facts):
    author = message.author
    return open_case(kind=kind, priority=1, message=message, person=author.user, group=author.group, **facts)


# --- The statement ----------------------------------------------------------------------
def test_hidden_words_leave_all_that_a_statement_has(shown, facilitator, member):
    hide(message=shown, actor=facilitator, rule="private", reason="It has a surname in it.")

    decision = Decision.objects.get()
    assert (decision.measure, decision.rule, decision.made_by) == ("hide", "private", facilitator.user)
    assert (decision.source, decision.automated_detection, decision.takes_words) == ("own", False, True)
    assert decision.told_at is not None
    assert "staff of your group took words you wrote out of the room" in decision.facts
    assert "It has a surname in it." in decision.facts
    for part in (
        "What is said here stays here",
        "Your words are hidden",
        "A person decided",
        "object for six months",
    ):
        assert part in decision.reasons
    assert "Jari Virtanen" not in decision.facts + decision.reasons
    case = decision.case
    assert (case.kind, case.person, case.group, case.message) == ("room", member.user, member.group, shown)
    assert "Jari Virtanen" in case.evidence
    assert Sanction.objects.get().kind == "hide"
    assert Entry.objects.get(action="case.decided").actor_id == facilitator.user_id


def test_a_rule_alone_says_what_happened_in_the_authors_language(shown, facilitator, member):
    type(member.user).objects.update(language="fi")

    hide(message=Message.objects.get(), actor=facilitator, rule="kind")

    decision = Decision.objects.get()
    assert decision.language == "fi"
    assert decision.facts


def test_it_stands_on_the_authors_own_page_and_on_nobody_elses(shown, facilitator, member, client):
    hide(message=shown, actor=facilitator, rule="private", reason="It has a surname in it.")
    client.force_login(member.user)

    assert "What is said here stays here" in client.get("/decisions/").text
    page = client.get(f"/decisions/{Decision.objects.get().pk}/").text
    assert "It has a surname in it." in page
    assert "Send my objection" in page
    client.force_login(facilitator.user)
    assert client.get(f"/decisions/{Decision.objects.get().pk}/").status_code == 404


def test_its_author_gets_a_mail_without_content(
    shown, facilitator, member, django_capture_on_commit_callbacks
):
    type(member.user).objects.filter(pk=member.user_id).update(email="kuura@example.org")
    with django_capture_on_commit_callbacks(execute=True):
        hide(
            message=Message.objects.get(), actor=facilitator, rule="private", reason="It has a surname in it."
        )
    letters.post.submit(int).result()

    (letter,) = mail.outbox
    assert letter.to == ["kuura@example.org"]
    for word in ("surname", "Thursday", "Virtanen"):
        assert word not in letter.subject + letter.body


def test_no_words_are_taken_where_no_statement_can_be_written(shown, facilitator):
    with pytest.raises((IntegrityError, KeyError)), transaction.atomic():
        hide(message=shown, actor=facilitator, rule="")

    assert Message.objects.get().state == "shown"


def test_ones_own_words_and_those_of_nobody_known_need_none(shown, facilitator):
    own = cast.words(facilitator, "A slip.")
    hide(message=own, actor=facilitator, rule="kind")
    type(shown.author.user).objects.filter(pk=shown.author.user_id).delete()
    hide(message=Message.objects.get(pk=shown.pk), actor=facilitator, rule="kind")

    assert not Decision.objects.exists()


# --- Words that waited --------------------------------------------------------------------
def test_given_back_the_case_that_waited_is_decided_with_what_the_screening_saw(held, facilitator):
    case = waiting(held, rules=["identifiers.phone"], level=2)

    give_back(message=held, actor=facilitator, rule="private", reason="Leave the number out.")

    decision = Decision.objects.get()
    assert (decision.case, decision.measure, decision.automated_detection) == (case, "return", True)
    assert "the others did not see them" in decision.facts
    assert Case.objects.get().decided_at is not None


@pytest.mark.parametrize("kind", ["risk", "report", "notice"])
def test_what_somebody_else_must_still_look_at_waits_on(kind, held, facilitator):
    case = waiting(held, kind=kind, rules=["risk.en.intent.1"])

    give_back(message=held, actor=facilitator, rule="no_methods")

    decision = Decision.objects.get()
    assert decision.case.kind == "room"
    assert decision.automated_detection
    assert Case.objects.open().get() == case


def test_what_its_author_took_back_is_nobodys_decision(shown, member):
    retract(message=shown, actor=member)

    assert not Decision.objects.exists()


# --- Afterwards -------------------------------------------------------------------------------
def test_shown_again_it_holds_no_longer(shown, facilitator):
    hide(message=shown, actor=facilitator, rule="kind")

    restore(message=Message.objects.get(), actor=facilitator)

    decision = Decision.objects.get()
    assert decision.undone_by == facilitator.user
    assert Sanction.objects.get().lifted_by == facilitator.user
    assert Entry.objects.filter(action="decision.undone").count() == 1


def test_hidden_again_there_is_a_second_decision(shown, facilitator):
    hide(message=shown, actor=facilitator, rule="kind")
    restore(message=Message.objects.get(), actor=facilitator)
    hide(message=Message.objects.get(), actor=facilitator, rule="private")

    assert set(Decision.objects.in_force().values_list("rule", flat=True)) == {"private"}


def test_a_moderator_who_took_no_part_reverses_it_and_the_words_are_back(
    shown, facilitator, member, moderator
):
    hide(message=shown, actor=facilitator, rule="private")
    decision = Decision.objects.get()
    made = appeal(decision=decision, actor=member.user, words="It is my own name.")

    decide_appeal(appeal=made, actor=moderator, outcome="reversed", answer="So it is.")

    assert Message.objects.get().state == "shown"


# --- Where a life may be at stake -------------------------------------------------------
def test_words_of_a_danger_given_back_in_the_room_are_answered_with_care_and_a_promise(facilitator, member):
    held = cast.words(
        member, "Tonight.", state="held", found=written([Finding("risk.en.plan.1", 5, holds=True)])
    )
    waiting(held, kind="risk", level=5, rules=["risk.en.plan.1"])

    give_back(message=held, actor=facilitator, rule="no_methods")

    decision = Decision.objects.get()
    assert "A safeguarding lead gets in touch with you today." in decision.reasons
    assert "Others listen" not in decision.facts + decision.reasons
    promise = Promise.objects.get()
    assert promise.made_by == facilitator.user
    assert promise.words.startswith(f"Get in touch with {member.alias}, Thursday group, today")
    assert Entry.objects.filter(action="promise.made", subject_id=str(promise.pk)).exists()


def test_other_words_given_back_promise_nothing(held, facilitator):
    waiting(held, level=3, rules=["identifiers.phone"])

    give_back(message=held, actor=facilitator, rule="private")

    assert not Promise.objects.exists()
