"""Cards and referrals go with the account: what was handed over is taken back, and nobody follows it any more."""

import pytest
from django.db import connection

from community.directory.actions.card import keep_card, note_card
from community.directory.actions.erasing import erase_kept
from community.directory.actions.referral import refuse
from community.directory.models import Kept, Referral
from tests import cast
from tests.community.directory import referring

pytestmark = pytest.mark.django_db


def test_cards_go_and_referrals_keep_their_days_only(referrer):
    under_way, _code = referring.sent(referrer=referrer)
    person = under_way.account
    over = referring.begun(account=person)
    refuse(referral=over, actor=person)
    note_card(kept=keep_card(account=person, key="crisis:fi-mieli-fi", shown_by=referrer), note="open late")
    kept = keep_card(account=cast.make_user(), key="crisis:fi-mieli-fi")

    erase_kept(account=person)
    erase_kept(account=person)

    assert list(Kept.objects.all()) == [kept]
    assert Referral.objects.get(pk=under_way.pk).state == "withdrawn"
    assert Referral.objects.get(pk=over.pk).state == "refused"
    assert not Referral.objects.filter(erased_at=None).exists()
    assert not Referral.objects.followed_by(referrer).exists()
    with connection.cursor() as cursor:
        cursor.execute("SELECT handed, answer, secret, alias FROM directory_referral")
        assert {tuple(bytes(column or b"") for column in row) for row in cursor.fetchall()} == {(b"",) * 4}
