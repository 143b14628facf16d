"""Coming on duty, handing over, and how one is at the end of it. Who is let in is in tests/access/table.txt."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from community.accounts.models import User
from community.audit.actions import record
from community.audit.models import Entry
from moderation.actions.alarm import raise_alarm
from moderation.models import HandOver, Promise, Shift
from tests.moderation.watching import on, waiting

pytestmark = pytest.mark.django_db
DUTY = "/duty/"


@pytest.fixture
def watch(client, moderator):
    """The moderator's browser."""
    client.force_login(moderator)
    return client


def end_of(shift):
    return reverse("moderation:shift_end", args=[shift.pk])


# --- The line on every page -------------------------------------------------------------
def test_the_line_says_who_is_on_duty_and_on_call(watch, moderator, another_moderator):
    on(moderator)
    on(another_moderator, kind="on_call", order=1)

    page = watch.get(DUTY).text

    assert "On duty now:" in page
    assert page.index("Oskari") < page.index("On call:") < page.index("Petra")


def test_it_says_when_nobody_is(watch):
    assert "Nobody is on duty now." in watch.get(DUTY).text


def test_it_carries_the_alarms_before_this_person_as_forms(watch, moderator):
    alarm = raise_alarm(case=waiting(evidence="What was said."))

    page = watch.get(DUTY).text

    assert reverse("moderation:alarm_take", args=[alarm.pk]) in page
    assert "I have it" in page
    assert "What was said." not in page


def test_the_line_costs_two_questions_however_many_are_on_it(
    watch, moderator, another_moderator, lead, django_assert_num_queries
):
    watch.get(DUTY)
    with django_assert_num_queries(11):
        watch.get(DUTY)
    for person in (moderator, another_moderator, lead):
        on(person)
        raise_alarm(case=waiting())

    with django_assert_num_queries(11):
        watch.get(DUTY)


def test_i_have_it_leads_to_the_case(watch, moderator):
    alarm = raise_alarm(case=waiting())

    answer = watch.post(reverse("moderation:alarm_take", args=[alarm.pk]))

    assert answer.url == reverse("moderation:case", args=[alarm.case_id])
    assert watch.get(answer.url).status_code == 200


# --- Coming ------------------------------------------------------------------------------
def test_one_presses_to_start_and_then_can_end(watch, moderator):
    shift = on(moderator)
    assert "I am starting my duty" in watch.get(DUTY).text

    watch.post(reverse("moderation:shift_begin", args=[shift.pk]))

    page = watch.get(DUTY).text
    assert "I am starting my duty" not in page
    assert end_of(shift) in page


def test_without_a_plan_one_says_for_how_long(watch, moderator):
    assert watch.post("/duty/start/", {"hours": "7"}).status_code == 422
    watch.post("/duty/start/", {"hours": "2"})

    assert Shift.objects.get().is_now


def test_somebody_elses_shift_is_not_here(watch, another_moderator):
    shift = on(another_moderator)

    assert watch.post(reverse("moderation:shift_begin", args=[shift.pk])).status_code == 404


# --- Handing over ---------------------------------------------------------------------------
def test_the_page_is_composed_and_the_next_one_confirms(client, watch, moderator, another_moderator, group):
    shift = on(moderator)
    case = waiting(2, kind="report", group=group)
    watch.post("/duty/promises/", {"words": "Kuura hears from us by noon."})
    record(moderator, "case.decided")

    page = watch.get(end_of(shift)).text
    assert reverse("moderation:case", args=[case.pk]) in page
    assert "Kuura hears from us by noon." in page
    assert "Cases decided" in page

    answer = watch.post(end_of(shift), {"words": "A quiet evening."}, follow=True)
    assert answer.redirect_chain[0][0] == "/duty/how-are-you/"
    assert "Your duty has ended." in answer.text

    made = HandOver.objects.get()
    client.force_login(another_moderator)
    address = reverse("moderation:hand_over", args=[made.pk])
    assert address in client.get(DUTY).text
    assert "A quiet evening." in client.get(address).text
    client.post(reverse("moderation:hand_over_read", args=[made.pk]))
    assert "Petra has read it" in client.get(address).text
    assert address not in client.get(DUTY).text


def test_words_that_are_too_long_stay_in_the_box(watch, moderator):
    shift = on(moderator)

    answer = watch.post(end_of(shift), {"words": "x" * 4001})

    assert answer.status_code == 200
    assert not HandOver.objects.exists()


def test_a_promise_is_kept_by_a_press(watch):
    assert watch.post("/duty/promises/", {"words": ""}).status_code == 422
    watch.post("/duty/promises/", {"words": "Call Kuura."})
    made = Promise.objects.get()
    assert "Call Kuura." in watch.get(DUTY).text
    assert "Call Kuura." not in watch.get(DUTY, {"quiet": ""}).text

    watch.post(reverse("moderation:promise_kept", args=[made.pk]))

    assert "Call Kuura." not in watch.get(DUTY).text


# --- How one is ---------------------------------------------------------------------------------
def test_hard_answers_show_whom_to_talk_to_and_are_kept_nowhere(watch, lead):
    User.objects.filter(pk=lead.pk).update(email="riitta@example.org")
    before = Entry.objects.count()

    page = watch.post("/duty/how-are-you/", {"stays": "3", "tired": "1", "alone": "0"}).text

    assert "Riitta, riitta@example.org" in page
    assert "Do not carry it alone" in page
    assert Entry.objects.count() == before


def test_light_answers_send_one_to_rest(watch):
    page = watch.post("/duty/how-are-you/", {"stays": "0", "tired": "1", "alone": "0"}).text

    assert "Rest well" in page
    assert "Three questions" in watch.post("/duty/how-are-you/", {"stays": "9"}).text


def test_one_sees_ones_own_number_and_a_kind_word(watch, moderator):
    on(moderator, begun_at=timezone.now() - timedelta(hours=1))
    for _number in range(3):
        record(moderator, "case.looked", waiting())

    page = watch.get(DUTY).text

    assert "3 severe cases in the last seven days." in page
    assert "Take ten minutes" in page


def test_duty_on_the_line_is_the_one_of_a_shift_and_not_a_task(watch, monkeypatch):
    asked = []
    monkeypatch.setattr(
        "django.template.base.pgettext_lazy", lambda context, word: asked.append((context, word)) or word
    )

    title = watch.get(DUTY).text.partition("<title>")[2].partition("</title>")[0]

    assert title.startswith("Duty")
    assert ("being on call in a shift", "Duty") in asked


def test_only_the_first_of_several_alarms_has_a_heading_and_each_has_its_press(watch):
    alarms = [raise_alarm(case=waiting()) for _number in range(3)]

    page = watch.get(DUTY).text

    assert page.count("Somebody needs you now") == 1
    assert all(reverse("moderation:alarm_take", args=[alarm.pk]) in page for alarm in alarms)
