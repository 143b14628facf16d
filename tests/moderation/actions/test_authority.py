"""That an authority was told is written down; nothing is ever sent."""

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from community.audit.models import Entry
from moderation import actions
from tests.moderation.concerns import make_concern

pytestmark = pytest.mark.django_db
FACTS = {
    "to": "child",
    "authority": "Helsinki, N. N.",
    "channel": "phone",
    "phone": "09 000",
    "reference": "A-1",
}


@pytest.fixture
def concern(member, moderator):
    return make_concern(member, moderator)


def test_a_notice_that_was_given_is_written_down_with_its_number(concern, lead):
    made = actions.authority.note_given(
        concern=concern, actor=lead, given_at=timezone.now(), was_told=True, why_not="left over", **FACTS
    )

    made.refresh_from_db()
    assert (made.country, made.authority, made.phone, made.reference) == (
        "FI",
        "Helsinki, N. N.",
        "09 000",
        "A-1",
    )
    assert made.why_not is None
    entry = Entry.objects.get(action="concern.notified")
    assert entry.facts == {"to": "child", "channel": "phone", "country": "FI"}
    assert not mail.outbox


def test_not_telling_the_family_needs_a_reason(concern, lead):
    told = {"concern": concern, "actor": lead, "given_at": timezone.now(), "was_told": False, **FACTS}

    assert actions.authority.note_given(why_not="They would run.", **told).why_not == "They would run."
    with pytest.raises(IntegrityError), transaction.atomic():
        actions.authority.note_given(**told)


def test_opening_a_draft_is_recorded(concern, lead, moderator):
    actions.authority.draft(concern=concern, actor=lead, country="NO")

    assert Entry.objects.get(action="concern.drafted").facts == {"country": "NO"}
    with pytest.raises(PermissionDenied, match="safeguarding leads"):
        actions.authority.draft(concern=concern, actor=moderator, country="NO")


def test_only_a_lead_writes_it_down(concern, moderator):
    with pytest.raises(PermissionDenied, match="safeguarding leads"):
        actions.authority.note_given(
            concern=concern, actor=moderator, given_at=timezone.now(), was_told=True, **FACTS
        )
