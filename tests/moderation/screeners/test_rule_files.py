"""Every example in the rule files: those to be found are found at their level, those to be missed are missed."""

import json
from itertools import pairwise
from types import SimpleNamespace

import pytest

from moderation.screeners import grooming, risk, threats
from moderation.screeners.lists import RULES
from moderation.screeners.rulebook import LANGUAGES

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
    assert FIELDS <= rule.keys() <= FIELDS | {"with", "near", "across", "unless"}
    assert "with" in rule or not {"near", "across"} & rule.keys()
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


def test_a_rule_shows_at_least_three_ways_to_say_it_and_three_that_only_sound_like_it():
    assert not [
        rule["id"] for _written, rule in ENTRIES if min(len(set(rule["hits"])), len(set(rule["misses"]))) < 3
    ]


@pytest.mark.parametrize("kind", CLASSES)
def test_every_language_has_the_same_kinds_of_rules_at_the_same_levels(kind):
    kinds = {
        language: {
            (rule["id"].split(".")[2], rule["level"])
            for written, rule in ENTRIES
            if (written["class"], written["language"]) == (kind, language)
        }
        for language in LANGUAGES
    }

    assert kinds["en"]
    assert all(found == kinds["en"] for found in kinds.values())


@pytest.mark.parametrize("kind", CLASSES)
def test_what_only_sounds_like_one_class_is_held_by_no_other(kind):
    held = [
        (text, finding.rule)
        for written, rule in ENTRIES
        for text in rule["misses"]
        for finding in CLASSES[kind].screen(
            text, author=None, place=SimpleNamespace(group=SimpleNamespace(language=written["language"]))
        )
        if finding.holds
    ]

    assert not held
