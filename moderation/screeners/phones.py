"""Telephone numbers of the four countries and, with a plus, of all; those of crisis lines are everybody's."""

import itertools
import re
from functools import cache

import phonenumbers

from community.directory import crisis
from moderation.screeners.digits import Run
from moderation.screeners.lists import one_of

DATES = re.compile(
    r"(?<![\d.])\d{1,2}\. ?\d{1,2}\. ?(?:(?:19|20)\d\d|\d\d)(?![.\-]?\d)"  # 24.12.2026
    r"|(?<!\d)\d{1,2}([/-])\d{1,2}\1(?:19|20)?\d\d(?![/-]?\d)"
    r"|(?<!\d)(?:19|20)\d\d([-/.])\d{1,2}\2\d{1,2}(?![/.-]?\d)"
    r"|(?<!\d)(?:19|20)\d\d ?[–-] ?(?:19|20)\d\d(?!\d)"  # 2019–2023
    r"|(?<![\d.:])\d{1,2}[.:]\d\d(?: ?[–-] ?\d{1,2}[.:]\d\d)?(?![.:\-]?\d)"  # 18.00–20.30
)
AMOUNTS = re.compile(rf"(?<![\d+])[1-9][\d .]{{0,20}}\d ?{one_of('units')}(?!\w)", re.IGNORECASE)
CALLING_CODES = {"FI": "358", "SE": "46", "NO": "47", "GB": "44"}
ABROAD = tuple(CALLING_CODES.values())
SERVICES = re.compile(r"(?:0800|080|0808|0300|0600|0771|0900|800|116)\d*|0[123][09]\d{6,7}")
NORWEGIAN = {(8,), (2, 2, 2, 2), (3, 2, 3), (1,) * 8}
AMERICAN = (3, 3, 4)
DAY = re.compile(r"(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])")
FEWEST, MOST = 7, 15
Type = phonenumbers.PhoneNumberType
# Numbers of services, free or paid by whoever calls, are nobody's own.
OF_PEOPLE = {
    Type.FIXED_LINE,
    Type.MOBILE,
    Type.FIXED_LINE_OR_MOBILE,
    Type.VOIP,
    Type.PERSONAL_NUMBER,
    Type.UNKNOWN,
}
SHORTEST_LINE = 5  # 112 may be part of anybody's number
MOST_ASKED = 60  # numbers of one text that plans of numbers are asked about
COUNTRIES = ("FI", "SE", "GB")
# Numbers set aside for films count as well: a plan of numbers changes, and how they look does not.
LIKE_MOBILES = re.compile(r"0(?:4\d|50)\d{5,8}|07\d{8,9}|0[12]\d{9}")
ABROAD_LIKE_MOBILES = re.compile(r"358(?:4\d|50)\d{5,8}|4[46]7\d{8,9}|47[49]\d{7}")


CALLED = re.compile(
    rf"\b{one_of('call me')}\w{{0,3}}\b\D{{0,20}}(?!\d{{1,3}}(?: \d{{3}})+\b)(?P<number>[\d+(][\d ().-]{{5,}}\d)",
    re.IGNORECASE,
)


def is_called_one(text):
    """Whether a text, dates and numbers of crisis lines taken out, says that a number is one to call."""
    found = (re.sub(r"\D", "", match["number"]) for match in CALLED.finditer(text))
    return any(
        FEWEST <= len(number) <= MOST and number not in crisis_numbers() and not SERVICES.fullmatch(number)
        for number in found
    )


def without_dates(text):
    """The text with dates, times and amounts taken out, which look like numbers one can call."""
    return AMOUNTS.sub(" / ", DATES.sub(" / ", text))


def is_phone(run: Run):
    """Whether somebody would be reached there."""
    if len(run.digits) < FEWEST:
        return False
    if run.is_abroad and _is_valid(f"+{run.digits}", None):
        return True
    if run.shape == AMERICAN and run.digits[0] not in "01":
        return True
    if run.shape in NORWEGIAN and not DAY.fullmatch(run.digits):
        return run.digits[0] in "49" or _is_valid(run.digits, "NO")
    numbers = dict.fromkeys(run.windows(*range(FEWEST, MOST + 1)))
    if any(map(_looks_like_mobile, numbers)):
        return True
    return any(
        _is_national(number) or _is_without_plus(number)
        for number in itertools.islice(filter(_is_worth_asking, numbers), MOST_ASKED)
    )


def are_too_many(runs):
    """Whether more numbers may be somebody's than are looked up."""
    return sum(len(run.digits) for run in runs) > MOST_ASKED and any(
        sum(map(_is_worth_asking, set(run.windows(*range(FEWEST, MOST + 1))))) > MOST_ASKED for run in runs
    )


def _looks_like_mobile(number):
    return LIKE_MOBILES.fullmatch(number) or ABROAD_LIKE_MOBILES.fullmatch(number.removeprefix("00"))


def _is_worth_asking(number):
    return number[0] == "0" or (len(number) > 9 and number.startswith(ABROAD))


def _is_national(number):
    if SERVICES.fullmatch(number):
        return False
    return number[0] == "0" and number[1] != "0" and any(_is_valid(number, country) for country in COUNTRIES)


def _is_without_plus(number):
    number = number.removeprefix("00")
    return len(number) > 9 and number.startswith(ABROAD) and _is_valid(f"+{number}", None)


def _is_valid(number, country):
    try:
        read = phonenumbers.parse(number, country)
        return phonenumbers.is_valid_number(read) and phonenumbers.number_type(read) in OF_PEOPLE
    except phonenumbers.NumberParseException:
        return False


@cache
def crisis_numbers():
    """Numbers of all crisis lines, as dialled at home and from abroad; not those too short to be mistaken."""
    known = set()
    for entry in crisis.entries():
        for number in filter(None, [entry.get("phone"), entry.get("sms"), *entry.get("also", ())]):
            digits = re.sub(r"\D", "", number)
            if number.startswith("+"):
                known.update({digits, f"00{digits}"})
            elif len(digits) < SHORTEST_LINE:
                known.add(digits)
            else:
                country = CALLING_CODES[entry["country"]]
                known.update(
                    {digits, country + digits.removeprefix("0"), f"00{country}{digits.removeprefix('0')}"}
                )
    return frozenset(number for number in known if len(number) >= SHORTEST_LINE)
