"""Who raises, reads and closes a concern: one case per way it says no, and the no says why."""

import pytest
from django.utils import timezone

from moderation import actions, rules
from moderation.models import Concern
from tests import cast
from tests.moderation.concerns import agreed, close_to_the_end, make_concern

pytestmark = pytest.mark.django_db


@pytest.fixture
def concern(member, moderator):
    return make_concern(member, moderator)


def closed(concern, lead):
    concern = close_to_the_end(concern, lead)
    actions.concern.close(concern=concern, actor=lead, outcome="safe", closing="Home.")
    return Concern.objects.get(pk=concern.pk)


# --- Raising and leading -----------------------------------------------------------------------
@pytest.mark.parametrize("kind", ["safeguarding", "moderator", "facilitator"])
def test_who_looks_after_people_raises_a_concern(kind):
    assert rules.may_raise(cast.make_staff(kind))


@pytest.mark.parametrize("kind", ["referrer", "coordinator", "administrator"])
def test_no_other_duty_raises_one(kind):
    verdict = rules.may_raise(cast.make_staff(kind))

    assert "call the emergency number now" in verdict.reason


@pytest.mark.parametrize("lacks", [{"step": False}, {"credential": False}, {"standing": "paused"}])
def test_without_proof_nobody_raises_or_leads(lacks):
    person = cast.make_staff("safeguarding", **lacks)

    assert not rules.may_raise(person)
    assert "a checked credential and a second step" in rules.may_lead_concerns(person).reason


@pytest.mark.parametrize("kind", ["moderator", "facilitator", "coordinator", "administrator"])
def test_only_safeguarding_leads_lead(kind, lead):
    assert rules.may_lead_concerns(lead)
    assert rules.may_lead_concerns(cast.make_staff(kind)).reason.startswith("This is for safeguarding leads.")


# --- Reading and adding -----------------------------------------------------------------------------
def test_leads_and_who_raised_it_read_and_add(concern, lead, moderator):
    for user in (lead, moderator):
        assert rules.may_read(user, concern)
        assert rules.may_add_fact(user, concern)


def test_others_neither_read_nor_add(concern, member):
    other = cast.make_staff("moderator")

    assert "see it" in rules.may_read(other, concern).reason
    assert "add to it" in rules.may_add_fact(other, concern).reason
    assert "raised by staff" in rules.may_read(member.user, concern).reason


def test_who_raised_it_and_lost_their_proof_adds_nothing(concern, moderator):
    moderator.credentials.all().delete()
    del moderator.roles_claimed

    assert "raised by staff" in rules.may_add_fact(moderator, concern).reason


def test_nothing_is_added_to_what_is_closed(concern, lead, moderator):
    concern = closed(concern, lead)

    for may, user in ((rules.may_add_fact, moderator), (rules.may_steer, lead), (rules.may_close, lead)):
        assert may(user, concern).reason.startswith("This concern is closed.")


# --- Steering -------------------------------------------------------------------------------------------
def test_only_a_lead_steers(concern, lead, moderator):
    assert rules.may_steer(lead, concern)
    assert rules.may_steer(moderator, concern).reason.startswith("This is for safeguarding leads.")


def test_a_step_is_done_once_and_by_a_lead(concern, lead, moderator):
    step = actions.step.plan_step(
        concern=concern, actor=lead, what="Call", who="Riitta", due_at=timezone.now()
    )
    assert rules.may_do_step(lead, step)
    assert not rules.may_do_step(moderator, step)

    step.done_at = timezone.now()
    assert rules.may_do_step(lead, step).reason == "This step is done already."


# --- Closing ----------------------------------------------------------------------------------------------
def test_a_concern_can_be_closed_once_all_was_thought_of(concern, lead, moderator):
    concern = close_to_the_end(concern, lead)

    assert rules.may_close(lead, concern)
    assert not rules.may_close(moderator, concern)


def test_what_nobody_had_is_not_closed(concern, lead):
    assert rules.may_close(lead, concern).reason.startswith("Take the concern in hand first")


@pytest.mark.parametrize(("level", "is_closed"), [(3, True), (4, False), (5, False)])
def test_what_is_severe_is_not_closed_before_somebody_was_asked(concern, lead, level, is_closed):
    concern = close_to_the_end(concern, lead)
    concern.level = level
    verdict = rules.may_close(lead, concern)
    assert bool(verdict) == is_closed
    assert is_closed or verdict.reason.startswith("Nobody decides alone")

    actions.concern.consult(concern=concern, actor=lead, whom="Dr. A", advice="Call.")

    assert rules.may_close(lead, concern)


def test_with_a_step_left_it_is_not_closed(concern, lead):
    concern = close_to_the_end(concern, lead)
    actions.step.plan_step(concern=concern, actor=lead, what="Call", who="Riitta", due_at=timezone.now())

    assert rules.may_close(lead, concern).reason.startswith("Some steps are not done yet.")


def test_without_a_word_on_the_family_it_is_not_closed(concern, lead):
    actions.concern.take(concern=concern, actor=lead)
    concern.refresh_from_db()

    assert "whether the family was told" in rules.may_close(lead, concern).reason


def test_while_somebody_is_asked_to_agree_it_is_not_closed(concern, lead):
    concern = close_to_the_end(concern, lead)
    actions.reveal.ask_identity(concern=concern, actor=lead, reason="Police ask.")

    assert rules.may_close(lead, concern).reason.startswith("Somebody is still asked")


def test_before_it_is_decided_whether_the_person_is_told_it_is_not_closed(concern, lead):
    concern = close_to_the_end(concern, lead)
    asked = agreed(concern, lead)
    assert "that you looked up who they are" in rules.may_close(lead, concern).reason

    actions.reveal.settle(reveal=asked, actor=lead, why_not="He reads her phone.")
    assert rules.may_close(lead, concern)


def test_nobody_reads_or_leads_what_is_about_their_own_seat(group, moderator):
    staff = cast.make_staff("safeguarding", "facilitator")
    concern = make_concern(cast.lead(staff, group, alias="Aino"), moderator)

    for may in (rules.may_read, rules.may_steer, rules.may_add_fact):
        assert may(staff, concern).reason == "This is your own seat."
