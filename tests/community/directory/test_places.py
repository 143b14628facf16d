"""Where a place is, from the lists."""

import pytest

from community.directory import places


@pytest.mark.parametrize(
    ("said", "name", "municipality"),
    [
        ("Helsinki", "Helsinki", "Helsinki"),
        ("helsingfors", "Helsinki", "Helsinki"),
        ("Kallio, Helsinki", "Kallio", "Helsinki"),
        ("00530", "Helsinki", "Helsinki"),
        ("FI-00530", "Helsinki", "Helsinki"),
        ("Esbo", "Espoo", "Espoo"),
        ("Sipoo", "Sibbo", "Sipoo"),
        ("113 46", "Stockholm", ""),
        ("LS2 9JT", "Leeds", ""),
        ("0150 Oslo", "Oslo", ""),
        ("Hesa", "Helsinki", "Helsinki"),
        ("stadi", "Helsinki", "Helsinki"),
        ("Manse", "Tampere", "Tampere"),
        ("Göteborg", "Gothenburg", ""),
        ("Sthlm", "Stockholm", ""),
        ("Maarianhamina", "Mariehamn", ""),
    ],
)
def test_a_place_is_found_by_any_of_its_names(said, name, municipality):
    found = places.find(said)
    assert (found.name, found.municipality) == (name, municipality)


@pytest.mark.parametrize("said", ["", "   ", "xqz", ",,,", "99999999"])
def test_what_is_no_place_is_none(said):
    assert places.find(said) is None


def test_a_misspelt_name_finds_the_right_one():
    assert places.alike("Tampre")[0].name == "Tampere"


@pytest.mark.parametrize(
    ("said", "name"),
    [("Helsingissä", "Helsinki"), ("Espoosta", "Espoo"), ("Tampereella", "Tampere"), ("Turusta", "Turku")],
)
def test_a_name_with_a_finnish_ending_is_like_the_bare_one(said, name):
    assert name in [place.name for place in places.alike(said, country="FI")]


def test_every_nickname_is_of_a_place_that_is_known():
    for (country, name), called in places._nicknames().items():
        for one in called:
            found = places.find(one, country=country)
            assert (found.name, found.country) == (name, country), one


def test_a_short_word_is_like_nothing():
    assert places.alike("ab") == []


def test_distance_is_in_kilometres():
    assert places.distance(places.find("Espoo"), places.find("Helsinki")) == pytest.approx(16, abs=1)


def test_the_country_decides_between_two_of_one_name():
    assert places.find("Halden", country="NO").country == "NO"
