"""A referral on the side of its service: one opening, one answer."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from community.directory.actions import answer as act
from community.directory.actions.referral import renew, withdraw
from community.directory.models import Referral
from tests.community.directory import referring

pytestmark = pytest.mark.django_db


def soon():
    return timezone.localdate() + datetime.timedelta(days=3)


def test_it_opens_once(db):
    _referral, secret = referring.sent()

    referral, code = act.open_referral(secret=secret)

    assert referral.state == "opened"
    assert act.open_referral(secret=secret) is None
    assert act.find_by_code(code=code) == referral
    assert act.find_by_code(code="ABCDEFGHJKLM") is None


def test_what_was_taken_back_or_is_too_old_does_not_open(db):
    referral, secret = referring.sent()
    Referral.objects.update(expires_at=timezone.now())
    assert act.open_referral(secret=secret) is None

    Referral.objects.update(expires_at=timezone.now() + datetime.timedelta(days=1))
    withdraw(referral=referral, actor=referral.account)
    assert act.open_referral(secret=secret) is None


def test_two_at_the_same_instant_open_it_once(monkeypatch):
    _referral, secret = referring.sent()
    found = act.find_unopened(secret=secret)
    act.open_referral(secret=secret)
    monkeypatch.setattr(act, "find_unopened", lambda secret: found)

    assert act.open_referral(secret=secret) is None


def test_a_letter_made_anew_at_the_same_instant_opens_alone(monkeypatch):
    referral, old = referring.sent()
    found = act.find_unopened(secret=old)
    new = renew(referral=referral, actor=referral.account).code
    monkeypatch.setattr(act, "find_unopened", lambda secret: found)

    assert act.open_referral(secret=old) is None
    assert act.open_referral(secret=new) is not None


def test_a_yes_names_the_next_day(db):
    referral = referring.accepted()

    assert referral.state == "accepted"
    assert referral.answer == "We call you."
    assert timezone.localdate(referral.due_at) == soon()


def test_a_no_says_why_and_where_to_turn(db):
    referral, _code = referring.opened()
    act.decline(referral=referral, reason="full", answer="Try the family centre.")

    now = Referral.objects.get()
    assert (now.state, now.reason, now.answer) == ("declined", "full", "Try the family centre.")


def test_whoever_said_yes_may_find_that_it_cannot_be(db):
    act.decline(referral=referring.accepted(), reason="unreached", answer="Call us.")

    assert Referral.objects.get().state == "declined"


def test_what_is_answered_or_taken_back_takes_no_answer(db):
    referral = referring.accepted()
    with pytest.raises(PermissionDenied, match="answered already"):
        act.accept(referral=referral, answer="", first_contact=soon())
    withdraw(referral=referral, actor=referral.account)

    with pytest.raises(PermissionDenied, match="answered already"):
        act.decline(referral=referral, reason="full", answer="Elsewhere.")
    with pytest.raises(PermissionDenied, match="not accepted"):
        act.complete(referral=referral)


def test_only_what_was_accepted_is_done(db):
    referral, _code = referring.opened()
    with pytest.raises(PermissionDenied, match="not accepted"):
        act.complete(referral=referral)

    accepted = referring.accepted()
    act.complete(referral=accepted)
    assert Referral.objects.get(pk=accepted.pk).state == "completed"
