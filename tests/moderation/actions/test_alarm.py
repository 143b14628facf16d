"""A case that cannot wait asks whoever is on duty at once, and the next one by the clock."""

from datetime import timedelta

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from community.accounts.models import User
from community.audit.models import Entry
from community.chores import known, register
from groups import letters
from moderation.actions.alarm import _see_after, page_due, raise_alarm, take_alarm
from moderation.models import Alarm, Asked, Case
from tests import cast
from tests.moderation.watching import asked, on, waiting

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff(moderator, another_moderator, lead):
    """Oskari on duty, Petra first and Riitta second on call, Mikko at home."""
    on(moderator)
    on(lead, kind="on_call", order=2)
    on(another_moderator, kind="on_call", order=1)
    cast.make_staff("moderator", display_name="Mikko", email="mikko@example.org")
    return moderator


# --- Who is asked, and when ---------------------------------------------------------
def test_on_duty_first_then_each_on_call_every_two_minutes_then_everybody(staff, clock):
    alarm = raise_alarm(case=waiting())
    assert asked() == {"Oskari"}

    clock.move(seconds=119)
    page_due()
    assert asked() == {"Oskari"}

    clock.move(seconds=1)
    page_due()
    assert asked() == {"Oskari", "Petra"}

    clock.move(minutes=2)
    page_due()
    assert asked() == {"Oskari", "Petra", "Riitta"}

    clock.move(minutes=2)
    page_due()
    assert asked() == {"Oskari", "Petra", "Riitta", "Mikko"}
    steps = Entry.objects.filter(action="alarm.asked", subject_id=str(alarm.pk))
    assert [entry.facts["count"] for entry in steps.order_by("seq")] == [1, 1, 1, 1]


def test_when_everybody_was_asked_and_nobody_has_it_everybody_is_asked_again(moderator, clock):
    raise_alarm(case=waiting())
    clock.move(minutes=2)
    page_due()  # nobody is left
    first = Asked.objects.get().asked_at
    clock.move(minutes=10)
    page_due()

    assert Asked.objects.get().asked_at > first


def test_with_nobody_on_the_rota_everybody_with_the_duty_is_asked_at_once(
    moderator, another_moderator, lead, coordinator
):
    cast.make_staff("moderator", display_name="Lapsed", credential=False)

    raise_alarm(case=waiting())

    assert asked() == {"Oskari", "Petra", "Riitta"}


def test_with_nobody_on_duty_whoever_is_on_call_is_asked_at_once(moderator, another_moderator):
    on(another_moderator, kind="on_call", order=1)

    raise_alarm(case=waiting())

    assert asked() == {"Petra"}


def test_without_anybody_at_all_the_alarm_stays_and_asks_whoever_comes(clock):
    raise_alarm(case=waiting())
    cast.make_staff("moderator", display_name="Oskari")
    clock.move(minutes=10)
    page_due()

    assert asked() == {"Oskari"}


def test_nobody_is_asked_about_themselves(staff):
    raise_alarm(case=waiting(person=staff))

    assert asked() == {"Petra"}


def test_asked_twice_a_case_has_one_alarm(staff):
    case = waiting()

    assert raise_alarm(case=case) == raise_alarm(case=case)
    assert Entry.objects.filter(action="alarm.raised").count() == 1


def test_a_decided_case_asks_nobody(staff, clock):
    assert raise_alarm(case=waiting(decided_at=timezone.now())) is None
    alarm = raise_alarm(case=waiting())
    Case.objects.filter(pk=alarm.case_id).update(decided_at=timezone.now())
    clock.move(minutes=3)
    page_due()

    assert asked() == {"Oskari"}
    assert not Alarm.objects.going_on().exists()


def test_two_processes_ask_the_next_one_once(staff, clock):
    alarm = raise_alarm(case=waiting())
    clock.move(minutes=2)
    _see_after(alarm)
    _see_after(alarm)

    assert asked() == {"Oskari", "Petra"}


# --- What is late ---------------------------------------------------------------------
def test_danger_to_life_of_which_nobody_was_told_is_found_by_the_clock(staff):
    waiting()

    page_due()

    assert asked() == {"Oskari"}
    assert Alarm.objects.get().kind == "urgent"


@pytest.mark.parametrize(("priority", "minutes"), [(0, 15), (1, 60)])
def test_past_its_time_and_the_claim_the_next_one_is_asked_though_somebody_had_it(
    priority, minutes, staff, clock
):
    case = waiting(priority)
    take_alarm(alarm=raise_alarm(case=case), actor=staff)
    clock.move(minutes=minutes - 1)
    page_due()
    assert asked() == {"Oskari"}

    clock.move(minutes=1)
    page_due()

    late = Alarm.objects.get(kind="overdue")
    assert asked(late) == {"Petra"}
    assert Alarm.objects.filter(case=case).count() == 2


def test_while_somebody_has_a_late_case_it_asks_nobody(staff, clock):
    waiting(1, claimed_by=staff, claimed_until=timezone.now() + timedelta(hours=2))
    clock.move(minutes=119)
    page_due()
    assert not Alarm.objects.exists()

    clock.move(minutes=1)
    page_due()
    assert asked() == {"Oskari"}


def test_what_can_wait_for_the_morning_wakes_nobody(staff, clock):
    waiting(2)
    clock.move(hours=24)
    Asked.objects.all().delete()
    page_due()
    assert asked() == set()  # Oskari's shift is over by now

    on(staff)
    clock.move(minutes=15)
    page_due()
    assert asked() == {"Oskari"}
    clock.move(hours=1)
    page_due()
    assert asked() == {"Oskari"}


def test_two_questions_while_there_is_nothing_to_do(staff, django_assert_num_queries):
    take_alarm(alarm=raise_alarm(case=waiting()), actor=staff)

    with django_assert_num_queries(2):
        page_due()


def test_upkeep_asks_too():
    known()

    assert register["moderation.page"].every == timedelta(minutes=1)
    register["moderation.page"].call()


# --- What is told ---------------------------------------------------------------------
def test_pages_of_whoever_is_asked_are_told_at_once_and_nothing_private(
    staff, told, group, django_capture_on_commit_callbacks
):
    User.objects.filter(pk=staff.pk).update(language="fi")
    with django_capture_on_commit_callbacks(execute=True):
        raise_alarm(case=waiting(group=group, evidence="What was said."))

    ((audience, news),) = told
    assert audience == staff.audience
    assert news["type"] == "watch.alarm"
    assert "/take/" in news["html"]
    assert "What was said." not in news["html"]
    assert "Thursday group" in news["html"]  # its name is neutral, and whoever is asked may know it
    assert "csrf" not in news["html"]


def test_a_mail_without_content_goes_to_those_who_have_an_address(
    staff, another_moderator, clock, django_capture_on_commit_callbacks
):
    User.objects.filter(pk=staff.pk).update(email="oskari@example.org")
    with django_capture_on_commit_callbacks(execute=True):
        raise_alarm(case=waiting(evidence="What was said."))
    clock.move(minutes=2)
    with django_capture_on_commit_callbacks(execute=True):
        page_due()
    letters.post.submit(int).result()

    (letter,) = mail.outbox
    assert letter.to == ["oskari@example.org"]
    assert "What waits" in letter.body
    assert "What was said." not in letter.body + letter.subject


def test_i_have_it_ends_it_and_the_others_read_who_has_it(
    staff, another_moderator, told, clock, django_capture_on_commit_callbacks
):
    alarm = raise_alarm(case=waiting())
    clock.move(minutes=2)
    page_due()
    told.clear()

    with django_capture_on_commit_callbacks(execute=True):
        take_alarm(alarm=alarm, actor=another_moderator)
        take_alarm(alarm=alarm, actor=another_moderator)

    heard = {audience: news["html"] for audience, news in told}
    assert "Petra has the alarm" in heard[staff.audience]
    assert heard[another_moderator.audience] == ""
    clock.move(minutes=3)
    page_due()
    assert asked() == {"Oskari", "Petra"}
    assert Entry.objects.filter(action="alarm.taken", actor_id=another_moderator.pk).count() == 1


def test_whoever_has_the_alarm_has_its_case_where_it_is_free(staff, another_moderator, clock):
    free, mine = waiting(), waiting(claimed_by=another_moderator)
    Case.objects.filter(pk=mine.pk).update(claimed_until=timezone.now() + timedelta(minutes=9))
    for case in (free, mine):
        take_alarm(alarm=raise_alarm(case=case), actor=staff)

    assert Case.objects.get(pk=free.pk).is_claimed_by(staff)
    assert Case.objects.get(pk=mine.pk).is_claimed_by(another_moderator)
    assert Entry.objects.filter(action="case.claimed", actor_id=staff.pk).count() == 1


def test_whoever_proposed_has_the_alarm_and_leaves_the_case_to_a_second_person(staff):
    case = waiting(proposed_by=staff)

    take_alarm(alarm=raise_alarm(case=case), actor=staff)

    assert not Case.objects.get().is_claimed


def test_the_first_one_has_it(staff, another_moderator):
    alarm = raise_alarm(case=waiting())
    take_alarm(alarm=alarm, actor=another_moderator)

    with pytest.raises(PermissionDenied, match="Somebody has it already"):
        take_alarm(alarm=alarm, actor=staff)
