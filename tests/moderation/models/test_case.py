"""Cases at rest: one open per message, the words under the site's own key, claims that run out by themselves."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from community import vault
from moderation.models import Case
from tests import cast

pytestmark = pytest.mark.django_db


def make_case(message=None, **fields):
    facts = {"kind": "report", "priority": 2, "due_at": timezone.now() + timedelta(days=1)} | fields
    return Case.objects.create(message=message, **facts)


def test_the_words_of_a_case_lie_under_the_sites_own_key(member):
    made = make_case(cast.words(member), evidence="What stood there.")

    vault.destroy(key=member.group.data_key)

    assert Case.objects.get(pk=made.pk).evidence == "What stood there."
    with connection.cursor() as cursor:
        cursor.execute("SELECT evidence FROM moderation_case")
        assert b"What stood there." not in bytes(cursor.fetchone()[0])


def test_a_message_has_one_open_case(member):
    message = cast.words(member)
    make_case(message, decided_at=timezone.now())
    make_case(message)

    with pytest.raises(IntegrityError, match=r"one_open_case_per_message|message_id"), transaction.atomic():
        make_case(message)


@pytest.mark.parametrize(
    "facts", [{"priority": 4}, {"level": 6}, {"due_at": timezone.now() - timedelta(days=9)}]
)
def test_a_case_that_makes_no_sense_cannot_be_saved(facts):
    with pytest.raises(IntegrityError), transaction.atomic():
        make_case(**facts)


def test_held_words_that_the_room_has_decided_about_wait_no_more(member):
    waiting = make_case(cast.words(member, state="held"), kind="held")
    settled = make_case(cast.words(member, state="returned"), kind="held")
    gone = make_case(kind="held")
    risk = make_case(cast.words(member, state="returned"), kind="risk")

    assert set(Case.objects.open()) == {waiting, risk}
    assert set(Case.objects.settled_in_the_room()) == {settled, gone}
    assert [case.is_open for case in (waiting, settled, gone, risk)] == [True, False, False, True]


def test_the_most_urgent_comes_first_and_then_what_is_due_first():
    later = make_case(due_at=timezone.now() + timedelta(hours=9))
    sooner = make_case(due_at=timezone.now() + timedelta(hours=1))
    life = make_case(priority=0, due_at=timezone.now() + timedelta(hours=20))

    assert list(Case.objects.urgent_first()) == [life, sooner, later]


def test_a_claim_runs_out_by_itself(moderator, another_moderator):
    now = timezone.now()
    live = make_case(claimed_by=moderator, claimed_until=now + timedelta(minutes=1))
    run_out = make_case(claimed_by=moderator, claimed_until=now - timedelta(seconds=1))

    assert set(Case.objects.free_for(another_moderator)) == {run_out}
    assert set(Case.objects.free_for(moderator)) == {live, run_out}
    assert list(Case.objects.claimed_by_now(moderator)) == [live]
    assert live.is_claimed_by(moderator)
    assert not live.is_claimed_by(another_moderator)
    assert not run_out.is_claimed


def test_what_somebody_proposed_waits_for_another(moderator, another_moderator):
    case = make_case(proposed_by=moderator, proposed="{}", proposed_at=timezone.now())

    assert not Case.objects.free_for(moderator).exists()
    assert list(Case.objects.free_for(another_moderator)) == [case]


def test_a_case_past_its_time_is_overdue():
    now = timezone.now()
    late = make_case(opened_at=now - timedelta(hours=2), due_at=now - timedelta(hours=1))
    make_case()

    assert list(Case.objects.overdue()) == [late]
    assert late.is_overdue


def test_nobody_sees_a_case_about_themselves_and_only_moderators_see_any(
    moderator, another_moderator, member
):
    case = make_case(person=moderator)

    assert list(Case.objects.visible_to(another_moderator)) == [case]
    assert not Case.objects.visible_to(moderator).exists()
    assert not Case.objects.visible_to(member.user).exists()


@pytest.mark.parametrize("state", ["shown", "retracted", "returned"])
def test_what_is_proposed_waits_whatever_the_room_decides(moderator, member, state):
    message = cast.words(member, state=state)
    facts = {"proposed_by": moderator, "proposed": "{}", "proposed_at": timezone.now()}
    case = make_case(kind="held", message=message, **facts)

    assert case.is_open
    assert list(Case.objects.open()) == [case]
    assert not Case.objects.settled_in_the_room().exists()
