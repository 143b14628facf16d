"""Every example in the rule files: those to be found are found at their level, those to be missed are missed."""

import json
from itertools import pairwise
from types import SimpleNamespace

import pytest

from moderation.screeners import grooming, risk, threats
from moderation.screeners.rulebook import LANGUAGES, RULES

CLASSES = {"risk": risk, "grooming": grooming, "threats": threats}
FILES = [path for kind in CLASSES for path in sorted(RULES.glob(f"{kind}.*.json"))]
WRITTEN = [json.loads(path.read_text(encoding="utf-8")) for path in FILES]
ENTRIES = [(written, rule) for written in WRITTEN for rule in written["rules"]]
FIELDS = {"id", "level", "any", "hits", "misses", "author", "reviewed_by", "note"}


def examples(kind):
    return [
        pytest.param(written, rule, text, id=f"{rule['id']}-{number}")
        for written, rule in ENTRIES
        for number, text in enumerate(rule[kind])
    ]


def level_of(written, rule, text):
    place = SimpleNamespace(group=SimpleNamespace(language=written["language"]))
    findings = CLASSES[written["class"]].screen(text, author=None, place=place)
    return max((finding.level for finding in findings if finding.rule == rule["id"]), default=0)


@pytest.mark.parametrize(("written", "rule", "text"), examples("hits"))
def test_an_example_is_found(written, rule, text):
    assert level_of(written, rule, text) >= rule["level"]


@pytest.mark.parametrize(("written", "rule", "text"), examples("misses"))
def test_a_counter_example_is_left_alone(written, rule, text):
    assert level_of(written, rule, text) == 0


@pytest.mark.parametrize(("written", "rule"), ENTRIES, ids=[rule["id"] for _written, rule in ENTRIES])
def test_a_rule_says_all_it_has_to(written, rule):
    assert FIELDS <= rule.keys() <= FIELDS | {"with", "unless"}
    assert rule["id"].startswith(f"{written['class']}.{written['language']}.")
    assert 1 <= rule["level"] <= 5
    assert rule["any"]
    assert rule["hits"]
    assert rule["misses"]
    assert rule["author"]
    assert rule["note"]


@pytest.mark.parametrize(
    ("path", "written"), list(zip(FILES, WRITTEN, strict=True)), ids=[path.name for path in FILES]
)
def test_a_file_is_what_its_name_says(path, written):
    assert path.name == f"{written['class']}.{written['language']}.json"
    assert written["language"] in LANGUAGES
    assert written["version"] >= 1


def test_no_two_rules_share_an_id():
    ids = sorted(rule["id"] for _written, rule in ENTRIES)

    assert not [one for one, other in pairwise(ids) if one == other]
