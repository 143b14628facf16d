"""Concerns at rest: sealed, and what is written stays."""

import datetime

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from community import vault
from groups.models import Signature
from moderation import actions
from moderation.models import Concern
from tests import cast
from tests.moderation.concerns import make_concern

pytestmark = pytest.mark.django_db


@pytest.fixture
def concern(member, moderator):
    return make_concern(member, moderator)


def refused(concern, **fields):
    for name, value in fields.items():
        setattr(concern, name, value)
    with pytest.raises(IntegrityError), transaction.atomic():
        concern.save()


def test_only_what_is_closed_is_erased_and_wholly(concern):
    refused(concern, erased_at=timezone.now())
    closed = {"taken_at": timezone.now(), "closed_at": timezone.now(), "outcome": "safe", "closing": ""}
    refused(concern, **closed)


# --- At rest ------------------------------------------------------------------------------
def test_the_words_lie_under_the_sites_own_key_and_outlive_the_groups(concern, member):
    vault.destroy(key=member.group.data_key)

    assert concern.vault_key_id == vault.site_key() == concern.facts.first().vault_key_id
    assert concern.facts.get(kind="said").words == "I do not want to wake up."
    with connection.cursor() as cursor:
        cursor.execute("SELECT words FROM moderation_fact")
        assert not any(b"wake up" in bytes(row[0]) for row in cursor.fetchall())


def test_a_concern_outlives_the_seat_it_is_about(concern, member):
    Signature.objects.all().delete()
    member.delete()

    concern.refresh_from_db()
    assert (concern.seat, concern.alias) == (None, "Kuura")
    assert str(concern) == str(concern.pk)


# --- What the database refuses --------------------------------------------------------------
@pytest.mark.parametrize("missing", ["outcome", "closing", "taken_at"])
def test_a_closed_concern_has_an_outcome_words_and_somebody_who_had_it(concern, missing):
    now = timezone.now()
    closed = {"closed_at": now, "outcome": "safe", "closing": "Home.", "taken_at": now}

    refused(concern, **{**closed, missing: "" if missing == "outcome" else None})


def test_an_open_concern_has_no_outcome_and_nothing_to_tell_back(concern):
    refused(concern, outcome="safe")
    refused(Concern.objects.get(), heard_at=timezone.now())


def test_a_level_is_one_to_five(concern):
    refused(concern, level=6)


# --- State and clock -----------------------------------------------------------------------------
def test_a_concern_waits_is_in_hand_and_closed(concern):
    states = [concern.state]
    concern.taken_at = timezone.now()
    states.append(concern.state)
    concern.closed_at = timezone.now()
    states.append(concern.state)

    assert states == ["waits", "in_hand", "closed"]
    assert not concern.is_open


def test_the_clock_is_first_the_leads_then_the_next_steps(concern, lead):
    assert Concern.objects.with_clock().get().clock == concern.due_at

    actions.concern.take(concern=concern, actor=lead)
    assert Concern.objects.with_clock().get().clock is None

    soon = timezone.now() + datetime.timedelta(hours=1)
    for days in (1, 0):
        due = soon + datetime.timedelta(days=days)
        actions.step.plan_step(concern=concern, actor=lead, what="Call", who="Riitta", due_at=due)
    known = Concern.objects.with_clock().get()
    assert (known.clock, known.open_steps, known.is_late) == (soon, 2, False)


def test_past_its_time_a_concern_is_late_until_it_is_closed(concern):
    Concern.objects.update(due_at=timezone.now() - datetime.timedelta(minutes=1))

    late = Concern.objects.with_clock().late().get()

    assert late.is_late
    late.closed_at = timezone.now()
    assert not late.is_late


def test_what_is_due_first_stands_first_and_closed_ones_last(member, moderator):
    slow, fast, done = (make_concern(member, moderator, level=level) for level in (2, 4, 5))
    now = timezone.now()
    done.taken_at, done.closed_at, done.outcome, done.closing = now, now, "safe", "Home."
    done.save()

    assert list(Concern.objects.by_urgency()) == [fast, slow, done]


# --- Who sees it -------------------------------------------------------------------------------------
def test_leads_see_all_and_others_what_they_raised(
    concern, member, moderator, lead, facilitator, coordinator
):
    other = make_concern(member, facilitator.user)

    assert set(Concern.objects.visible_to(lead)) == {concern, other}
    assert list(Concern.objects.visible_to(moderator)) == [concern]
    assert list(Concern.objects.visible_to(facilitator.user)) == [other]
    for user in (member.user, coordinator, cast.make_staff("administrator")):
        assert not Concern.objects.visible_to(user)


def test_whose_age_nobody_knows_is_looked_after_as_a_child(concern):
    ages = {age: Concern(age=age).may_be_minor for age in Concern.Age.values}

    assert ages == {"": True, "unborn": True, "under13": True, "teen": True, "adult": False}


def test_nobody_sees_a_concern_about_their_own_seat(group, moderator):
    staff = cast.make_staff("safeguarding", "facilitator")
    made = make_concern(cast.lead(staff, group, alias="Aino"), moderator)

    assert not Concern.objects.visible_to(staff)
    assert list(Concern.objects.visible_to(cast.make_staff("safeguarding"))) == [made]
