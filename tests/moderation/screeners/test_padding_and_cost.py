"""Words are not hidden by what is put around them, and none takes long to look at."""

import random
import re
import time
from types import SimpleNamespace

import pytest

from community.screening import UNANSWERED
from moderation.screeners import beside, grooming, identifiers, links, normalising, risk, threats
from moderation.screeners.normalising import MOST_SIGNS, MOST_WORDS, is_too_much, plain, shown

ALL = (risk, grooming, threats, identifiers, links)
MEMBER = SimpleNamespace(is_staff=False)
STAFF = SimpleNamespace(is_staff=True)
LONGEST = 2000
PLAIN = "I slept badly and the child woke up again at night, "


def found(text, author=MEMBER):
    return {
        finding.rule: finding.holds
        for module in ALL
        for finding in module.screen(text, author=author, place=None)
    }


# --- Padding ----------------------------------------------------------------------
@pytest.mark.parametrize(
    "padding", ["😀" * MOST_WORDS, "ﷺ" * 400, "☀" * MOST_WORDS, "1 " * 400, "a! " * 1600]
)
def test_what_is_too_much_to_read_waits_for_a_person(padding):
    text = f"{padding} I want to kill myself tonight"

    assert found(text)[UNANSWERED]
    assert not found(text, STAFF)[UNANSWERED]


def test_what_stands_before_too_much_is_still_found():
    rules = found("I want to kill myself tonight " + "😀" * MOST_WORDS)

    assert UNANSWERED in rules
    assert any(rule.startswith("risk.") for rule in rules)


@pytest.mark.parametrize(
    "text", ["", PLAIN, (PLAIN * 40)[:LONGEST], "päivä " * 300, "½ tuntia, 3 ½ kk " * 20]
)
def test_what_a_message_may_hold_is_read_whole(text):
    assert not is_too_much(text)
    assert UNANSWERED not in found(text)


@pytest.mark.parametrize(
    "text",
    [
        "1 " * 24 + "0401234567",
        "123 " * 11 + "040 123 4567",
        "1 2 " * 12 + "040 123 4567",
        "call 040    1234567",
    ],
)
def test_a_number_among_many_digits_is_found(text):
    assert found(text)["identifiers.phone"]


def test_more_digits_than_are_read_wait_for_a_person():
    assert found("1 " * 300 + "0401234567")[UNANSWERED]
    few = random.Random(7)
    assert found("".join(f"0 {few.randint(1, 9)} " for _time in range(90)))[UNANSWERED]


# --- Disguises --------------------------------------------------------------------
@pytest.mark.parametrize(
    "text",
    [
        "🅺🅸🅻🅻",
        "🅚🅘🅛🅛",
        "ᏦᎥᏞᏞ",
        "ꓗꓲꓡꓡ",
        "k\u115fill",
        "k\u1160i\u034fll",
        "\u3164kill\u2800",
        "k" + "\u0300" * 50 + "ill",
    ],
)
def test_letters_in_disguise_are_plain(text):
    assert plain(text).strip() == "kill"


@pytest.mark.parametrize(
    "text", ["Äiti ja Øyvind – “tänään” 😀👍🏽", "❤\ufe0f ja 👩\u200d👧", "Ä" * 1400, "é ü €"]
)
def test_what_people_mostly_write_is_read_the_same_the_short_way(monkeypatch, text):
    short = plain(text), shown(text), is_too_much(text)
    monkeypatch.setattr(normalising, "ORDINARY", re.compile("(?!)"))

    assert (plain(text), shown(text), is_too_much(text)) == short


def test_what_shows_as_a_blank_parts_words():
    assert plain("kill\u3164myself\u2800now") == "kill myself now"


def test_dots_of_other_scripts_are_dots():
    assert found("t。me/abc")["links.chat"]
    assert shown("a。b‧c") == "a.b.c"


# --- Cost -------------------------------------------------------------------------
NASTY = [
    "_", "1 ", "1/", "(1", "12 34 5 ", "a b ", "kill myself ", "i want to ", "want to just really ", "a. ", "A.", "|",
    "O1l|", "k1ll ", "a*", "a@", "a at ", "ﷺ", "½", "😀", "a" + "\u0300\u0316" * 40, "www.", "Aa Bb ",
    "insta: @", "call me 1 ",
]  # fmt: skip


def cost(text):
    """The least time of a few that all screeners take together."""

    def once():
        begun = time.process_time()
        found(text)
        return time.process_time() - begun

    return min(once() for _time in range(3))


@pytest.mark.parametrize("nasty", NASTY)
def test_no_text_takes_many_times_as_long_as_a_plain_one(nasty):
    text = (nasty * LONGEST)[:LONGEST]
    found(PLAIN)  # whatever is read once in a process has been

    assert cost(text) < 30 * cost((PLAIN * 40)[:LONGEST])


def test_looking_for_phrases_has_an_end(monkeypatch):
    monkeypatch.setattr(beside, "MOST_TRIES", 20)

    assert found("I do not want to kill myself. " * 30)[UNANSWERED]
    assert UNANSWERED not in found("I do not want to kill myself.")


def test_what_is_compared_has_an_end():
    for text in ["ﷺ" * LONGEST, "a" * 9000, "e" + "\u0300\u0316" * LONGEST]:
        assert len(plain(text)) <= MOST_SIGNS
        assert len(shown(text)) <= MOST_SIGNS
