"""Where a referral stands follows from its times, and the database keeps them in order."""

import datetime

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from community.directory.models import Referral
from tests.community.directory import referring

pytestmark = pytest.mark.django_db


def test_the_state_follows_from_the_times():
    referral, _code = referring.sent()
    assert referral.state == "sent"
    assert referral.is_going_on
    assert not referral.is_late

    referral.due_at = timezone.now()
    assert referral.is_late
    referral.expires_at = timezone.now() - datetime.timedelta(days=1)
    assert referral.state == "expired"
    assert not referral.is_late


def test_what_is_told_has_its_labels_and_nothing_where_it_is_gone():
    referral, _code = referring.sent()

    assert [words for _label, words in referral.told] == list(referring.HANDED.values())
    assert Referral().told == []


def test_only_the_person_sees_their_own(referrer):
    referral, _code = referring.sent(referrer=referrer)

    assert Referral.objects.visible_to(referral.account).exists()
    assert not Referral.objects.visible_to(referrer).exists()
    assert Referral.objects.followed_by(referrer).get().get_deferred_fields() == {"handed", "answer"}


@pytest.mark.parametrize(
    "times",
    [
        ["accepted_at"],
        ["declined_at"],
        ["opened_at", "completed_at"],
        ["opened_at"],
        ["refused_at", "withdrawn_at"],
        ["erased_at"],
        ["withdrawn_at"],
    ],
)
def test_the_database_refuses_what_cannot_be(times):
    referral, _code = referring.sent()

    with pytest.raises(IntegrityError), transaction.atomic():
        Referral.objects.filter(pk=referral.pk).update(**dict.fromkeys(times, timezone.now()))
