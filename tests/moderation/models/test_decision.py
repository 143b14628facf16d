"""Decisions at rest: whole, or not saved; for ever only by two people."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from moderation.models import Case, Decision

pytestmark = pytest.mark.django_db

WHOLE = {
    "measure": "remind",
    "rule": "kind",
    "facts": "What happened.",
    "reasons": "You wrote what hurt.",
    "language": "en",
    "source": "notice",
}


def decide(moderator, **facts):
    person = facts.pop("person", None)
    due_at = timezone.now() + timedelta(days=1)
    case = Case.objects.create(kind="report", priority=2, due_at=due_at, person=person)
    return Decision.objects.create(case=case, made_by=moderator, **WHOLE | facts)


def test_a_decision_lies_sealed(moderator):
    decide(moderator)

    with connection.cursor() as cursor:
        cursor.execute("SELECT facts, reasons FROM moderation_decision")
        facts, reasons = cursor.fetchone()
    assert b"What happened" not in bytes(facts)
    assert b"You wrote" not in bytes(reasons)


@pytest.mark.parametrize(
    "missing", ["measure", "rule", "facts", "reasons", "language", "source", "scope", "redress"]
)
def test_a_decision_without_all_that_art_17_asks_cannot_be_saved(moderator, missing):
    with pytest.raises(IntegrityError, match="a_decision_says_all_that_art_17_asks"), transaction.atomic():
        decide(moderator, **{missing: ""})


@pytest.mark.parametrize(
    ("facts", "broken"),
    [
        ({"rule": "law"}, "a_decision_by_law_names_the_law"),
        ({"automated_decision": True}, "people_decide"),
        ({"measure": "end_membership"}, "what_ends_for_good_is_permanent"),
        ({"measure": "close_account"}, "what_ends_for_good_is_permanent"),
        ({"measure": "close_account", "is_permanent": True}, "what_lasts_for_ever_takes_two_people"),
        ({"measure": "mute"}, "what_is_for_a_time_has_an_end"),
        ({"measure": "hold_first"}, "what_is_for_a_time_has_an_end"),
        ({"measure": "pause"}, "what_is_for_a_time_has_an_end"),
        ({"ends_at": timezone.now() - timedelta(days=1)}, "a_decision_ends_after_it_starts"),
        ({"undone_at": timezone.now()}, "somebody_undid_it"),
    ],
)
def test_a_decision_that_breaks_a_promise_cannot_be_saved(moderator, facts, broken):
    with pytest.raises(IntegrityError, match=broken), transaction.atomic():
        decide(moderator, **facts)


def test_the_second_person_is_another(moderator, another_moderator):
    final = {"measure": "close_account", "is_permanent": True}

    with pytest.raises(IntegrityError, match="the_second_person_is_another"), transaction.atomic():
        decide(moderator, second_by=moderator, **final)
    assert decide(moderator, second_by=another_moderator, **final).is_permanent


def test_people_see_what_was_decided_about_them(moderator, member, other_member):
    made = decide(moderator, person=member.user)
    decide(moderator, person=other_member.user)

    assert list(Decision.objects.visible_to(member.user)) == [made]
    assert list(Decision.objects.about(member.user)) == [made]
    assert Decision.objects.visible_to(moderator).count() == 2


def test_a_decision_is_in_force_until_it_ends_or_is_undone(moderator):
    now = timezone.now()
    lasting = decide(moderator, measure="mute", ends_at=now + timedelta(days=1))
    ended = decide(
        moderator, measure="mute", starts_at=now - timedelta(days=2), ends_at=now - timedelta(days=1)
    )
    undone = decide(moderator, undone_at=now, undone_by=moderator)

    assert list(Decision.objects.in_force()) == [lasting]
    assert [made.is_in_force for made in (lasting, ended, undone)] == [True, False, False]


def test_letting_words_through_takes_nothing_from_anybody(moderator):
    decide(moderator, measure="release")
    decide(moderator, measure="none")
    reminder = decide(moderator)

    assert list(Decision.objects.restricting()) == [reminder]
