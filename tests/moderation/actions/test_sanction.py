"""Sanctions: what a decision takes from a person, and nothing from those from whom it takes nothing."""

from datetime import timedelta

import pytest
from django.utils import timezone

from community.audit.models import Entry
from groups.actions.invitation import invite
from groups.actions.seat import accept, leave, seat_staff
from groups.models import AgreementText, Membership
from moderation.actions.case import open_case
from moderation.actions.decision import decide, undo
from moderation.actions.sanction import lift
from moderation.models import Sanction
from tests import cast

pytestmark = pytest.mark.django_db


def decided(seat, moderator, measure, state="shown", **facts):
    message = cast.words(seat, state=state)
    case = open_case(kind="report", priority=2, message=message, person=seat.user, group=seat.group)
    return decide(case=case, actor=moderator, measure=measure, rule="kind", **facts)


def test_a_reminder_is_over_when_it_is_said(moderator, member):
    sanction = decided(member, moderator, "remind").sanction

    assert sanction.ends_at == sanction.starts_at
    assert (sanction.person, sanction.group, sanction.seat) == (member.user, member.group, member)
    assert not Sanction.objects.current().exists()


@pytest.mark.parametrize(("measure", "state"), [("none", "shown"), ("release", "held"), ("return", "held")])
def test_what_takes_nothing_from_anybody_is_no_sanction(moderator, member, measure, state):
    decided(member, moderator, measure, state)

    assert not Sanction.objects.exists()


def test_a_sanction_is_lifted_once_and_it_is_known_by_whom(moderator, another_moderator, member):
    decision = decided(member, moderator, "hide")

    lift(decision=decision, actor=another_moderator)
    lift(decision=decision, actor=moderator)

    assert Sanction.objects.get().lifted_by == another_moderator


# --- Whom it holds for -----------------------------------------------------------------
WEEK = timedelta(days=7)
HOLDS = {"mute": lambda seat: seat.listens, "hold_first": lambda seat: seat.waits_to_be_read}


@pytest.fixture
def seat_again(referrer):
    """Leave, and come back by a new invitation: the new seat."""

    def again(old):
        leave(membership=old, actor=old.user)
        invitation = invite(actor=referrer, group=old.group, channel="letter", language="en").invitation
        text = AgreementText.objects.get(agreement__group=old.group, language="en")
        return accept(invitation=invitation, user=old.user, alias="Halla", text=text)

    return again


@pytest.mark.parametrize("measure", HOLDS)
def test_a_new_seat_in_the_group_is_held_to_it_too(measure, moderator, member, seat_again):
    decision = decided(member, moderator, measure, ends_at=timezone.now() + WEEK)

    new = seat_again(member)

    assert HOLDS[measure](new)
    assert HOLDS[measure](Membership.objects.get(pk=new.pk))
    entry = Entry.objects.filter(subject_id=str(new.pk), action__in=["seat.muted", "seat.read_first"]).get()
    assert (entry.actor_id, entry.facts["until"]) == (
        moderator.pk,
        decision.ends_at.isoformat(timespec="seconds"),
    )


@pytest.mark.parametrize("measure", HOLDS)
def test_undone_it_holds_in_no_seat_of_the_group(measure, moderator, another_moderator, member, seat_again):
    decision = decided(member, moderator, measure, ends_at=timezone.now() + WEEK)
    new = seat_again(member)

    undo(decision=decision, actor=another_moderator)

    assert not any(HOLDS[measure](seat) for seat in Membership.objects.filter(user=new.user))


def test_of_two_the_longer_one_holds_in_a_new_seat_and_what_is_over_does_not(
    moderator, member, seat_again, clock
):
    for days in (7, 3):
        decided(member, moderator, "mute", ends_at=timezone.now() + timedelta(days=days))
    decided(member, moderator, "hold_first", ends_at=timezone.now() + timedelta(days=1))
    clock.move(days=2)

    new = seat_again(member)

    assert new.listens_until == timezone.now() + timedelta(days=5)
    assert new.read_first_until is None


def test_a_seat_in_another_group_is_not_touched(moderator, member):
    elsewhere = cast.seat(member.user, cast.make_group(name="Monday group"))

    decided(member, moderator, "mute", ends_at=timezone.now() + WEEK)

    elsewhere.refresh_from_db()
    assert not elsewhere.listens


def test_a_seat_of_staff_is_not_touched(moderator, coordinator, member):
    decided(member, moderator, "mute", ends_at=timezone.now() + WEEK)
    leave(membership=member, actor=member.user)
    cast.Role.objects.create(user=member.user, kind="facilitator")
    person = cast.User.objects.get(pk=member.user.pk)

    seat = seat_staff(group=member.group, user=person, actor=coordinator, alias="Anu")

    assert not seat.listens


def test_of_an_erased_account_there_is_nobody_to_let_speak(moderator, another_moderator, member):
    decision = decided(member, moderator, "mute", ends_at=timezone.now() + WEEK)
    Sanction.objects.update(person=None)

    undo(decision=decision, actor=another_moderator)

    assert Sanction.objects.get().lifted_at is not None
