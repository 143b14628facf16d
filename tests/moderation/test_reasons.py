"""The statement of reasons: all that art. 17 asks, in the person's language, without the words themselves."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from moderation.actions.case import open_case
from moderation.house_rules import RULES
from moderation.models import Decision
from moderation.reasons import cares, draft, facts_of, likely_rule, ready, why
from tests import cast

pytestmark = pytest.mark.django_db
UNTIL = timezone.now() + timedelta(days=7)


@pytest.fixture
def case(member):
    message = cast.words(member, "Secret words of Kuura.")
    return open_case(kind="report", priority=2, message=message, person=member.user, group=member.group)


@pytest.mark.parametrize("measure", Decision.Measure.values)
@pytest.mark.parametrize("language", ["en", "fi", "sv", "nb"])
def test_every_measure_is_told_whole_in_every_language(case, measure, language):
    letter = draft(case=case, measure=measure, rule="kind", language=language, ends_at=UNTIL)

    assert len(letter) > 40
    assert "%(" not in letter
    assert "Secret words" not in letter


def test_a_restriction_says_facts_rule_measure_end_machine_and_redress(case):
    letter = draft(case=case, measure="mute", rule="private", language="en", ends_at=UNTIL, takes_words=True)

    facts, rule, measure, machine, redress = letter.split("\n\n")
    assert "we were asked to look at words you wrote" in facts
    assert rule == "Our rule: What is said here stays here."
    assert f"Until {UNTIL.day} " in measure
    assert "not shown to the group" in measure
    assert "A person decided" in machine
    assert "six months" in redress
    assert "court" in redress


def test_what_happened_is_told_as_it_came(member, case):
    held = cast.words(member, state="held")
    by_machine = open_case(kind="held", priority=2, message=held, rules=["links.url"])
    read_first = open_case(kind="held", priority=2, message=cast.words(member, state="held"))
    about_a_person = open_case(kind="report", priority=2, person=member.user)

    assert "automatic check" in facts_of(by_machine, "en")
    assert "staff read words" in facts_of(read_first, "en")
    assert "told about something" in facts_of(about_a_person, "en")


@pytest.mark.parametrize("language", ["en", "fi", "sv", "nb"])
def test_every_rule_has_a_ready_sentence_and_the_law_has_none(language):
    assert all(ready(rule, language) for rule in RULES)
    assert ready("law", language) == ""


@pytest.mark.parametrize(("measure", "is_said"), [("hide", True), ("release", False), ("none", False)])
def test_a_ready_sentence_is_said_where_something_is_done(case, measure, is_said):
    said = facts_of(case, "en", "kind", measure)

    assert said.endswith("It hurt, pressed or looked down on somebody.") == is_said


def test_where_the_words_stood_there_is_room_for_five_hundred_characters():
    decision = Decision(rule="kind", language="en", facts="x" * 900)

    assert len(why(decision)) == 500
    assert why(decision).startswith("Our rule: Be kind")
    assert why(Decision(rule="law", legal_ground="Code 1", language="en", facts="")).startswith(
        "The law it is"
    )


@pytest.mark.parametrize(
    ("rules", "reports", "likely"),
    [
        (["identifiers.phone"], [], "private"),
        (["risk.en.method.1", "links.url"], [], "no_methods"),
        (["grooming.en.meet.1", "threats.en.person.1"], [], "kind"),
        (["grooming.en.age.1", "risk.en.method.1"], [], "no_methods"),
        (["identifiers.phone", "risk.en.distress.1"], [], "private"),
        ([], ["contact"], "meet_here"),
        ([], ["unkind"], "kind"),
        (["screening.unanswered"], [], "kind"),
    ],
)
def test_the_rule_it_is_most_likely_about_is_offered_first(case, rules, reports, likely):
    case.rules = rules

    assert likely_rule(case, reports) == likely
    assert likely in RULES


def test_until_when_is_the_day_by_the_clock_of_the_group(case):
    late = datetime(2026, 6, 1, 21, 30, tzinfo=UTC)  # in Helsinki the next day has begun, in London not

    case.group.time_zone = "Europe/London"
    in_london = draft(case=case, measure="mute", rule="kind", language="en", ends_at=late)
    case.group.time_zone = "Europe/Helsinki"
    in_helsinki = draft(case=case, measure="mute", rule="kind", language="en", ends_at=late)

    assert "Until 1 June 2026" in in_london
    assert "Until 2 June 2026" in in_helsinki


@pytest.mark.parametrize("level", [3, 4, 5])
@pytest.mark.parametrize("language", ["en", "fi", "sv", "nb"])
def test_whoever_spoke_of_a_danger_to_their_life_is_not_told_that_it_was_hard_for_others(
    member, level, language
):
    held = cast.words(member, state="held")
    case = open_case(
        kind="risk", priority=0, message=held, group=member.group, level=level, rules=["risk.en.plan.1"]
    )
    hard = ready("no_methods", language)

    letter = draft(case=case, measure="return", rule="no_methods", language=language)
    stands = why(Decision(rule="no_methods", language=language, facts=facts_of(case, language, "no_methods")))

    in_danger = level >= 4
    assert (hard in letter, hard in stands) == (not in_danger, not in_danger)
    assert cares(case, "return") == in_danger
    if language == "en":
        assert letter.startswith("Somebody of the staff has read what you wrote") == in_danger
        assert ("A safeguarding lead gets in touch with you today." in letter) == in_danger


def test_care_is_said_where_something_is_done_about_the_words_only(member):
    held = cast.words(member, state="held")
    case = open_case(kind="risk", priority=0, message=held, level=5, rules=["risk.en.plan.1"])
    threat = open_case(
        kind="risk", priority=0, message=cast.words(member), level=5, rules=["threats.en.kill.1"]
    )

    assert [cares(case, measure) for measure in ("none", "release", "hide")] == [False, False, True]
    cruel = open_case(
        kind="risk", priority=0, message=cast.words(member), level=4, rules=["risk.en.encourage.1"]
    )
    assert not cares(threat, "hide")
    assert not cares(cruel, "hide")  # whoever told somebody else to die reads the rule as it is
    assert ready("private", "en", in_danger=True) == ready("private", "en") != ""
