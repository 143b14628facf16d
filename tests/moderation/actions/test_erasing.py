"""Decisions about somebody whose account is gone lose their words once their own time is over."""

from datetime import timedelta

import pytest
from django.utils import timezone

from community.accounts.models import OwnDataRequest
from community.audit.models import Entry
from moderation.actions.erasing import NOTHING, forget_decisions
from moderation.models import Appeal, Decision, Report, Sanction
from tests import cast

pytestmark = pytest.mark.django_db
YEAR = timedelta(days=365)


@pytest.fixture
def old(member, moderator):
    """A decision of two years ago, about somebody who objected to it."""
    long_ago = timezone.now() - 2 * YEAR
    decision = cast.decide(member.user, group=member.group, by=moderator, made_at=long_ago)
    Appeal.objects.create(
        decision=decision,
        by=member.user,
        words="It was a joke.",
        first_by=moderator,
        decided_by=cast.make_user(),
        decided_at=long_ago,
        outcome="upheld",
        answer="It was not.",
    )
    Sanction.objects.create(decision=decision, person=member.user, kind="mute")
    Report.objects.create(kind="other", copy="[]", case=decision.case, seat=member)
    return decision


def gone(person):
    OwnDataRequest.objects.create(
        account=person,
        kind="account",
        due_at=timezone.now(),
        done_at=timezone.now(),
        forgotten_at=timezone.now(),
    )


def test_of_somebody_who_is_gone_the_numbers_stay(old, member):
    gone(member.user)

    forget_decisions(older_than=YEAR)
    forget_decisions(older_than=YEAR)

    decision = Decision.objects.get()
    assert (decision.facts, decision.reasons, decision.case.person) == (NOTHING, NOTHING, None)
    assert (decision.measure, decision.rule) == ("remind", "kind")
    assert (decision.appeal.words, decision.appeal.answer, decision.appeal.by) == (NOTHING, "", None)
    assert decision.appeal.outcome == "upheld"
    assert decision.sanction.person is None
    assert Report.objects.get().seat is None
    assert Entry.objects.filter(action="decision.forgotten").count() == 1


def test_of_somebody_who_is_here_everything_stays(old):
    forget_decisions(older_than=YEAR)

    assert Decision.objects.get().reasons == "We remind you of a house rule."


def test_what_is_younger_or_disputed_waits(old, member):
    gone(member.user)
    forget_decisions(older_than=3 * YEAR)
    Appeal.objects.update(decided_by=None, decided_at=None, outcome="")
    forget_decisions(older_than=YEAR)

    assert Decision.objects.get().reasons == "We remind you of a house rule."
