"""The lines screening is measured on: sound, balanced, and not made alike."""

import json
import re
from collections import Counter
from pathlib import Path

import phonenumbers
import pytest
from stdnum import iban
from stdnum.fi import hetu
from stdnum.gb import nhs
from stdnum.no import fodselsnummer
from stdnum.se import personnummer

FOLDER = Path(__file__).parents[2] / "moderation" / "evaluation"
LANGUAGES = ("en", "fi", "sv", "nb")
COUNTRIES = {"en": "GB", "fi": "FI", "sv": "SE", "nb": "NO"}
LEVELS = {
    "none": {0},
    "risk": {1, 2, 3, 4, 5},
    "identifier": {2, 3, 4},
    "grooming": {2, 3, 4},
    "threat": {2, 3, 4},
    "link": {2, 3, 4},
}
AT_LEAST = {"none": 220, "risk": 120, "identifier": 45, "grooming": 15, "threat": 12, "link": 8}
AT_LEAST_AT_LEVEL = {1: 20, 2: 20, 3: 25, 4: 35, 5: 20}

GAP = r"[ .-]?"
TEN = rf"\b\d(?:{GAP}\d){{9}}\b"
ELEVEN = rf"\b\d(?:{GAP}\d){{10}}\b"
TEN_OR_TWELVE = rf"\b(?:\d{GAP}\d{GAP})?\d(?:{GAP}\d){{9}}\b"
FINNISH = rf"\b\d(?:{GAP}\d){{5}}{GAP}[-+YXWVUABCDEF](?:{GAP}\d){{3}}{GAP}[0-9A-Y]\b"
NATIONAL = {
    "en": (TEN, nhs.is_valid),
    "fi": (FINNISH, lambda number: hetu.is_valid(number, allow_temporary=True)),
    "sv": (TEN_OR_TWELVE, personnummer.is_valid),
    "nb": (ELEVEN, fodselsnummer.is_valid),
}
IBAN = r"\b(?:FI|SE|NO|GB)\d\d(?:[ -]?[A-Z0-9]{1,4})+"

# Help that anybody may name. Not the place where screening keeps its own list.
HELPLINES = {
    "112", "113", "999", "111", "90101", "85258", "116111", "116123", "116117", "116016", "116006",
    "0925250111", "0925250112", "0925250113", "0941350510", "080005005", "0800147111", "020696006",
    "0771505050", "020505050", "22400040", "80033321",
    "08001111", "08000684141", "03001233393", "08082000247", "08088005000",
}  # fmt: skip


def lines_of(name):
    return [json.loads(line) for line in (FOLDER / name).read_text(encoding="utf-8").splitlines()]


def lines(language):
    return lines_of(f"{language}.jsonl")


def everything():
    return [line for code in LANGUAGES for line in lines(code) + lines_of(f"ordinary.{code}.jsonl")]


def joined(text):
    return re.sub(r"[ .-]", "", text)


def numbers(shape, text):
    return [found.upper() for found in re.findall(shape, text, re.IGNORECASE)]


def is_a_national_number(language, found):
    _, is_valid = NATIONAL[language]
    if language == "fi":  # the sign before the last four may be a dash
        digits = re.sub(r"[ .]", "", found)
        return is_valid(digits)
    return is_valid(joined(found))


def test_every_line_says_the_same_five_things():
    for line in everything():
        assert set(line) == {"id", "lang", "text", "class", "level"}, line
        assert line["level"] in LEVELS[line["class"]], line["id"]
        assert line["text"] == line["text"].strip() != "", line["id"]
        assert len(line["text"]) <= 200, line["id"]
        assert "\n" not in line["text"], line["id"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_ids_are_counted_through(language):
    assert [line["id"] for line in lines(language)] == [
        f"{language}-{number:04d}" for number in range(1, len(lines(language)) + 1)
    ]


def test_no_id_is_given_twice():
    ids = Counter(line["id"] for line in everything())

    assert [name for name, times in ids.items() if times > 1] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_line_is_in_the_language_of_its_file(language):
    found = lines(language) + lines_of(f"ordinary.{language}.jsonl")

    assert {line["lang"] for line in found} == {language}


@pytest.mark.parametrize("language", LANGUAGES)
def test_there_is_enough_of_each_class(language):
    classes = Counter(line["class"] for line in lines(language))

    assert len(lines(language)) >= 420
    assert {name: classes[name] for name in AT_LEAST if classes[name] < AT_LEAST[name]} == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_there_is_enough_of_each_level_of_risk(language):
    levels = Counter(line["level"] for line in lines(language) if line["class"] == "risk")

    assert {n: levels[n] for n in AT_LEAST_AT_LEVEL if levels[n] < AT_LEAST_AT_LEVEL[n]} == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_ordinary_talk_is_only_ordinary(language):
    ordinary = lines_of(f"ordinary.{language}.jsonl")

    assert len(ordinary) >= 300
    assert {(line["class"], line["level"]) for line in ordinary} == {("none", 0)}


def test_no_text_is_there_twice_in_any_file_or_language():
    texts = Counter(" ".join(line["text"].casefold().split()) for line in everything())

    assert [text for text, times in texts.items() if times > 1] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_national_numbers_have_valid_check_digits(language):
    shape, _ = NATIONAL[language]
    found = [
        (line["id"], number)
        for line in lines(language)
        if line["class"] == "identifier" and line["level"] == 4
        for number in numbers(shape, line["text"])
    ]

    assert len(found) >= 5
    assert [each for each in found if not is_a_national_number(language, each[1])] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_bank_accounts_have_valid_check_digits(language):
    named = [line for line in lines(language) if line["class"] == "identifier"]
    found = [number for line in named for number in re.findall(IBAN, line["text"])]

    assert len(found) >= 3
    assert [number for number in found if not iban.is_valid(number.replace("-", ""))] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_phones_are_numbers_that_can_exist(language):
    named = [line["text"] for line in lines(language) if line["class"] == "identifier"]
    found = [
        match
        for text in named
        for match in phonenumbers.PhoneNumberMatcher(text, COUNTRIES[language])
        if phonenumbers.is_valid_number(match.number)
    ]

    assert len(found) >= 5


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_no_identifier_only_looks_like_one(language):
    innocent = [line for line in lines(language) if line["class"] == "none"]
    found = [
        (line["id"], number)
        for line in innocent
        for code, (shape, _) in NATIONAL.items()
        for number in numbers(shape, line["text"])
        if joined(number) not in HELPLINES and is_a_national_number(code, number)
    ]
    accounts = [
        line["id"] for line in innocent for number in re.findall(IBAN, line["text"]) if iban.is_valid(number)
    ]

    assert found == []
    assert accounts == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_phones_in_innocent_lines_are_helplines(language):
    found = [
        (line["id"], joined(match.raw_string))
        for line in lines(language) + lines_of(f"ordinary.{language}.jsonl")
        if line["class"] == "none"
        for match in phonenumbers.PhoneNumberMatcher(line["text"], COUNTRIES[language])
    ]

    assert [each for each in found if each[1] not in HELPLINES] == []
