"""What moderation says it holds of somebody: what they were told, and nothing that would tell of a concern."""

from datetime import timedelta

import pytest
from django.utils import timezone

from community.audit.actions import record
from moderation.actions.concern import raise_concern
from moderation.actions.report import report
from moderation.models import Appeal, Case, Report, Reveal
from moderation.own import Held
from tests import cast

pytestmark = pytest.mark.django_db


def rows(person):
    return {section.key: list(section.rows) for section in Held().export(person)}


@pytest.fixture
def decision(member, moderator):
    return cast.decide(member.user, group=member.group, by=moderator)


def test_decisions_and_objections_are_handed_out_as_they_were_told(decision, member, moderator):
    Appeal.objects.create(decision=decision, by=member.user, words="It was a joke.", first_by=moderator)
    untold = cast.decide(member.user, group=None, by=moderator, told_at=None, reasons="Not yet.")

    found = rows(member.user)

    assert [row["reasons"] for row in found["decisions"]] == ["We remind you of a house rule."]
    assert [row["group"] for row in found["decisions"]] == ["Thursday group"]
    assert [row["words"] for row in found["objections"]] == ["It was a joke."]
    assert untold.reasons not in str(found)


def test_a_decision_about_no_group_names_none(member, moderator):
    cast.decide(member.user, group=None, by=moderator)

    assert [row["group"] for row in rows(member.user)["decisions"]] == [""]


def test_reports_say_what_was_asked_and_not_what_others_said(member, other_member, meeting):
    words = cast.words(other_member, "unkind thing")
    made = report(message=words, reporter=member, kind="unkind", note="It hurt me.")
    Report.objects.create(kind="other", copy="[]", reporter=member.user, told_at=timezone.now())

    found = rows(member.user)["reports"]

    assert {row["note"] for row in found} == {"It hurt me.", ""}
    assert {row["led_to_something"] for row in found} == {None, False}
    assert "unkind thing" not in str(found)
    assert made.copy


def test_who_was_named_to_us_and_what_was_quoted_stays_with_us(decision, member, other_member, meeting):
    alias = other_member.alias
    report(
        message=cast.words(other_member), reporter=member, kind="unkind", note=f"{alias} said:\n> You fool"
    )
    Appeal.objects.create(
        decision=decision, by=member.user, words=f"It was {alias}.", first_by=decision.made_by
    )

    found = rows(member.user)

    assert [row["note"] for row in found["reports"]] == ["[someone] said:\n[someone else’s words]"]
    assert [row["words"] for row in found["objections"]] == ["It was [someone]."]


def test_nothing_tells_that_somebody_wrote_down_a_concern(member, facilitator, moderator, seen):
    before, needs = rows(member.user), Held().needs(member.user)

    raise_concern(actor=facilitator.user, seat=member, words="I am afraid for her.", level=4)
    record(moderator, "concern.begun", member)
    Case.objects.create(kind="report", priority=2, person=member.user, due_at=timezone.now() + seen)

    assert rows(member.user) == before
    assert list(Held().kept(member.user)) == ["evidence", "safety"]
    assert list(Held().kept(member.user, member.pk)) == ["evidence", "safety"]
    assert not needs
    assert Held().needs(member.user)


@pytest.fixture
def seen():
    return timedelta(days=1)


def test_lines_of_the_log_say_when_and_not_by_whom(member, facilitator, other_member):
    record(facilitator.user, "seat.muted", member)
    record(facilitator.user, "seat.muted", other_member)
    record(member.user, "passphrase.changed", member.user)
    record(facilitator.user, "case.looked", member)

    found = rows(member.user)["log"]

    assert [(row["action"], row["by"]) for row in found] == [
        ("seat.muted", "staff, or the house itself"),
        ("passphrase.changed", "you"),
    ]


def test_while_something_is_open_the_person_must_stay_findable(member, moderator, decision):
    held = Held()
    assert not held.needs(member.user)
    assert list(held.kept(member.user)) == ["decisions", "evidence", "safety"]

    objection = Appeal.objects.create(decision=decision, by=member.user, words="No.", first_by=moderator)
    assert held.needs(member.user)
    objection.delete()
    Report.objects.create(kind="other", copy="[]", reporter=member.user)
    assert "reports" in list(held.kept(member.user))
    assert not held.needs(member.user)


def test_until_it_is_decided_whether_they_are_told_they_stay_findable(member, facilitator):
    concern = raise_concern(actor=facilitator.user, seat=member, words="I am afraid.", level=3)
    now = timezone.now()
    reveal = Reveal.objects.create(
        concern=concern,
        person=member.user,
        asked_by=facilitator.user,
        reason="Danger.",
        answered_at=now,
        second_as="safeguarding",
        is_agreed=True,
    )
    concern.closed_at = concern.taken_at = now
    concern.outcome, concern.closing = "safe", "Well."
    concern.save()

    assert Held().needs(member.user)

    reveal.settled_at = reveal.told_at = now
    reveal.told = "We looked up who you are."
    reveal.save()
    assert not Held().needs(member.user)
    assert [row["told"] for row in rows(member.user)["looked_up"]] == ["We looked up who you are."]


@pytest.mark.parametrize("many", [1, 3])
def test_the_rows_cost_the_same_however_many(many, member, moderator, django_assert_num_queries):
    for _number in range(many):
        cast.decide(member.user, group=member.group, by=moderator)

    with django_assert_num_queries(7):
        rows(member.user)
