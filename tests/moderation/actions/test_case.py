"""Cases: opened, raised, looked at, taken for a while, put back."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from community.audit.models import Entry
from moderation.actions.case import claim, look_at, open_case, release_claim, take
from moderation.models import Alarm, Case
from moderation.models.case import CaseQuerySet
from tests import cast

pytestmark = pytest.mark.django_db


def opened(message=None, **facts):
    return open_case(**{"kind": "report", "priority": 2, "message": message} | facts)


def noted(action):
    return Entry.objects.filter(action=action).count()


@pytest.mark.parametrize(("priority", "minutes"), [(0, 5), (1, 60), (2, 24 * 60), (3, 3 * 24 * 60)])
def test_the_clock_runs_from_arrival_by_how_urgent_it_is(priority, minutes):
    case = opened(priority=priority)

    assert case.due_at - case.opened_at == timedelta(minutes=minutes)


def test_what_is_asked_about_the_same_words_joins_and_only_raises(member):
    message = cast.words(member)
    first = opened(message, rules=["links.1"], level=1)

    second = opened(message, kind="notice", priority=1, rules=["threats.en.2"], level=3)
    third = opened(message, priority=3)

    assert first.pk == second.pk == third.pk
    case = Case.objects.get()
    assert (case.priority, case.level, case.kind) == (1, 3, "report")
    assert case.rules == ["links.1", "threats.en.2"]
    assert case.due_at < timezone.now() + timedelta(hours=2)


def test_held_words_that_are_reported_wait_whatever_the_room_decides(member):
    message = cast.words(member, state="held")
    opened(message, kind="held")
    opened(message)
    message.state = "returned"
    message.save()

    assert Case.objects.open().get().kind == "report"


def test_words_the_room_has_decided_about_begin_anew(member):
    message = cast.words(member, state="held")
    old = opened(message, kind="held")
    type(message).objects.update(state="shown", position=1, revision=1)

    new = opened(message)

    assert new.pk != old.pk
    assert Case.objects.get(pk=old.pk).decided_at is not None
    assert list(Case.objects.open()) == [new]


def test_what_comes_while_the_case_is_decided_begins_anew(member, moderator, monkeypatch):
    message = cast.words(member)
    old = opened(message)
    find = CaseQuerySet.get_or_create

    def find_and_lose(cases, **facts):
        found = find(cases, **facts)
        Case.objects.filter(pk=old.pk).update(decided_at=timezone.now())  # by somebody else, just now
        return found

    monkeypatch.setattr(CaseQuerySet, "get_or_create", find_and_lose)
    new = open_case(kind="notice", priority=0, message=message)

    assert new.pk != old.pk
    assert list(Case.objects.open()) == [new]
    assert Alarm.objects.get().case == new


def test_danger_to_life_asks_whoever_is_on_duty_once(member, moderator):
    message = cast.words(member)
    case = opened(message, priority=2)
    assert not Alarm.objects.exists()

    opened(message, priority=0)
    opened(message, priority=0)

    assert Alarm.objects.get().case == case


def test_whoever_takes_the_case_has_its_alarm_too(member, moderator):
    case = opened(cast.words(member), priority=0)

    claim(case=case, actor=moderator)

    assert Alarm.objects.get().taken_by == moderator


def test_opening_the_sealed_copy_is_a_look(moderator):
    case = opened(evidence='[{"body": "words"}]', level=4)

    assert look_at(case=case, actor=moderator) == [{"body": "words"}]
    assert look_at(case=opened(), actor=moderator) == []
    entry = Entry.objects.filter(action="case.looked").order_by("seq").first()
    assert entry.actor_id == moderator.pk
    assert '"level":4' in entry.facts_json


def test_nobody_looks_at_a_case_about_themselves(moderator, member):
    with pytest.raises(PermissionDenied, match="about you"):
        look_at(case=opened(person=moderator), actor=moderator)
    with pytest.raises(PermissionDenied, match="for moderators"):
        look_at(case=opened(), actor=member.user)


def test_a_case_is_one_persons_for_a_quarter_of_an_hour(moderator, another_moderator):
    case = opened()

    claimed = claim(case=case, actor=moderator)
    again = claim(case=case, actor=moderator)

    assert claimed.claimed_until - timezone.now() > timedelta(minutes=14)
    assert again.claimed_until >= claimed.claimed_until
    assert noted("case.claimed") == 1
    with pytest.raises(PermissionDenied, match="Somebody else has this one"):
        claim(case=case, actor=another_moderator)


def test_a_claim_that_has_run_out_is_free_for_others(moderator, another_moderator):
    case = claim(case=opened(), actor=moderator)
    Case.objects.update(claimed_until=timezone.now())

    assert claim(case=case, actor=another_moderator).claimed_by == another_moderator


def test_two_who_read_the_same_free_case_do_not_both_get_it(moderator, another_moderator):
    case = opened()
    take(case=case, actor=moderator)

    with pytest.raises(PermissionDenied, match="Somebody else has this one"):
        take(case=Case.objects.get(), actor=another_moderator)


def test_a_case_is_put_back_by_whoever_has_it(moderator, another_moderator):
    case = claim(case=opened(), actor=moderator)

    release_claim(case=case, actor=another_moderator)
    assert Case.objects.get().claimed_by == moderator
    release_claim(case=case, actor=moderator)
    release_claim(case=case, actor=moderator)

    assert Case.objects.get().claimed_by is None
    assert noted("case.released") == 1
