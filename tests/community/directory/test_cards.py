"""Services as cards: nothing on them depends on the moment."""

import datetime

import pytest
from django.template.loader import render_to_string

from community.directory import cards, crisis
from community.directory.cards import card_of, cards_for


@pytest.fixture
def listed(monkeypatch):
    """The list with one entry of the test's own."""

    def write(**facts):
        entry = {
            "id": "a",
            "country": "FI",
            "kind": "line",
            "name": {"en": "Helpline", "fi": "Auttava"},
            "purpose": {"en": "For anyone.", "fi": "Kaikille."},
            "phone": "09 123 (4)",
            "hours": None,
            "languages": ["fi", "sv"],
            "audience": ["anyone"],
            "source": "example.org",
            "checked_on": None,
            "valid_from": None,
            "valid_to": None,
        } | facts
        monkeypatch.setattr(cards, "entries", lambda: (entry,))
        return card_of("crisis:a", "en")

    return write


def html(card):
    return " ".join(render_to_string("directory/_card.html", {"card": card}).split())


def test_the_countrys_lines_are_cards_and_the_emergency_number_is_not():
    keys = [card.key for card in cards_for("FI", "fi")]

    assert "crisis:fi-mieli-fi" in keys
    assert "crisis:fi-112" not in keys
    assert len(keys) == len([line for line in crisis.lines_for("FI", "fi") if not line.is_emergency])
    assert all(card.purpose for country in crisis.TIME_ZONES for card in cards_for(country, "nb"))


def test_what_is_gone_from_the_list_is_none():
    assert card_of("crisis:gone", "en") is None
    assert card_of("other:fi-mieli-fi", "en") is None


def test_a_card_speaks_the_language_asked_for(listed):
    listed()

    assert card_of("crisis:a", "fi").name == "Auttava"
    assert card_of("crisis:a", "nb").name == "Helpline"


def test_the_week_is_said_in_as_few_words_as_it_takes(listed):
    day, long_day = [["10:00", "15:00"]], [["13:00", "16:00"], ["17:00", "21:00"]]
    hours = {"mon": day, "tue": day, "wed": long_day, "thu": day, "fri": [], "sat": [], "sun": day}

    assert listed(hours=hours).hours == (
        ("Monday–Tuesday", "10.00–15.00"),
        ("Wednesday", "13.00–16.00 and 17.00–21.00"),
        ("Thursday", "10.00–15.00"),
        ("Sunday", "10.00–15.00"),
    )


def test_the_number_can_be_called(listed):
    assert 'href="tel:091234"' in html(listed())
    assert 'href="sms:85258"' in html(listed(phone="", sms="85258"))
    assert 'href="https://chat.example.org"' in html(listed(chat="https://chat.example.org"))
    assert "Open its site" in html(listed(phone="", web="https://example.org"))


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"hours": "always"}, "Day and night"),
        ({"hours": None}, "We do not know the hours."),
        ({"hours": None, "hours_words": {"en": "Weekdays"}}, "Weekdays"),
        ({"free": True}, "Free."),
        ({"anonymous": True}, "You need not give your name."),
        ({}, "Finnish, Swedish"),
        ({"checked_on": "2026-09-01"}, "Checked on"),
        ({}, "From example.org, not yet checked by us."),
    ],
)
def test_it_says_what_we_know_and_what_we_do_not(listed, facts, words):
    assert words in html(listed(**facts))


def test_what_it_does_not_know_is_no_worry_of_whoever_reads_it(listed):
    card = html(listed(source="not recorded"))

    assert "do not know what it costs" not in card
    assert "checked" not in card


def test_a_source_nobody_wrote_down_is_not_named(listed):
    card = listed(source="not recorded", checked_on="2026-09-01")

    assert card.checked_on == datetime.date(2026, 9, 1)
    assert "Source" not in html(card)
