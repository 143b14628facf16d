"""What is new about somebody's referrals, for the home page: that, and never which service."""

from datetime import timedelta

import pytest
from django.utils import timezone

from community.directory.models import Referral
from community.directory.whats_new import of
from tests import cast

pytestmark = pytest.mark.django_db


def referral(person, **fields):
    return Referral.objects.create(service_name="A clinic", account=person, **fields)


@pytest.fixture
def person():
    return cast.make_user()


def ago(**span):
    return timezone.now() - timedelta(**span)


def test_an_answer_is_new_for_a_week_and_an_offer_until_it_is_sent(person, django_assert_num_queries):
    referral(person, offered_at=ago(days=30))
    facts = {"sent_at": ago(days=3), "opened_at": ago(days=2), "code": b"c" * 32}
    referral(person, accepted_at=ago(days=1), **facts)

    with django_assert_num_queries(1):
        found = of(person)

    assert [news.sentence for news in found] == [
        "A service answered you.",
        "Somebody offers to pass you on to a service.",
    ]
    assert all("clinic" not in news.sentence for news in found)
    Referral.objects.exclude(accepted_at=None).update(accepted_at=ago(days=8))
    assert [news.sentence for news in of(person)] == ["Somebody offers to pass you on to a service."]


def test_what_was_refused_or_is_another_persons_is_not_news(person):
    referral(person, offered_at=ago(days=1), refused_at=ago(hours=1))
    referral(cast.make_user(), offered_at=ago(days=1))

    assert of(person) == []
