"""Where a life may be in danger: what the pages of a case and of a concern say of it before all else."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from moderation import actions
from moderation.actions.case import open_case
from moderation.models import Concern
from tests import cast
from tests.moderation.concerns import close_to_the_end, make_concern
from tests.moderation.watching import on, waiting

pytestmark = pytest.mark.django_db
BESIDES = "Another case about this person speaks of a danger to life."


def case_about(seat, **facts):
    facts = {"kind": "report", "priority": 2, "person": seat.user, "group": seat.group} | facts
    return open_case(message=cast.words(seat), **facts)


def in_danger(seat):
    return case_about(seat, kind="risk", rules=["risk.en.plan.1"], level=5)


def read(client, user, name, *args):
    client.force_login(user)
    return client.get(reverse(f"moderation:{name}", args=args)).text


# --- On a case ---------------------------------------------------------------------------------
def test_a_case_says_that_a_concern_was_raised_from_it_and_who_has_it(client, lead, moderator, member):
    case = case_about(member)
    assert "A concern was raised" not in read(client, lead, "case", case.pk)
    concern = make_concern(member, lead, case=case)

    waiting = read(client, lead, "case", case.pk)
    actions.concern.take(concern=concern, actor=lead)
    taken = read(client, lead, "case", case.pk)

    assert reverse("moderation:concern", args=[concern.pk]) in waiting.partition("<case-keys")[0]
    assert "Waits for a safeguarding lead." in waiting
    assert "Riitta has it." in taken
    assert "A concern was raised" not in read(client, moderator, "case", case.pk)


def test_the_form_says_that_a_concern_was_raised_already_from_the_case(client, lead, moderator, member):
    case = case_about(member)
    assert "write in that one" not in read(client, lead, "new_concern_about", "case", case.pk)
    make_concern(member, lead, case=case)

    assert "write in that one" in read(client, lead, "new_concern_about", "case", case.pk)
    assert "write in that one" not in read(client, moderator, "new_concern_about", "case", case.pk)


def test_another_case_of_danger_about_the_same_person_is_named(client, moderator, member, other_member):
    case, of_another = case_about(member), case_about(other_member)
    assert BESIDES not in read(client, moderator, "case", case.pk)
    danger = in_danger(member)

    text = read(client, moderator, "case", case.pk)

    assert BESIDES in text
    assert reverse("moderation:case", args=[danger.pk]) in text
    assert BESIDES not in read(client, moderator, "case", danger.pk)
    assert BESIDES not in read(client, moderator, "case", of_another.pk)
    nobodys = open_case(kind="notice", priority=2)
    assert BESIDES not in read(client, moderator, "case", nobodys.pk)


def test_a_case_costs_the_same_however_many_others_there_are(client, moderator, member):
    case = case_about(member)
    in_danger(member)
    read(client, moderator, "case", case.pk)

    with CaptureQueriesContext(connection) as of_one:
        read(client, moderator, "case", case.pk)
    for _number in range(4):
        case_about(member)
    with CaptureQueriesContext(connection) as of_many:
        read(client, moderator, "case", case.pk)

    assert len(of_many) == len(of_one)


# --- On a concern ------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("level", "danger", "is_asked"), [(3, "unsure", False), (4, "unsure", True), (5, "called", True)]
)
def test_a_severe_concern_asks_first_whether_somebody_called(client, lead, member, level, danger, is_asked):
    concern = make_concern(member, lead, level=level, danger=danger)

    text = read(client, lead, "concern", concern.pk)

    assert ("Has somebody called the emergency number?" in text) == is_asked
    assert ("tel:112" in text) == is_asked
    if is_asked:
        assert text.index("tel:112") < text.index("What to do") < text.index("Who is at risk")
        assert (danger == "called") == (
            "When it was raised: Yes, and the emergency number has been called." in text
        )
        assert (
            reverse("moderation:concern_act", args=[concern.pk, "given"]) in text.partition("What to do")[0]
        )


def test_what_is_closed_asks_it_no_more(client, lead, member):
    concern = close_to_the_end(make_concern(member, lead, level=5), lead)
    actions.concern.close(concern=concern, actor=lead, outcome="safe", closing="Home.")

    assert "Has somebody called" not in read(client, lead, "concern", concern.pk)


# --- At the end of a duty ----------------------------------------------------------------------
LATE, ALONE = "A danger to life is past its time.", "Nobody is on duty after you."


def test_whoever_ends_their_duty_reads_first_that_a_danger_to_life_is_past_its_time(client, moderator):
    shift = on(moderator)
    hours_ago = {
        "opened_at": timezone.now() - timedelta(hours=3),
        "due_at": timezone.now() - timedelta(hours=1),
    }
    waiting(1, **hours_ago)
    waiting()
    assert LATE not in read(client, moderator, "shift_end", shift.pk)
    waiting(**hours_ago)

    text = read(client, moderator, "shift_end", shift.pk)

    assert text.index(LATE) < text.index("Hand over and end my duty")


def test_a_concern_that_no_lead_has_in_time_is_such_a_danger(client, moderator, lead, member):
    shift = on(moderator)
    make_concern(member, lead, level=5)
    assert LATE not in read(client, moderator, "shift_end", shift.pk)
    Concern.objects.update(due_at=timezone.now())

    assert LATE in read(client, moderator, "shift_end", shift.pk)


@pytest.mark.parametrize(
    ("facts", "is_alone"),
    [
        ({}, False),
        ({"ago": -4, "hours": 8}, False),
        ({"ago": -5, "hours": 8}, True),
        ({"kind": "on_call", "order": 1}, True),
    ],
)
def test_whoever_ends_their_duty_reads_that_nobody_follows(
    client, moderator, another_moderator, facts, is_alone
):
    shift = on(moderator)
    assert ALONE in read(client, moderator, "shift_end", shift.pk)
    on(another_moderator, **facts)

    assert (ALONE in read(client, moderator, "shift_end", shift.pk)) == is_alone
