"""Planning the rota. Who is let in is in tests/access/table.txt."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from community.audit.actions import record
from moderation.models import Shift
from tests.moderation.watching import on, waiting

pytestmark = pytest.mark.django_db
SHAPE = "%Y-%m-%dT%H:%M"


@pytest.fixture
def plans(client, coordinator):
    """The coordinator's browser."""
    client.force_login(coordinator)
    return client


def form(person, *, start=24, hours=4, **facts):
    begins = timezone.localtime() + timedelta(hours=start)
    facts = {"person": str(person.pk), "kind": "duty"} | facts
    return facts | {
        "starts_at": begins.strftime(SHAPE),
        "ends_at": (begins + timedelta(hours=hours)).strftime(SHAPE),
    }


def test_holes_are_said_in_words(plans, moderator):
    on(moderator)

    page = plans.get("/rota/").text

    assert "Nobody is on duty from" in page
    assert page.count("Nobody is on duty from") == 1


def test_a_shift_is_planned_and_taken_off(plans, moderator):
    plans.post("/rota/", form(moderator))
    shift = Shift.objects.get()
    assert "Take Oskari off" in plans.get("/rota/").text

    plans.post(reverse("moderation:shift_take_off", args=[shift.pk]))

    assert not Shift.objects.exists()


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"hours": -1}, "ends after it begins"),
        ({"hours": 25}, "at most a day"),
        ({"kind": "on_call"}, "needs a place in the line"),
        ({"start": 0.5}, "at that time already"),
    ],
)
def test_what_does_not_fit_is_said_and_the_form_stays(plans, moderator, facts, words):
    on(moderator)

    page = plans.post("/rota/", form(moderator, **facts))

    assert words in page.text
    assert Shift.objects.count() == 1


def test_only_people_with_the_duty_can_be_chosen(plans, moderator, referrer):
    page = plans.get("/rota/").text

    assert f'value="{moderator.pk}"' in page
    assert f'value="{referrer.pk}"' not in page


def test_moderators_read_it_and_have_no_form(client, moderator):
    on(moderator)
    client.force_login(moderator)

    page = client.get("/rota/").text

    assert "Oskari" in page
    assert "Plan a shift" not in page


@pytest.mark.parametrize("rows", [1, 3])
def test_the_rota_costs_the_same_however_long(rows, plans, moderator, django_assert_num_queries):
    for number in range(rows):
        on(moderator, ago=-5 * number, hours=5 * number + 4)
    plans.get("/rota/")

    with django_assert_num_queries(6):
        plans.get("/rota/")


def test_a_lead_reads_numbers_and_no_words(client, lead, moderator):
    record(moderator, "case.looked", waiting(evidence="What was said."))
    client.force_login(lead)

    page = client.get("/rota/exposure/").text

    assert "<dt>Oskari</dt><dd>1</dd>" in page
    assert "<dt>Riitta</dt><dd>0</dd>" in page
    assert "What was said." not in page
