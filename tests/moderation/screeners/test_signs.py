"""What is said sideways: ideas that are harmless alone and speak together."""

import json
from types import SimpleNamespace

import pytest

from moderation.screeners import risk, signs
from moderation.screeners.lists import RULES
from moderation.screeners.normalising import sentences
from moderation.screeners.rulebook import LANGUAGES, TOP, own_level

IDEAS = {*signs.SAID_OF_DANGER, *signs.SAID_OF_LIFE, *signs.PLAIN}
WEIGHTS = json.loads((RULES / "signs.json").read_text(encoding="utf-8"))["weights"]
TOGETHER = {
    "en": "The rope is in the shed. Letters are on the kitchen table. Tonight when everyone is asleep.",
    "fi": "Köysi on varastossa. Kirjeet on keittiön pöydällä. Tänä yönä kun kaikki nukkuvat.",
    "sv": "Repet ligger i boden. Breven ligger på köksbordet. I natt när alla sover.",
    "nb": "Tauet ligger i boden. Brevene ligger på kjøkkenbordet. I natt når alle sover.",
}
ALONE = {
    "en": "That rope is too old for the swing.",
    "fi": "Se köysi on liian vanha keinuun.",
    "sv": "Det repet är för gammalt till gungan.",
    "nb": "Det tauet er for gammelt til husken.",
}


def found_in(text, language):
    place = SimpleNamespace(group=SimpleNamespace(language=language))
    return [found for found in risk.screen(text, author=None, place=place) if ".signs." in found.rule]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_words_for_every_idea(language):
    written = json.loads((RULES / f"signs.{language}.json").read_text(encoding="utf-8"))
    assert written["language"] == language
    assert written["signs"].keys() == IDEAS
    assert all(written["signs"].values())
    assert signs.ideas_in([], language) == frozenset()  # every phrase can be read


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_stands_together_speaks(language):
    found = found_in(TOGETHER[language], language)
    assert found
    assert all(one.level == own_level(one.rule) for one in found)


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_of_it_alone_is_silent(language):
    assert not found_in(ALONE[language], language)


@pytest.mark.parametrize("name", WEIGHTS)
def test_danger_only_adds_and_daily_life_only_takes_away(name):
    ideas = name.split()
    assert set(ideas) <= IDEAS | {signs.NOT}
    adds = set(ideas) <= {*signs.SAID_OF_DANGER, *signs.PLAIN}
    assert WEIGHTS[name] > 0 if adds else WEIGHTS[name] < 0


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_holds_only_from_a_higher_sum_than_it_calls(language):
    least = signs.levels(language)
    assert 0 < least[TOP - 1] < least[TOP]


def test_a_denied_idea_counts_as_denied():
    words = sentences("I would not jump")[0]
    assert signs.NOT in signs.ideas_in(words, "en")
    assert "jump" not in signs.ideas_in(words, "en")


def test_sentences_far_apart_are_not_taken_together():
    far = " ".join(["The bus was late."] * signs.TOGETHER)
    rope, letters, tonight = TOGETHER["en"].split(". ")
    assert not found_in(f"{rope}. {far} {letters}. {far} {tonight}", "en")
    assert any(found.holds for found in found_in(TOGETHER["en"], "en"))


@pytest.mark.parametrize(
    ("ideas", "is_more"),
    [
        ({"now", "soon", "alone", "amount", "me"}, False),
        ({"farewell", "me"}, False),
        ({"place", "now", "me"}, False),
        ({"note", "soon"}, False),
        ({"jump", "soon"}, True),
        ({"means", "now"}, True),
        ({"farewell", "love"}, True),
        ({"means", "note", "soon"}, True),
    ],
)
def test_one_weak_sign_holds_nothing(ideas, is_more):
    assert signs.may_hold(frozenset(ideas)) is is_more


EVENINGS = {
    "en": ["I sat in my car for a while before I went in.", "Bye everyone, and thank you for this evening."],
    "fi": ["Istuin hetken autossa ennen kuin menin sisään.", "Heippa kaikille ja kiitos tästä illasta."],
    "sv": ["Jag satt i bilen en stund innan jag gick in.", "Hejdå allihop och tack för den här kvällen."],
    "nb": ["Jeg satt litt i bilen før jeg gikk inn.", "Ha det alle sammen, og takk for denne kvelden."],
}


@pytest.mark.parametrize(
    ("language", "text"), [(code, text) for code in LANGUAGES for text in EVENINGS[code]]
)
def test_a_seat_in_the_car_and_thanks_for_the_evening_hold_nothing(language, text):
    place = SimpleNamespace(group=SimpleNamespace(language=language))
    assert not [found for found in risk.screen(text, author=None, place=place) if found.holds]
