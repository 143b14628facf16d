"""A notice that names no words is tied to them by hand, and is then a case like any other."""

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from community.audit.models import Entry
from moderation.actions.case import open_case
from moderation.actions.decision import decide
from moderation.actions.notice import find_by_code, notify
from moderation.actions.tie import search, to_person, to_words
from moderation.actions.visit import enter, leave
from moderation.models import Alarm, Case, Report
from moderation.subjects import measures_for, seat_of
from tests import cast
from tests.moderation.actions.test_notice import FACTS

pytestmark = pytest.mark.django_db


@pytest.fixture
def said(meeting, member):
    cast.words(member, "Good evening.")
    return cast.words(member, "I will find you.")


@pytest.fixture
def receipt():
    return notify(**FACTS)


@pytest.fixture
def case(receipt):
    return receipt.report.case


@pytest.fixture
def visit(said, group, moderator):
    return enter(room=group.room, actor=moderator, reason="A notice from outside.")


def facts_of(action):
    return [entry.facts for entry in Entry.objects.filter(action=action).order_by("seq")]


def test_tied_to_words_it_has_every_measure_and_its_clock(case, visit, said, moderator, member):
    assert measures_for(case, seat_of(case)) == ["none"]
    due_at = case.due_at

    assert to_words(case=case, actor=moderator, visit=visit, message=said) == case

    case = Case.objects.get()
    assert (case.message, case.person, case.group) == (said, member.user, member.group)
    assert (case.kind, case.due_at) == ("notice", due_at)
    assert "I will find you." in case.evidence
    assert {"hide", "mute", "end_membership", "close_account"} <= set(measures_for(case, seat_of(case)))
    report = Report.objects.get()
    assert (report.message, report.seat, report.group, report.copy) == (
        said,
        member,
        member.group,
        case.evidence,
    )
    assert facts_of("case.tied") == [{"message": str(said.pk), "joined": None}]


def test_decided_whoever_sent_it_reads_the_answer_under_the_code_they_have(
    case, visit, said, moderator, receipt
):
    to_words(case=case, actor=moderator, visit=visit, message=said)

    decide(case=case, actor=moderator, measure="hide", rule="kind")

    found = find_by_code(code=receipt.code)
    assert (found, found.led_to_something, found.told_at is not None) == (receipt.report, True, True)
    assert found.decision.source == "notice"
    said.refresh_from_db()
    assert said.state == "hidden"


def test_tied_to_a_person_what_they_said_last_is_the_copy(case, visit, said, moderator, member):
    to_person(case=case, actor=moderator, visit=visit, seat=member)

    case = Case.objects.get()
    assert (case.message, case.person, case.group) == (None, member.user, member.group)
    assert "I will find you." in case.evidence
    assert Report.objects.get().seat == member
    assert "hide" not in measures_for(case, seat_of(case))
    assert "pause" in measures_for(case, seat_of(case))
    assert facts_of("case.tied") == [{"seat": str(member.pk)}]


def test_of_somebody_who_said_nothing_there_is_no_copy(case, visit, moderator, other_member):
    to_person(case=case, actor=moderator, visit=visit, seat=other_member)

    assert Case.objects.get().evidence == "[]"


def test_words_that_a_case_is_about_already_take_the_notice_in(visit, said, moderator, member):
    receipt = notify(**FACTS, offence=True)
    facts = {"message": said, "person": member.user, "group": member.group}
    waits = open_case(kind="report", priority=2, **facts)

    joined = to_words(case=receipt.report.case, actor=moderator, visit=visit, message=said)

    assert joined == waits
    joined.refresh_from_db()
    assert joined.priority == 0
    assert list(Case.objects.open()) == [joined]
    assert Report.objects.get().case == joined
    assert Alarm.objects.going_on().get().case == joined
    assert facts_of("case.tied") == [{"message": str(said.pk), "joined": str(joined.pk)}]


def test_words_that_were_held_and_let_through_begin_anew(case, visit, said, moderator, member):
    settled = open_case(kind="held", priority=2, message=said, person=member.user, group=member.group)

    assert to_words(case=case, actor=moderator, visit=visit, message=said) == case
    settled.refresh_from_db()
    assert settled.decided_at is not None


def test_it_is_done_once(case, visit, said, moderator, member):
    to_words(case=case, actor=moderator, visit=visit, message=said)

    for again in (
        lambda: to_words(case=case, actor=moderator, visit=visit, message=said),
        lambda: to_person(case=case, actor=moderator, visit=visit, seat=member),
    ):
        with pytest.raises(PermissionDenied, match="known already"):
            again()


def test_each_look_is_recorded_and_made_from_within_the_room(
    case, visit, meeting, moderator, another_moderator
):
    search(case=case, actor=moderator)
    search(case=case, actor=moderator, visit=visit)
    search(case=case, actor=moderator, visit=visit, meeting=meeting)

    room = str(visit.room_id)
    assert facts_of("case.searched") == [
        {},
        {"room": room, "meeting": None},
        {"room": room, "meeting": str(meeting.pk)},
    ]
    with pytest.raises(PermissionDenied, match="somebody else’s"):
        search(case=case, actor=another_moderator, visit=visit, meeting=meeting)


def test_whoever_left_the_room_ties_nothing(case, visit, said, moderator):
    leave(visit=visit, actor=moderator)
    visit.refresh_from_db()

    with pytest.raises(PermissionDenied, match="Your visit has ended"):
        to_words(case=case, actor=moderator, visit=visit, message=said)
    assert Case.objects.get().names_nobody


def test_words_of_somebody_who_is_gone_are_tied_without_a_person(case, visit, said, moderator, member):
    said.author.user.delete()

    to_words(case=case, actor=moderator, visit=visit, message=said)

    case = Case.objects.get()
    assert (case.message, case.person) == (said, None)
    assert case.opened_at < timezone.now()
