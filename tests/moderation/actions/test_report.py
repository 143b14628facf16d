"""A report seals what was said as it stood, and every look at it is recorded."""

import json

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from community.audit.models import Entry
from groups.actions.message import hide, retract
from groups.models import Message
from moderation.actions.report import RINGS, look_at, report, report_person, see_to
from moderation.evidence import AROUND
from moderation.models import Alarm, Case, Report
from tests import cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def said(meeting, member):
    return cast.words(member, "You are all fools.")


def loaded(message):
    """The message as the page loads it."""
    return Message.objects.select_related("room__group", "author").get(pk=message.pk)


# --- Reporting --------------------------------------------------------------------------
def test_a_report_keeps_the_words_and_who_said_them(said, other_member):
    made = report(message=loaded(said), reporter=other_member, kind="unkind", note="It hurt.")

    kept = Report.objects.get()
    assert kept == made
    assert (kept.kind, kept.note, kept.reporter, kept.group) == (
        "unkind",
        "It hurt.",
        other_member.user,
        said.room.group,
    )
    assert json.loads(kept.copy) == [
        {
            "is_it": True,
            "alias": "Kuura",
            "at": said.said_at.isoformat(),
            "state": "shown",
            "body": "You are all fools.",
        }
    ]
    assert Entry.objects.filter(action="report.made", actor_id=other_member.user_id).count() == 1


def test_a_report_keeps_a_few_lines_around(meeting, member, other_member):
    lines = [cast.words(member, f"Line {number}.") for number in range(13)]

    made = report(message=loaded(lines[6]), reporter=other_member, kind="other")

    copy = json.loads(made.copy)
    assert [line["body"] for line in copy] == [f"Line {number}." for number in range(1, 12)]
    assert [line["is_it"] for line in copy] == [False] * AROUND + [True] + [False] * AROUND


def test_what_waits_to_be_read_is_in_no_copy(said, other_member, member):
    cast.words(member, "Held words.", state=Message.State.HELD)

    made = report(message=loaded(said), reporter=other_member, kind="other")

    assert "Held words." not in made.copy


def test_the_copy_stays_when_the_words_are_hidden_or_taken_back(said, facilitator, other_member, member):
    made = report(message=loaded(said), reporter=other_member, kind="unkind")

    hide(message=loaded(said), actor=facilitator, rule="private", reason="Agreement, point 2")
    retracted = cast.words(member, "More of it.")
    second = report(message=loaded(retracted), reporter=other_member, kind="unkind")
    retract(message=loaded(retracted), actor=member)

    assert "You are all fools." in Report.objects.get(pk=made.pk).copy
    assert "More of it." in Report.objects.get(pk=second.pk).copy


def test_words_around_it_that_were_taken_back_are_not_copied(meeting, member, other_member):
    around = cast.words(member, "never mind this")
    retract(message=around, actor=member)
    message = cast.words(member, "but this")

    made = report(message=message, reporter=other_member, kind="other")

    assert "never mind this" not in made.copy
    assert "but this" in made.copy


def test_an_author_who_is_gone_leaves_no_name_in_the_copy(said, other_member):
    Message.objects.filter(pk=said.pk).update(author=None)

    made = report(message=loaded(said), reporter=other_member, kind="unkind")

    assert json.loads(made.copy)[0]["alias"] == ""


def test_two_people_may_report_the_same_words(said, other_member, facilitator):
    report(message=loaded(said), reporter=other_member, kind="unkind")
    report(message=loaded(said), reporter=facilitator, kind="worry")

    assert Report.objects.open().count() == 2


def test_after_it_was_seen_to_the_same_words_can_be_reported_anew(said, other_member, moderator):
    see_to(report=report(message=loaded(said), reporter=other_member, kind="unkind"), actor=moderator)

    report(message=loaded(said), reporter=other_member, kind="unkind")

    assert Report.objects.count() == 2


def test_neither_the_author_nor_a_stranger_reports(said, member, stranger):
    with pytest.raises(PermissionDenied, match="your own words"):
        report(message=loaded(said), reporter=member, kind="other")
    with pytest.raises(PermissionDenied, match="not in your group"):
        report(message=loaded(said), reporter=stranger, kind="other")

    assert not Report.objects.exists()


# --- A person, and a case for each -----------------------------------------------------------
def test_each_report_is_a_case_with_a_clock(said, other_member, member):
    made = report(message=loaded(said), reporter=other_member, kind="unkind")

    case = Case.objects.get()
    assert made.case == case
    assert (case.kind, case.priority, case.message, case.person) == ("report", 2, said, member.user)
    assert case.evidence == made.copy
    assert made.receipt_at is not None


@pytest.mark.parametrize(("kind", "priority"), [("worry", 1), ("exposed", 1), ("contact", 1), ("other", 2)])
def test_what_it_is_about_sets_the_clock(kind, priority, said, other_member):
    assert report(message=loaded(said), reporter=other_member, kind=kind).case.priority == priority


def test_danger_now_comes_before_all(said, other_member):
    made = report(message=loaded(said), reporter=other_member, kind="worry", is_urgent=True)

    assert made.case.priority == Case.Priority.LIFE


def test_a_second_report_joins_the_case_and_makes_it_more_urgent(said, other_member, facilitator):
    first = report(message=loaded(said), reporter=other_member, kind="unkind")
    second = report(message=loaded(said), reporter=facilitator, kind="worry", is_urgent=True)

    assert first.case == second.case
    assert Case.objects.get().priority == Case.Priority.LIFE


def test_somebody_can_be_pointed_out_with_what_they_said_last(said, member, other_member):
    made = report_person(seat=member, reporter=other_member, kind="worry", note="So quiet today.")

    assert (made.seat, made.message, made.case.person) == (member, None, member.user)
    assert "You are all fools." in made.copy
    assert Entry.objects.filter(action="report.made").count() == 1


def test_somebody_who_said_nothing_can_be_pointed_out_too(member, other_member):
    made = report_person(seat=member, reporter=other_member, kind="worry")

    assert made.copy == "[]"


def test_pointing_somebody_out_again_while_it_waits_is_part_of_the_same(member, other_member):
    first = report_person(seat=member, reporter=other_member, kind="worry")

    assert report_person(seat=member, reporter=other_member, kind="other") == first
    assert Case.objects.count() == 1


def test_nobody_points_out_a_stranger_or_themselves(member, stranger):
    with pytest.raises(PermissionDenied, match="no seat in your group"):
        report_person(seat=stranger, reporter=member, kind="worry")
    with pytest.raises(PermissionDenied, match="your own seat"):
        report_person(seat=member, reporter=member, kind="worry")


# --- Looking and seeing to it -----------------------------------------------------------------
def test_each_look_at_the_copy_is_recorded(said, other_member, moderator):
    made = report(message=loaded(said), reporter=other_member, kind="unkind")

    lines = look_at(report=made, actor=moderator)
    look_at(report=made, actor=moderator)

    assert [line["body"] for line in lines] == ["You are all fools."]
    assert Entry.objects.filter(action="report.looked", actor_id=moderator.pk).count() == 2


def test_the_first_who_sees_to_a_report_is_kept(said, other_member, moderator):
    made = report(message=loaded(said), reporter=other_member, kind="unkind")
    see_to(report=made, actor=moderator)

    see_to(report=made, actor=cast.make_staff("safeguarding"))

    made.refresh_from_db()
    assert made.seen_by == moderator
    assert made.seen_at is not None
    assert Entry.objects.filter(action="report.seen").count() == 1


@pytest.mark.parametrize("act", [look_at, see_to])
def test_only_who_watches_opens_or_closes_a_report(act, said, other_member, facilitator, coordinator):
    made = report(message=loaded(said), reporter=other_member, kind="unkind")

    for user in (other_member.user, facilitator.user, coordinator):
        with pytest.raises(PermissionDenied, match="This list is for moderators"):
            act(report=made, actor=user)

    assert not Entry.objects.filter(action__in=["report.looked", "report.seen"]).exists()
    assert Report.objects.open().count() == 1


# --- How often the alarm is rung ------------------------------------------------------------
def urgent(message, reporter):
    return report(message=loaded(message), reporter=reporter, kind="worry", is_urgent=True)


def test_one_person_rings_once_about_another_while_it_waits(said, member, other_member, facilitator):
    made = [urgent(cast.words(member), other_member) for _number in range(3)]

    assert [found.case.priority for found in made] == [0, 1, 1]
    assert Alarm.objects.count() == 1
    assert all(found.is_urgent for found in made)
    assert urgent(cast.words(member), facilitator).case.priority == Case.Priority.LIFE


def test_what_was_decided_may_be_rung_about_again(said, member, other_member):
    Case.objects.filter(pk=urgent(said, other_member).case_id).update(decided_at=timezone.now())

    assert urgent(cast.words(member), other_member).case.priority == Case.Priority.LIFE


def test_one_person_rings_a_few_times_an_hour_at_most(clock, group, meeting, other_member):
    def ring():
        seat = cast.seat(cast.make_user(), group)
        return urgent(cast.words(seat), other_member).case.priority

    group.capacity = 20
    group.save()
    assert [ring() for _number in range(RINGS + 1)] == [0] * RINGS + [1]
    clock.move(minutes=61)
    assert (
        report_person(
            seat=cast.seat(cast.make_user(), group), reporter=other_member, kind="worry", is_urgent=True
        ).case.priority
        == Case.Priority.LIFE
    )


def test_what_was_asked_before_and_is_urgent_now_rings_as_seldom(clock, group, meeting, other_member):
    group.capacity = 20
    group.save()
    seats = [cast.seat(cast.make_user(), group) for _number in range(RINGS + 1)]
    for seat in seats:
        report_person(seat=seat, reporter=other_member, kind="worry")
    clock.move(minutes=61)
    for seat in seats:
        report_person(seat=seat, reporter=other_member, kind="worry", is_urgent=True)

    assert Alarm.objects.count() == RINGS
    assert Case.objects.filter(priority=Case.Priority.HOUR).count() == 1
