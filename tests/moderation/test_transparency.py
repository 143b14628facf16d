"""The yearly figures are right, and nobody can be found behind them."""

from datetime import timedelta

import pytest
from django.utils import timezone

from groups.models import Message
from moderation.models import Appeal, Case, Decision, Report
from moderation.transparency import figures_of, is_running, shown, years
from tests import cast

pytestmark = pytest.mark.django_db
YEAR = timezone.localdate().year


def table(name, year=YEAR):
    return next(found for found in figures_of(year)[0] if found.id == name)


def counted(found):
    return {str(figure.name): figure.words for figure in found.figures}


def decisions(count, by, group=None, **fields):
    return [cast.decide(cast.make_user(), group=group, by=by, **fields) for _number in range(count)]


def test_nothing_is_nothing():
    tables, automation = figures_of(YEAR)

    assert all(not found.figures and found.total.count == 0 and found.hours is None for found in tables)
    assert (automation.held.count, automation.error) == (0, None)


@pytest.mark.parametrize("count", [1, 2, 3, 4])
def test_small_numbers_are_not_shown(count):
    assert shown("x", count).words == "fewer than 5"
    assert shown("x", count).count is None


@pytest.mark.parametrize("count", [0, 5, 12])
def test_others_are(count):
    assert shown("x", count).words == str(count)


def test_decisions_are_counted_by_measure(moderator):
    decisions(6, moderator)
    decisions(5, moderator, measure="none")
    decisions(3, moderator, measure="hide")
    decisions(2, moderator, measure="return")

    found = table("decisions")

    assert counted(found) == {
        "Remind": "6",
        "Nothing to do": "5",
        "Hide the words": "fewer than 5",
        "Give the words back": "fewer than 5",
    }
    assert found.total.words == "13 or more"


@pytest.mark.parametrize("hidden", [1, 2, 3, 4])
@pytest.mark.parametrize("measures", [["hide"], ["hide", "return"]])
def test_hidden_numbers_cannot_be_worked_out_from_the_sum(hidden, measures, moderator):
    decisions(11, moderator)
    for measure in measures:
        decisions(hidden, moderator, measure=measure)

    assert table("decisions").total.plain == f">={11 + len(measures)}"


def test_a_part_that_would_tell_the_rest_of_the_whole_is_left_out(moderator):
    decisions(5, moderator, source="own", measure="hide")
    assert counted(table("own")) == {"Hide the words": "5"}

    decisions(1, moderator, source="notice", measure="hide")

    assert counted(table("decisions")) == {"Hide the words": "6"}
    assert "own" not in {found.id for found in figures_of(YEAR)[0]}


def test_grounds_do_not_tell_what_the_measures_hide(moderator):
    decisions(6, moderator)
    decisions(3, moderator, measure="hide")

    assert "grounds" not in {found.id for found in figures_of(YEAR)[0]}


def test_how_long_half_of_them_took(moderator):
    for decision, hours in zip(decisions(5, moderator), (1, 2, 3, 50, 60), strict=True):
        begun = decision.made_at - timedelta(hours=hours)
        Case.objects.filter(pk=decision.case_id).update(opened_at=begun)

    assert table("decisions").hours == 3.0


def test_notices_and_reports_are_counted_apart_by_what_they_were_about():
    outside = {"channel": "outside", "good_faith": True, "copy": "[]"}
    for number in range(5):
        Report.objects.create(kind="hate", digest=bytes([number]) * 32, **outside)
        Report.objects.create(kind="other", offence=True, digest=bytes([number + 9]) * 32, **outside)
        Report.objects.create(kind="worry", copy="[]")

    assert counted(table("outside")) == {
        "It stirs up hatred against a group of people": "5",
        "Sexual abuse of a child": "5",
    }
    assert counted(table("inside")) == {"I am worried about this person": "5"}


def test_own_initiative_and_grounds(moderator):
    decisions(5, moderator, source="own", measure="hide")
    decisions(5, moderator, rule="law", legal_ground="Criminal Code", measure="hide")
    decisions(5, moderator, measure="none")

    assert counted(table("own")) == {"Hide the words": "5"}
    assert counted(table("grounds")) == {"The house rules": "5", "The law": "5"}


def test_objections_by_outcome(moderator, another_moderator):
    now = timezone.now()
    for number, decision in enumerate(decisions(15, moderator)):
        outcome = ["upheld", "reversed", ""][number // 5]
        done = {"decided_by": another_moderator, "decided_at": now, "outcome": outcome} if outcome else {}
        Appeal.objects.create(decision=decision, words="Why?", first_by=moderator, **done)

    found = table("appeals")

    assert counted(found) == {"It stays as it was": "5", "It is undone": "5", "Not answered yet": "5"}
    assert found.hours == 0.0


def test_what_programs_held_for_nothing(moderator, member, meeting):
    for decision in decisions(5, moderator, kind="held", measure="release"):
        Case.objects.filter(pk=decision.case_id).update(rules=["threat.en.1"])
    for decision in decisions(10, moderator, kind="held", measure="return"):
        Case.objects.filter(pk=decision.case_id).update(rules=["threat.en.1"])
    decisions(5, moderator, kind="held", measure="release")  # read first by staff, not held by a rule

    automation = figures_of(YEAR)[1]

    assert (automation.held.count, automation.released.count, automation.error) == (15, 5, 33.3)


def test_what_staff_in_the_room_let_through_counts_too(member, meeting):
    now = timezone.now()
    for _number in range(5):
        Case.objects.create(
            kind="held",
            priority=2,
            due_at=now + timedelta(days=1),
            message=cast.words(member),
            rules=["link.1"],
        )
        waiting = cast.words(member, state=Message.State.HELD)
        Case.objects.create(
            kind="held", priority=2, due_at=now + timedelta(days=1), message=waiting, rules=["link.1"]
        )

    automation = figures_of(YEAR)[1]

    assert (automation.held.count, automation.released.count, automation.error) == (10, 5, 100.0)


def test_an_error_that_would_tell_a_small_number_is_not_told(moderator):
    for measure, count in (("release", 2), ("return", 10)):
        for decision in decisions(count, moderator, kind="held", measure=measure):
            Case.objects.filter(pk=decision.case_id).update(rules=["link.1"])

    automation = figures_of(YEAR)[1]

    assert (automation.held.count, automation.released.count, automation.error) == (12, None, None)


def test_what_was_let_through_does_not_tell_the_few_that_were_not(moderator):
    for measure, count in (("release", 10), ("return", 2)):
        for decision in decisions(count, moderator, kind="held", measure=measure):
            Case.objects.filter(pk=decision.case_id).update(rules=["link.1"])

    automation = figures_of(YEAR)[1]

    assert (automation.held.plain, automation.released.plain, automation.error) == ("12", ">=5", None)


def test_years_are_those_over_with_records(moderator):
    decisions(1, moderator)
    Case.objects.update(opened_at=timezone.now() - timedelta(days=800))

    assert years(with_this=True)[:2] == [YEAR, YEAR - 1]
    assert years()[0] == YEAR - 1
    assert years()[-1] < YEAR - 1


def test_the_first_year_stands_there_while_it_runs_until_one_is_over(moderator):
    assert years() == years(with_this=True) == [YEAR]
    decisions(1, moderator)
    assert years() == [YEAR]
    assert is_running(YEAR)
    Case.objects.update(opened_at=timezone.now() - timedelta(days=366))

    assert years() == [YEAR - 1]
    assert not is_running(YEAR - 1)


def test_a_year_counts_its_own(moderator):
    decisions(5, moderator)
    Decision.objects.update(made_at=timezone.now() - timedelta(days=366))

    assert counted(table("decisions")) == {}
    assert counted(table("decisions", YEAR - 1)) == {"Remind": "5"}


def test_second_looks_are_counted_apart(moderator):
    done = cast.decide(cast.make_user(), by=moderator, measure="hide").case
    nothing = cast.decide(cast.make_user(), by=moderator, measure="none").case
    for case in [done] * 5 + [nothing] * 5 + [None] * 5:
        first = Report.objects.create(kind="worry", copy="[]")
        told_at = timezone.now() if case else None
        Report.objects.create(kind="worry", copy="[]", follows=first, case=case, told_at=told_at)

    assert counted(table("again")) == {"We acted": "5", "It stays": "5", "Not answered yet": "5"}
    assert counted(table("inside")) == {"I am worried about this person": "15"}


@pytest.mark.parametrize("rows", [1, 3])
def test_it_costs_the_same_however_much_was_decided(rows, moderator, django_assert_num_queries):
    for decision in decisions(rows, moderator):
        Report.objects.create(kind="other", copy="a copy", case=decision.case, told_at=timezone.now())
        Appeal.objects.create(decision=decision, words="Why?", first_by=moderator)

    with django_assert_num_queries(4) as asked:
        figures_of(YEAR)
    assert not any('"copy"' in query["sql"] or '"facts"' in query["sql"] for query in asked.captured_queries)


def test_a_slip_that_was_undone_at_once_is_not_counted_and_a_decision_undone_later_is(moderator):
    kept, slips = decisions(5, moderator), decisions(5, moderator, measure="hide")
    for decision in (*kept, *slips):
        decision.undone_by = moderator
        decision.undone_at = decision.made_at + timedelta(minutes=4 if decision in slips else 6)
        decision.save()

    assert counted(table("decisions")) == {"Remind": "5"}


def test_of_words_held_by_a_rule_a_slip_says_nothing_and_what_was_decided_then_all(moderator, member):
    for _number in range(5):
        words = cast.words(member, state="returned")
        slip = cast.decide(member.user, by=moderator, measure="release", kind="held", message=words)
        slip.undone_by, slip.undone_at = moderator, slip.made_at
        slip.save()
    Case.objects.update(rules=["risk.x"])

    automation = figures_of(YEAR)[1]
    assert (automation.held.words, automation.released.words, automation.error) == ("5", "0", 0.0)
