"""Sanctions at rest: they end by themselves."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from moderation.models import Sanction
from tests.moderation.models.test_decision import decide

pytestmark = pytest.mark.django_db


def sanction(moderator, person=None, **facts):
    facts.setdefault("kind", "mute")
    return Sanction.objects.create(decision=decide(moderator), person=person, **facts)


def test_a_sanction_ends_by_the_clock_or_when_it_is_lifted(moderator, member):
    now = timezone.now()
    lasting = sanction(moderator, ends_at=now + timedelta(hours=1))
    for_ever = sanction(moderator, kind="close_account")
    ended = sanction(moderator, starts_at=now - timedelta(hours=2), ends_at=now - timedelta(hours=1))
    lifted = sanction(moderator, lifted_at=now, lifted_by=moderator)

    assert set(Sanction.objects.current()) == {lasting, for_ever}
    assert [made.is_current for made in (lasting, for_ever, ended, lifted)] == [True, True, False, False]


def test_people_see_their_own_sanctions(moderator, member, other_member):
    own = sanction(moderator, member.user)
    sanction(moderator, other_member.user)

    assert list(Sanction.objects.visible_to(member.user)) == [own]
    assert Sanction.objects.visible_to(moderator).count() == 2


@pytest.mark.parametrize(
    ("facts", "broken"),
    [
        ({"ends_at": timezone.now() - timedelta(days=1)}, "a_sanction_ends_after_it_starts"),
        ({"kind": "remind"}, "a_reminder_is_said_once"),
    ],
)
def test_a_sanction_that_makes_no_sense_cannot_be_saved(moderator, facts, broken):
    with pytest.raises(IntegrityError, match=broken), transaction.atomic():
        sanction(moderator, **facts)
