"""Every decision that takes something away fits the EU's Transparency Database, and has nobody's words in it."""

import json
from datetime import timedelta

import pytest
from django.utils import timezone

from moderation.eu_statements import CATEGORIES, MEASURES, statement_of, statements_of
from moderation.house_rules import RULES
from moderation.models import Case, Decision
from tests import cast
from tests.moderation.statement_rules import faults_of

pytestmark = pytest.mark.django_db
PRIVATE = ("You are all fools.", "Kuura", "What Kuura did", "Because Kuura hurt Halla", "Oskari")


def made(member, by, measure="hide", **fields):
    """A decision about the member's words, with words of its own that must not go out."""
    now = timezone.now()
    if measure in Decision.FINAL:
        fields |= {"is_permanent": True, "second_by": cast.make_staff("moderator")}
    if measure in Decision.TIMED:
        fields |= {"starts_at": now, "ends_at": now + timedelta(days=14)}
    words = {"facts": "What Kuura did", "reasons": "Because Kuura hurt Halla"}
    return cast.decide(member.user, group=member.group, by=by, measure=measure, **words | fields)


def sent(decision):
    return statement_of(statements_of(timezone.localdate().year).get(pk=decision.pk))


@pytest.mark.parametrize("measure", sorted(MEASURES))
def test_every_measure_fits(measure, member, moderator):
    statement = sent(made(member, moderator, measure))

    assert faults_of(statement) == []


@pytest.mark.parametrize("rule", [*RULES, "law"])
def test_every_ground_fits(rule, member, moderator):
    law = {"legal_ground": "Criminal Code 39/1889, chapter 25, section 7"} if rule == "law" else {}

    assert faults_of(sent(made(member, moderator, rule=rule, **law))) == []


@pytest.mark.parametrize("kind", Case.Kind.values)
@pytest.mark.parametrize("source", Decision.Source.values)
def test_every_source_fits(kind, source, member, moderator):
    assert faults_of(sent(made(member, moderator, kind=kind, source=source))) == []


def test_only_a_notice_from_outside_is_called_one(member, moderator):
    outside = made(member, moderator, kind="notice", source="notice")
    inside = made(member, moderator, kind="report", source="notice")

    assert sent(outside)["source_type"] == "SOURCE_ARTICLE_16"
    assert sent(inside)["source_type"] == "SOURCE_TYPE_OTHER_NOTIFICATION"


def test_what_program_did_and_what_it_did_not(member, moderator):
    statement = sent(made(member, moderator, automated_detection=True))

    assert (statement["automated_detection"], statement["automated_decision"]) == (
        "Yes",
        "AUTOMATED_DECISION_NOT_AUTOMATED",
    )


def test_nobodys_words_and_nobodys_name_go_out(member, moderator, meeting):
    said = cast.words(member, "You are all fools.")
    statement = json.dumps(sent(made(member, moderator, message=said, evidence="You are all fools.")))

    assert not any(words in statement for words in PRIVATE)
    assert str(member.user.pk) not in statement
    assert str(moderator.pk) not in statement
    assert str(member.group.pk) not in statement


def test_what_takes_nothing_away_needs_no_statement(member, moderator):
    for measure in ("none", "release", "remind"):
        made(member, moderator, measure)

    assert not statements_of(timezone.localdate().year).exists()


def test_a_group_that_is_gone_leaves_a_statement(member, moderator):
    decision = made(member, moderator)
    Case.objects.update(group=None)

    assert faults_of(sent(decision)) == []


def test_every_rule_has_its_category():
    assert set(CATEGORIES) == {*RULES, "law"}


# --- The validator itself ---------------------------------------------------------------
@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"name": "Kuura"}, "not a field"),
        ({"puid": "a b"}, "puid"),
        ({"puid": None}, "missing"),
        ({"decision_visibility": None}, "no decision"),
        ({"decision_visibility": []}, "empty"),
        ({"decision_visibility": ["DECISION_VISIBILITY_OTHER"]}, "needs decision_visibility_other"),
        ({"category": "STATEMENT_CATEGORY_UNKIND"}, "category"),
        ({"category_specification": ["KEYWORD_UNKIND"]}, "category_specification"),
        ({"territorial_scope": ["FI", "FI"]}, "territorial_scope"),
        ({"territorial_scope": ["GB"]}, "territorial_scope"),
        ({"content_date": "22.11.2026"}, "no date"),
        ({"content_date": "1999-12-31"}, "out of bounds"),
        ({"end_date_visibility_restriction": "2020-01-02"}, "before the start"),
        ({"decision_facts": ""}, "decision_facts"),
        ({"decision_facts": "a" * 5001}, "decision_facts"),
        ({"incompatible_content_ground": None}, "needs incompatible_content_ground"),
        ({"illegal_content_explanation": "Because."}, "stands without"),
        ({"content_language": "fi"}, "two capitals"),
        ({"decision_ground_reference_url": "rules"}, "no address"),
        ({"source_type": "SOURCE_VOLUNTARY", "source_identity": "Aila"}, "source_identity"),
    ],
)
def test_the_validator_is_strict(change, fault, member, moderator):
    statement = sent(made(member, moderator)) | change
    statement = {name: value for name, value in statement.items() if value is not None}

    assert any(fault in found for found in faults_of(statement)), faults_of(statement)


def test_the_law_goes_out_without_the_words_it_was_named_in(member, moderator):
    statement = sent(made(member, moderator, rule="law", legal_ground="What Kuura did, 25:7"))

    assert "Kuura" not in json.dumps(statement)


def test_a_slip_needs_no_statement_and_what_two_decided_or_another_undid_does(
    member, moderator, another_moderator
):
    def undone(by, **fields):
        decision = made(member, moderator, **fields)
        decision.undone_by, decision.undone_at = by, decision.made_at + timedelta(minutes=1)
        decision.save()
        return decision

    slip = undone(moderator)
    kept = {undone(another_moderator), undone(moderator, measure="end_membership"), made(member, moderator)}

    found = set(statements_of(timezone.localdate().year))

    assert slip not in found
    assert found == kept
