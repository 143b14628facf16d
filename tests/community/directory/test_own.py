"""What the directory says it holds of somebody: cards with their notes, and what they handed over."""

import pytest

from community.directory.actions.card import keep_card, note_card
from community.directory.models import Kept, Referral
from community.directory.own import Held
from tests import cast
from tests.community.directory import referring

pytestmark = pytest.mark.django_db


def rows(person):
    return {section.key: list(section.rows) for section in Held().export(person)}


def test_cards_and_referrals_are_handed_out_without_what_the_service_says():
    referral = referring.accepted()
    person = referral.account
    note_card(kept=keep_card(account=person, key="crisis:fi-mieli-fi"), note="open late")
    Kept.objects.create(account=person, key="service:00000000-0000-4000-8000-000000000000")

    found = rows(person)

    assert {row["note"] for row in found["cards"]} == {"open late", ""}
    assert "" in {row["service"] for row in found["cards"]}  # not on the list any more
    (row,) = found["referrals"]
    assert "Way to reach: 040 123 4567" in row["told"]
    assert row["answer"] == "[someone else’s words]"
    assert "We call you." not in str(found)
    assert rows(cast.make_user()) == {"cards": [], "referrals": []}


def test_it_is_counted_and_goes_with_the_account_only():
    referral, _code = referring.sent()
    person, held = referral.account, Held()
    keep_card(account=person, key="crisis:fi-mieli-fi")

    held.erase(person, referral.pk)
    assert held.counts(person, referral.pk) == {}
    assert list(held.kept(person, referral.pk)) == []
    assert held.counts(person) == {"cards": 1, "referrals": 1}
    assert list(held.kept(person)) == ["handed"]

    held.erase(person)

    assert held.counts(person) == {"cards": 0, "referrals": 0}
    assert not Kept.objects.exists()
    assert Referral.objects.count() == 1
    assert rows(person)["referrals"][0]["answer"] == ""
