"""Words are asked about before they are shown; no answer means they wait."""

import json
import logging

import pytest

from community.logs import JsonFormatter
from community.screening import (
    HIGHEST_LEVEL,
    UNANSWERED,
    Asked,
    Finding,
    Screening,
    content_held,
    in_words,
    make_ready,
    once,
    read,
    screen,
    written,
)
from community.vault import GONE

HERE = "tests.community.test_screening"
asked = []


def sees_nothing(text, *, author, place):
    asked.append((text, author, place))
    return ()


def notices(text, *, author, place):
    yield Finding(rule="risk.tired", level=1, holds=False)


def holds(text, *, author, place):
    yield Finding(rule="links.any", level=2, holds=True)


def breaks(text, *, author, place):
    yield Finding(rule="risk.first", level=1, holds=False)
    raise ValueError(f"cannot read {text}")


def forgets_to_answer(text, *, author, place):
    return None


def answers_in_another_tongue(text, *, author, place):
    return ["yes"]


def ask(settings, *names):
    settings.SCREENERS = [name if "." in name else f"{HERE}.{name}" for name in names]
    return screen("my words", author="Kuura", place="room")


@pytest.fixture
def logged(caplog):
    """What the log would hold, as written."""
    caplog.set_level(logging.INFO, "community.screening")
    return lambda: [JsonFormatter().format(record) for record in caplog.records]


def test_without_screeners_everything_is_shown(settings, logged):
    screening = ask(settings)

    assert screening == Screening()
    assert (screening.holds, screening.level) == (False, 0)
    assert logged() == []


def test_a_screener_is_told_what_is_said_by_whom_and_where(settings):
    asked.clear()

    assert not ask(settings, "sees_nothing").holds

    assert asked == [("my words", "Kuura", "room")]


def test_one_rule_that_holds_is_enough(settings):
    screening = ask(settings, "notices", "holds", "sees_nothing")

    assert screening.holds
    assert screening.level == 2
    assert [finding.rule for finding in screening.findings] == ["risk.tired", "links.any"]


def test_a_rule_may_notice_without_holding(settings):
    screening = ask(settings, "notices")

    assert screening.findings
    assert not screening.holds


@pytest.mark.parametrize(
    "name", ["breaks", "forgets_to_answer", "answers_in_another_tongue", "no.such.screener"]
)
def test_a_screener_that_cannot_answer_makes_words_wait(settings, name):
    screening = ask(settings, name)

    assert screening.holds
    assert screening.findings == (Finding(rule=UNANSWERED, level=HIGHEST_LEVEL, holds=True),)


def test_the_others_are_still_asked(settings):
    screening = ask(settings, "breaks", "holds")

    assert [finding.rule for finding in screening.findings] == [UNANSWERED, "links.any"]


def test_the_log_names_rules_and_never_words(settings, logged):
    ask(settings, "breaks", "holds")

    failed, found = (json.loads(line) for line in logged())
    assert (failed["event"], failed["screener"]) == ("screening.failed", f"{HERE}.breaks")
    assert (found["event"], found["rules"]) == ("screening.found", ["links.any", UNANSWERED])
    for line in logged():
        assert "my words" not in line
        assert "Kuura" not in line


def test_whoever_holds_words_can_say_so_to_whoever_listens():
    heard = []

    def listen(sender, *, content, findings, **facts):
        heard.append((sender, content, findings))

    content_held.connect(listen)
    try:
        content_held.send(str, content="the message", findings=())
    finally:
        content_held.disconnect(listen)

    assert heard == [(str, "the message", ())]


# --- What is kept of it, and shown to staff -----------------------------------------
def test_findings_are_kept_as_ids_and_levels_and_read_again():
    findings = (Finding("risk.tired", 4, holds=True), Finding("links.any", 1, holds=False))

    assert read(written(findings)) == findings
    assert "tired" in written(findings)
    assert written(()) is None
    assert read(None) == read(str(GONE)) == ()


@pytest.mark.parametrize(
    ("rule", "level", "is_about_life"),
    [("risk.tired", 3, False), ("risk.plan", 4, True), ("threats.one", 5, True), ("links.any", 5, False)],
)
def test_a_plan_and_a_threat_are_about_a_life(rule, level, is_about_life):
    assert Finding(rule, level, holds=True).is_about_life is is_about_life


def test_what_a_rule_looks_for_is_said_by_whom_the_setting_names(settings):
    finding = Finding("risk.tired", 4, holds=True)
    settings.SCREENING_WORDS = f"{HERE}.says"
    assert in_words(finding) == "looks for risk.tired"

    settings.SCREENING_WORDS = ""
    assert in_words(finding) == ""


def says(rule_id):
    return f"looks for {rule_id}"


@pytest.mark.parametrize(
    ("rule", "level", "cries"),
    [
        ("risk.en.plan.1", 4, True),
        ("risk.en.other.1", 5, True),
        ("risk.en.urge.1", 3, False),
        ("risk.en.encourage.1", 4, False),
        ("threats.en.kill.1", 5, False),
    ],
)
def test_a_cry_for_help_is_about_a_life_that_its_author_fears_for(rule, level, cries):
    assert Finding(rule, level, holds=True).is_cry_for_help == cries


def test_screeners_read_their_rules_before_somebody_waits_for_it(settings, caplog):
    settings.SCREENERS = ["tests.community.test_screening.remembers"]
    remembers.asked = []

    make_ready()

    ((text, author, place),) = remembers.asked
    assert (author, place) == (None, None)
    assert "00100" in text
    assert not caplog.records


def remembers(text, *, author, place):
    remembers.asked.append((text, author, place))
    return []


def reads(text, *asked):
    reads.times += 1
    return len(text), asked


def test_what_one_screener_read_is_there_for_the_next():
    reads.times = 0
    text = Asked("Some words.")

    assert once(reads, text) == once(reads, text) == (11, ())
    assert once(reads, text, "fi") == (11, ("fi",))
    assert reads.times == 2


def test_nothing_that_was_read_outlives_its_question():
    reads.times = 0

    once(reads, Asked("Some words."))
    once(reads, Asked("Some words."))
    once(reads, "Some words.")
    once(reads, "Some words.")

    assert reads.times == 4
