"""How one is over time: wanted, answered, stopped and erased by the person alone."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from community.audit.models import Entry
from groups.actions import wellbeing as act
from groups.models import Wellbeing, WellbeingAnswer
from tests.clock import Clock

pytestmark = pytest.mark.django_db
LOW, FAIR = [1, 1, 1, 2, 2], [3, 3, 3, 2, 2]


@pytest.fixture
def clock(monkeypatch):
    return Clock(monkeypatch)


@pytest.fixture
def account(member):
    act.begin_wellbeing(account=member.user)
    return member.user


def test_nothing_is_kept_of_somebody_who_did_not_ask_for_it(member):
    with pytest.raises(PermissionDenied, match="You have not asked"):
        act.answer_wellbeing(account=member.user, numbers=FAIR)

    assert not WellbeingAnswer.objects.exists()


def test_five_answers_are_kept_and_nobody_is_told(account, told):
    with told:
        answer = act.answer_wellbeing(account=account, numbers=LOW)

    assert answer.score == 28
    assert told.to(account.audience) == []
    assert not Entry.objects.exists()


@pytest.mark.parametrize("numbers", [[1, 2, 3], [0, 0, 0, 0, 9]])
def test_what_has_no_sum_is_not_kept(account, numbers):
    with pytest.raises(ValueError, match="five answers"):
        act.answer_wellbeing(account=account, numbers=numbers)


def test_the_questions_come_again_after_two_weeks(account, clock):
    act.answer_wellbeing(account=account, numbers=LOW)

    clock.move(days=13)
    with pytest.raises(PermissionDenied, match="They come again on"):
        act.answer_wellbeing(account=account, numbers=FAIR)

    clock.move(days=1)
    act.answer_wellbeing(account=account, numbers=FAIR)
    assert [row["score"] for row in act.own_wellbeing(account=account)] == [28, 52]


def test_stopping_keeps_what_was_answered_and_one_may_begin_again(account, clock):
    act.answer_wellbeing(account=account, numbers=LOW)

    act.stop_wellbeing(account=account)
    act.stop_wellbeing(account=account)

    clock.move(days=20)
    with pytest.raises(PermissionDenied, match="You have not asked"):
        act.answer_wellbeing(account=account, numbers=FAIR)
    assert len(act.own_wellbeing(account=account)) == 1

    act.begin_wellbeing(account=account)
    act.begin_wellbeing(account=account)
    assert Wellbeing.objects.get().begun_at > WellbeingAnswer.objects.get().answered_at + timedelta(days=19)
    act.answer_wellbeing(account=account, numbers=FAIR)


def test_ones_own_answers_are_handed_out_and_nobody_elses(account, other_member):
    act.answer_wellbeing(account=account, numbers=LOW)

    (row,) = act.own_wellbeing(account=account)
    assert (row["numbers"], row["score"]) == (LOW, 28)
    assert act.own_wellbeing(account=other_member.user) == []


def test_erasing_destroys_the_key_the_answers_and_that_they_were_wanted(account):
    act.answer_wellbeing(account=account, numbers=LOW)
    key = Wellbeing.objects.get().data_key

    assert act.erase_wellbeing(account=account) == 1
    assert act.erase_wellbeing(account=account) == 0

    key.refresh_from_db()
    assert key.destroyed_at is not None
    assert not Wellbeing.objects.exists()
    assert not WellbeingAnswer.objects.exists()
