"""Notices to authorities at rest."""

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from community.audit.models import AppendOnly
from moderation.models import AuthorityNotice
from tests.moderation.concerns import make_concern

pytestmark = pytest.mark.django_db
FACTS = {"country": "FI", "to": "child", "authority": "Helsinki", "channel": "phone", "was_told": True}


@pytest.fixture
def concern(member, lead):
    return make_concern(member, lead)


def given(concern, **fields):
    return AuthorityNotice.objects.create(concern=concern, given_at=timezone.now(), **{**FACTS, **fields})


@pytest.mark.parametrize(
    "fields",
    [{"channel": "email"}, {"was_told": False}, {"was_told": True, "why_not": "They would run."}],
    ids=["no unprotected mail", "not told without a reason", "told, and a reason why not"],
)
def test_the_database_refuses(concern, fields):
    with pytest.raises(IntegrityError), transaction.atomic():
        given(concern, **fields)


def test_a_notice_stays_as_it_was_written(concern):
    notice = given(concern, was_told=False, why_not="They would run.")

    with pytest.raises(AppendOnly):
        notice.save()
    assert str(notice) == str(notice.pk)
