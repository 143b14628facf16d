from types import SimpleNamespace

import pytest
from django.contrib.auth.models import AnonymousUser

from community.directory import rules
from community.directory.rules import may_edit
from tests.cast import make_staff, make_user

pytestmark = pytest.mark.django_db


def test_a_coordinator_keeps_the_directory():
    assert may_edit(make_staff("coordinator"))


@pytest.mark.parametrize(
    "who",
    [
        AnonymousUser,
        make_user,
        lambda: make_staff("facilitator", "moderator"),
        lambda: make_staff("coordinator", step=False),
    ],
)
def test_others_are_told_who_does(who):
    assert "coordinators" in str(may_edit(who()).reason)


# --- Need help?, referral -------------------------------------------------------------------
def test_only_the_duty_list_gets_in_touch_and_one_at_a_time(referrer, coordinator, moderator):
    request = SimpleNamespace(closed_at=None, claimed_by_id=None, is_late=False)
    assert rules.may_claim(referrer, request)
    assert "referrers and coordinators" in rules.may_claim(moderator, request).reason
    assert "Take it first" in rules.may_close(coordinator, request).reason
    assert "referrers and coordinators" in rules.may_close(moderator, request).reason

    request.claimed_by_id = referrer.pk
    assert rules.may_close(referrer, request)
    assert "colleague has this" in rules.may_claim(coordinator, request).reason
    request.closed_at = "now"
    assert "closed" in rules.may_claim(referrer, request).reason


def test_a_referral_is_offered_by_professionals_to_somebody_else(referrer, coordinator):
    assert rules.may_offer(referrer, coordinator)
    assert "Nobody is there" in rules.may_offer(referrer, None).reason
    assert "Nobody is there" in rules.may_offer(referrer, referrer).reason
    assert "offered and followed" in rules.may_offer(coordinator, referrer).reason
    assert rules.may_follow(referrer)


def test_the_person_alone_decides_about_their_referral(referrer, coordinator):
    mine = SimpleNamespace(account_id=referrer.pk, state="offered", is_going_on=True, erased_at=None)
    assert rules.may_send(referrer, mine)
    assert rules.may_withdraw(referrer, mine)
    for may in (rules.may_send, rules.may_withdraw, rules.may_renew):
        assert "Only the person themselves" in may(coordinator, mine).reason

    mine.state = "sent"
    assert "answered already" in rules.may_send(referrer, mine).reason
    assert rules.may_renew(referrer, mine)
    mine.erased_at, mine.is_going_on = "now", False
    assert "it is over" in rules.may_renew(referrer, mine).reason
    assert "is over" in rules.may_withdraw(referrer, mine).reason


def test_a_service_answers_what_it_has_opened():
    assert rules.may_answer(SimpleNamespace(state="opened"))
    assert "it is over" in rules.may_answer(SimpleNamespace(state="withdrawn")).reason
    assert rules.may_complete(SimpleNamespace(state="accepted"))
    assert "not accepted" in rules.may_complete(SimpleNamespace(state="opened")).reason
