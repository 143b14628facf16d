"""Where a place is: a municipality, a village, a part of a town, a postal code; from lists of our own (data/places)."""

import csv
import math
import re
import unicodedata
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from rapidfuzz import fuzz, process

DATA = Path(__file__).with_name("data") / "places"
COUNTRIES = ("FI", "SE", "NO", "GB")
ALIKE = 84  # per cent of letters, from which a misspelt name is taken for another one
MOST_ALIKE = 5
IN_OR_FROM = re.compile(r"(?:ssa|sta|lla|lta)$")  # Finnish endings: Helsingissä, Tampereelta
AROUND_KM = 20
NEAR_CODE_KM = 50
SHORTEST_NAME = 4  # letters from which a name may go on with an ending
MANY = 5000  # people, from which a place counts as a town where nobody lists municipalities
KM_PER_DEGREE = 111.32
NORDIC = str.maketrans({"ø": "o", "æ": "a", "đ": "d", "ð": "d", "ß": "ss"})


@dataclass(frozen=True)
class Place:
    """A point with a name. `municipality` is empty where the lists do not say to which one it belongs."""

    name: str
    country: str
    latitude: float
    longitude: float
    municipality: str = ""
    people: int = 0
    names: tuple[str, ...] = ()  # folded, in all its languages


def folded(text):
    """The text for comparing: small letters, no accents, one blank between words."""
    letters = unicodedata.normalize("NFKD", text.casefold().translate(NORDIC))
    letters = "".join(sign for sign in letters if not unicodedata.combining(sign))
    return " ".join(re.findall(r"[^\W_]+", letters))


def find(text, *, country="") -> Place | None:
    """The place somebody means; in `country` rather than elsewhere, else where most people live.

    Takes a name in any of its languages, a postal code, or several of these (“Kallio, Helsinki”): the first that is
    known, and its municipality from what follows. None where nothing fits; `alike` may help then.
    """
    parts = [part for part in re.split(r"[,/;\n]", text) if part.strip()]
    known = [place for part in parts if (place := _one(part, country)) is not None]
    if not known:
        return None
    first = known[0]
    towns = [place.municipality for place in known if place.municipality]
    if first.municipality or not towns:
        return first
    return replace(first, municipality=towns[0])


def is_code_of(code, town):
    """Whether that is a postal code of a town of that name, in any of its languages."""
    wanted, known = folded(town), _codes().get(re.sub(r"\s", "", code), ())
    names = {
        name for place in known for name in (folded(place.name), folded(place.municipality), *_called(place))
    }
    # In Finnish a name goes on: Ivalo, Ivalosta.
    return any(wanted.startswith(name) for name in names if len(name) >= SHORTEST_NAME) or wanted in names - {
        ""
    }


def is_near_code(code, town):
    """Whether a town of that name lies in or near the postcode area that a British code begins with."""
    area = _best(_codes().get(re.match(r"[A-Z]*", code)[0], ()), "GB")
    known = [place for place in _places().get(folded(town), ()) if place.country == "GB"]
    return area is not None and any(distance(area, place) <= NEAR_CODE_KM for place in known)


def alike(text, *, country=""):
    """Names that are spelled much like this one, with or without a Finnish ending, the best first."""
    wanted = folded(text)
    if len(wanted) < 3:
        return []
    found = {
        name
        for word in {wanted, IN_OR_FROM.sub("", wanted)}
        for name, _score, _index in process.extract(
            word, _names(), scorer=fuzz.ratio, score_cutoff=ALIKE, limit=20
        )
    }
    places = [place for name in sorted(found) for place in _places()[name]]
    places.sort(key=lambda place: (place.country != country, -place.people))
    return list(dict.fromkeys(places))[:MOST_ALIKE]


def distance(one, other):
    """Kilometres as the crow flies between two things with latitude and longitude; good to a per cent here."""
    north = (one.latitude - other.latitude) * KM_PER_DEGREE
    middle = math.radians((one.latitude + other.latitude) / 2)
    east = (one.longitude - other.longitude) * KM_PER_DEGREE * math.cos(middle)
    return math.hypot(north, east)


def areas_of(place):
    """Folded names of the areas somebody there belongs to: the municipality; where that is unknown, towns around."""
    if place.municipality:
        town = _best(_places().get(folded(place.municipality), ()), place.country)
        return {folded(place.municipality), *place.names, *(town.names if town else ())}
    around = (
        other for other in _towns() if other.country == place.country and distance(place, other) <= AROUND_KM
    )
    return {folded(place.name), *place.names, *(name for town in around for name in town.names)}


@cache
def _towns():
    places = {id(place): place for known in _places().values() for place in known}.values()
    return [place for place in places if place.municipality or place.people >= MANY]


def _called(place):
    """Other names of a place of the postal list, from the list of places."""
    town = _best(_places().get(folded(place.municipality or place.name), ()), place.country)
    return town.names if town else ()


def _one(text, country):
    digits = re.sub(r"\s", "", text)
    if re.fullmatch(r"(?:FI|SE|NO|N|S)?-?\d{4,5}", digits, re.IGNORECASE):
        return _best(_codes().get(re.sub(r"\D", "", digits), ()), country)
    if place := _best(_places().get(folded(text), ()), country):
        return place
    if area := re.match(r"\s*([A-Za-z]{1,2})\d", text):
        return _best(_codes().get(area[1].upper(), ()), country)
    if code := re.search(r"\b(\d{3}\s?\d{2}|\d{4,5})\b", text):
        return _best(_codes().get(re.sub(r"\s", "", code[1]), ()), country)
    return None


def _best(places, country):
    return max(places, key=lambda place: (place.country == country, place.people), default=None)


@cache
def _places():
    """Places by folded name, also by their other names."""
    found = {}
    with (DATA / "places.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            called = _nicknames().get((row["country"], row["name"]), ())
            names = tuple(map(folded, filter(None, [row["name"], *row["also"].split("|"), *called])))
            at = float(row["latitude"]), float(row["longitude"])
            town = _municipality(names, row["country"])
            place = Place(row["name"], row["country"], *at, town, int(row["population"]), names)
            for name in names:
                found.setdefault(name, []).append(place)
    return found


@cache
def _nicknames():
    """What people call a place in everyday speech or writing, where that stands in no official list."""
    with (DATA / "nicknames.csv").open(encoding="utf-8", newline="") as file:
        return {(row["country"], row["name"]): row["called"].split("|") for row in csv.DictReader(file)}


@cache
def _names():
    return list(_places())


@cache
def _codes():
    """Places by postal code, or by the letters of a British postcode area."""
    found = {}
    for row in _postal():
        names = row["place"].split(", ")
        town = _municipality([folded(names[-1])], row["country"])
        place = Place(names[0], row["country"], float(row["latitude"]), float(row["longitude"]), town)
        found.setdefault(row["code"], []).append(place)
    return found


def _municipality(names, country):
    return (
        next((_municipalities()[name] for name in names if name in _municipalities()), "")
        if country == "FI"
        else ""
    )


@cache
def _municipalities():
    """Finnish ones by folded name: a row of the postal list says “village, municipality”, or the municipality alone."""
    names = (row["place"].split(", ")[-1] for row in _postal() if row["country"] == "FI")
    return {folded(name): name for name in names}


@cache
def _postal():
    with (DATA / "postcodes.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
