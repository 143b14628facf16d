"""`manage.py evaluate_screening`: what it prints, what it answers, and what it says about lines it cannot read."""

import json

import pytest
from django.core.management import CommandError, call_command

from moderation import evaluating
from moderation.evaluating import Line, Share, answer, tallies

PHONE = "Call me on 040 123 4567."


def run(tmp_path, *lines, written=None):
    """The answers to lines, and what was said about those that could not be read."""
    source, target = tmp_path / "set.jsonl", tmp_path / "out.jsonl"
    source.write_bytes(written if written is not None else "\n".join(map(json.dumps, lines)).encode())
    said = ""
    try:
        call_command("evaluate_screening", set=source, out=target)
    except CommandError as problem:
        said = str(problem)
    return [json.loads(line) for line in target.read_text().splitlines()], said


def test_each_line_gets_its_answer_in_its_order(tmp_path):
    answers, said = run(
        tmp_path,
        {"id": "b", "lang": "en", "text": PHONE},
        {"id": "a", "lang": "fi", "text": "Hyvää huomenta"},
    )

    assert answers == [
        {
            "id": "b",
            "holds": True,
            "priority": 1,
            "findings": [{"rule": "identifiers.phone", "level": 3, "holds": True}],
        },
        {"id": "a", "holds": False, "priority": None, "findings": []},
    ]
    assert said == ""


@pytest.mark.parametrize(
    ("bad", "why"),
    [
        (b"{secret", "line 2: not JSON"),
        (b'"secret"', "line 2: not an object"),
        (b'{"lang": "en", "text": "secret"}', "line 2: no “id”"),
        (b'{"id": 1, "lang": "en", "text": 7}', "line 2: no “text”"),
        (b'{"id": 1, "lang": 5, "text": "secret"}', "line 2: “lang” is no text"),
        (b"\xff\xfe secret", "line 2: not UTF-8"),
        (b"[" * 100_000, "line 2: not JSON"),
    ],
)
def test_a_line_that_cannot_be_read_is_named_and_the_others_are_answered(tmp_path, bad, why):
    good = b'{"id": "%d", "lang": "en", "text": "Hello"}\n'

    answers, said = run(tmp_path, written=good % 1 + bad + b"\n\n" + good % 2)

    assert [each["id"] for each in answers] == ["1", "2"]
    assert why in said
    assert "1 not read" in said
    assert "secret" not in said


@pytest.mark.parametrize(
    ("code", "language"), [("nb", "nb"), ("no", "nb"), ("nn", "nb"), ("en-GB", "en"), ("de", "de")]
)
def test_languages_go_by_many_codes(tmp_path, code, language):
    path = tmp_path / "set.jsonl"
    path.write_text(json.dumps({"id": "1", "lang": code, "text": "x"}))

    (line,) = evaluating.lines_of(path)

    assert line.language == language


def test_the_two_options_go_together(tmp_path):
    with pytest.raises(CommandError, match="go together"):
        call_command("evaluate_screening", set=tmp_path / "set.jsonl")


def test_a_file_that_is_not_there_is_named(tmp_path):
    with pytest.raises(CommandError, match=r"none\.jsonl: No such file"):
        call_command("evaluate_screening", set=tmp_path / "none.jsonl", out=tmp_path / "out.jsonl")


def test_an_answer_holds_no_words():
    assert "040" not in json.dumps(answer(Line("1", "en", PHONE)))


# --- Figures ------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("hits", "of", "low", "high"),
    [(10, 10, 0.722, 1.0), (0, 10, 0.0, 0.278), (8, 10, 0.490, 0.943), (0, 0, 0.0, 1.0)],
)
def test_intervals_are_wilsons(hits, of, low, high):
    assert Share(hits, of).interval == pytest.approx((low, high), abs=0.001)


def test_recall_precision_and_false_alarms_are_counted():
    (tally,) = tallies(
        [
            Line("1", "en", PHONE, "identifier", 3),
            Line("2", "en", "My house is the blue one.", "identifier", 2),
            Line("3", "en", PHONE, "none", 0),
            Line("4", "en", "Good morning all.", "none", 0),
            Line("5", "en", "see example.com", "link", 2),
        ]
    ).values()

    assert tally.recall("identifier") == Share(1, 2)
    assert tally.precision("identifier") == Share(1, 2)
    assert tally.recall("link") == tally.precision("link") == Share(1, 1)
    assert tally.alarms == Share(1, 2)
    assert tally.recall("risk").value is None


def test_who_is_asked_to_come_is_counted_alike_for_what_is_serious_and_what_is_innocent():
    (tally,) = tallies(
        [
            Line("1", "en", "I want to kill myself tonight", "risk", 4),
            Line("2", "en", f"{PHONE} Goodbye.", "risk", 5),
            Line("3", "en", "Good morning all.", "risk", 4),
            Line("4", "en", PHONE, "none", 0),
        ]
    ).values()

    assert tally.top_alarms == Share(1, 3)
    assert tally.top_calls == Share(2, 3)
    assert tally.alarms == Share(1, 1)


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ({"id": "1", "lang": "en", "text": "x", "class": "odd", "level": 0}, "“class” is none of"),
        ({"id": "1", "lang": "en", "text": "x", "class": "risk", "level": 9}, "“level” is not 0 to 5"),
    ],
)
def test_labels_are_checked(tmp_path, line, why):
    path = tmp_path / "en.jsonl"
    path.write_text(json.dumps(line))

    (problem,) = evaluating.lines_of(path, labelled=True)

    assert why in str(problem)


def test_an_id_stands_once_among_labelled_lines(tmp_path):
    path = tmp_path / "en.jsonl"
    path.write_text(
        (json.dumps({"id": "1", "lang": "en", "text": "x", "class": "none", "level": 0}) + "\n") * 2
    )

    _first, problem = evaluating.lines_of(path, labelled=True)

    assert "stood before" in str(problem)


def test_the_table_names_every_language_and_class(monkeypatch, tmp_path, capsys):
    for language in evaluating.LANGUAGES:
        line = {"id": "1", "lang": language, "text": PHONE, "class": "identifier", "level": 3}
        (tmp_path / f"{language}.jsonl").write_text(json.dumps(line))
    monkeypatch.setattr("moderation.management.commands.evaluate_screening.SET", tmp_path)

    call_command("evaluate_screening")

    table = capsys.readouterr().out
    assert [
        f"{language}    identifier        1  1.000 (0.207–1.000)" in table
        for language in evaluating.LANGUAGES
    ] == [True] * 4
    assert "asked to come" in table
    assert "false alarms per 1,000" in table
