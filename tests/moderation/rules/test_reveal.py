"""Looking up who somebody is: one case per way it says no, and the no says why."""

import datetime

import pytest
from django.utils import timezone

from moderation import actions, rules
from moderation.models import Concern
from tests import cast
from tests.moderation.concerns import agreed, make_concern

pytestmark = pytest.mark.django_db


@pytest.fixture
def concern(member, moderator):
    made = make_concern(member, moderator)
    return Concern.objects.select_related("seat").get(pk=made.pk)


@pytest.fixture
def asked(concern, lead):
    return actions.reveal.ask_identity(concern=concern, actor=lead, reason="Police ask.")


# --- Asking -------------------------------------------------------------------------------------
def test_a_lead_asks_once_at_a_time(concern, lead, moderator):
    assert rules.may_ask_identity(lead, concern)
    assert rules.may_ask_identity(moderator, concern).reason.startswith("This is for safeguarding leads.")

    actions.reveal.ask_identity(concern=concern, actor=lead, reason="Police ask.")
    assert rules.may_ask_identity(lead, concern).reason.startswith("Somebody is already asked")


def test_without_a_seat_or_an_account_there_is_nothing_to_look_up(concern, lead):
    concern.seat.user_id = None
    assert rules.may_ask_identity(lead, concern).reason.startswith("There is no account")

    concern.seat = None
    assert rules.may_ask_identity(lead, concern).reason.startswith("There is no account")


def test_nobody_asks_about_themselves(concern, lead):
    concern.seat.user_id = lead.pk

    assert rules.may_ask_identity(lead, concern).reason == "This is your own seat."


# --- Agreeing ---------------------------------------------------------------------------------------
@pytest.mark.parametrize(("kind", "credential"), [("safeguarding", True), ("coordinator", False)])
def test_another_lead_or_a_coordinator_agrees(kind, credential, asked):
    assert rules.may_agree(cast.make_staff(kind, credential=credential), asked)


@pytest.mark.parametrize("kind", ["moderator", "facilitator", "administrator"])
def test_no_other_duty_is_the_second_person(kind, asked):
    assert rules.may_agree(cast.make_staff(kind), asked).reason.startswith(
        "This is for safeguarding leads and"
    )


def test_a_coordinator_without_a_second_step_is_not_the_second_person():
    assert not rules.may_be_second(cast.make_staff("coordinator", step=False))


def test_who_asks_does_not_agree(asked, lead):
    assert rules.may_agree(lead, asked).reason.startswith("You asked.")


def test_nobody_agrees_about_themselves(asked, coordinator):
    asked.person_id = coordinator.pk

    assert rules.may_agree(coordinator, asked).reason.startswith("This is about your own seat.")


def test_it_is_answered_once(asked, coordinator):
    asked.answered_at = timezone.now()

    assert rules.may_agree(coordinator, asked).reason.startswith("Somebody has already answered")


# --- Looking -------------------------------------------------------------------------------------------
def test_who_asked_looks_after_somebody_agreed(concern, lead):
    assert rules.may_look_behind(lead, agreed(concern, lead))


def test_nobody_looks_before(asked, lead):
    assert rules.may_look_behind(lead, asked).reason == "A second person has not agreed yet."


def test_nobody_looks_when_it_was_declined(asked, lead, coordinator):
    actions.reveal.answer(reveal=asked, actor=coordinator, is_agreed=False)
    asked.refresh_from_db()

    assert rules.may_look_behind(lead, asked).reason.startswith("The second person declined.")


def test_another_lead_and_the_second_person_do_not_look(concern, lead):
    reveal = agreed(concern, lead)

    for user in (cast.make_staff("safeguarding"), reveal.second):
        assert rules.may_look_behind(user, reveal).reason.startswith("Only the safeguarding lead who asked")


def test_after_the_hour_nobody_looks(concern, lead):
    reveal = agreed(concern, lead)
    reveal.answered_at -= datetime.timedelta(minutes=60)

    assert rules.may_look_behind(lead, reveal).reason.startswith("The time to look is over.")


# --- Telling ---------------------------------------------------------------------------------------------
def test_a_lead_decides_once_whether_the_person_is_told(concern, lead, coordinator):
    reveal = agreed(concern, lead)
    assert rules.may_settle(lead, reveal)
    assert rules.may_settle(coordinator, reveal).reason.startswith("Safeguarding leads decide")

    reveal.settled_at = timezone.now()
    assert rules.may_settle(lead, reveal).reason == "This is decided already."


def test_of_what_was_not_agreed_there_is_nothing_to_tell(asked, lead):
    assert rules.may_settle(lead, asked).reason.startswith("Nobody looked up")


def test_nobody_decides_whether_they_are_told_themselves(group, lead, moderator):
    staff = cast.make_staff("safeguarding", "facilitator")
    concern = make_concern(cast.lead(staff, group, alias="Aino"), moderator)

    assert rules.may_settle(staff, agreed(concern, lead)).reason == "This is your own seat."


def test_nobody_looks_once_the_concern_is_closed(concern, lead):
    reveal = agreed(concern, lead)
    reveal.concern.closed_at = timezone.now()

    assert rules.may_look_behind(lead, reveal).reason.startswith("This concern is closed.")
