"""Numbers that tell who somebody is, known by their check digits: of people, of accounts, of cards."""

import itertools
import re
from datetime import date

from stdnum import luhn
from stdnum.exceptions import ValidationError
from stdnum.fi import hetu, ytunnus
from stdnum.gb import nhs
from stdnum.iso7064 import mod_97_10
from stdnum.no import kontonr, orgnr

from moderation.screeners.lists import one_of

HETU = re.compile(
    r"(?<!\w)((?:\d[ .]?){5}\d) ?([-+–—YXWVUABCDEFyxwvuabcdef]|viiva|miinus|tavuviiva|)"
    r" ?((?:\d ?){2}\d) ?([\dA-Ya-y])(?!\w)"
)
SPOKEN = dict.fromkeys(("–", "—", "viiva", "miinus", "tavuviiva"), "-")
PERSONNUMMER = re.compile(r"(?<!\d)((?:\d\d)?\d{6})\s?[-+–—]\s?(\d{3} ?\d)(?!\d)")
IBAN = re.compile(r"(?<!\w)([A-Za-z]{2})[ .-]?(\d{2}(?:[ .-]?[A-Za-z\d]){11,32})")
IBAN_LENGTHS = {
    "FI": 18, "NO": 15, "SE": 24, "GB": 22, "DK": 18, "EE": 20, "IS": 26, "LV": 21, "LT": 20, "DE": 22, "NL": 18,
    "BE": 16, "FR": 27, "ES": 24, "IT": 27, "PL": 28, "IE": 22, "AT": 20, "CH": 21, "PT": 25, "LU": 20, "CZ": 24,
}  # fmt: skip
NINO = re.compile(
    r"(?<!\w)(?!BG|GB|NK|KN|TN|NT|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z][ -]?\d\d[ -]?\d\d[ -]?\d\d[ -]?[A-D](?!\w)",
    re.IGNORECASE,
)
# Also those kept for examples, and those of which somebody says what they are.
CALLED_NINO = re.compile(
    r"\b(?:nino|ni number|national insurance)\b\W*(?:\w+\W+){0,3}?[a-z]{2}(?:[ -]?\d){6}", re.IGNORECASE
)
SSN = re.compile(r"(?<![\d-])(?!000|666)\d{3}-\d\d-\d{4}(?![\d-])")
CALLED_SSN = re.compile(
    r"\b(?:ssn|social(?: security)?)\b\W*(?:\w+\W+){0,2}?\d{3}[ -]?\d\d[ -]?\d{4}(?!\d)", re.IGNORECASE
)
BUSINESS = re.compile(r"(?<!\d)\d{7}-\d(?!\d)")
# Sort codes and the like have no check digit: here it is what people call it.
CALLED_ACCOUNT = re.compile(
    rf"\b{one_of('account number')}\w{{0,5}}\b\D{{0,15}}(?:[A-Z]{{2}}\s?)?\d[\d .,-]{{6,}}\d", re.IGNORECASE
)
SORT_CODE = re.compile(r"(?<![\d-])\d\d-\d\d-\d\d\W{1,3}(?:\w+\W{1,2}){0,2}?\d{8}(?!\d)")  # with its account
PASSPORT = re.compile(
    r"\b(?:passport|passi|passin|pass|passet|passnummer|passnumret)\b\W*(?:[^\W\d]+\W+){0,3}?(?:[A-Z]{2,3}\d{6,7}|\d{8,9})(?!\w)",
    re.IGNORECASE,
)
K1, K2 = (3, 7, 6, 1, 8, 9, 4, 5, 2, 1), (5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1)
K1_LEFT = {0, 1, 2, 3}  # numbers issued from 2032 leave any of these; those before leave none


def found_in(text, runs):
    """(what, level) of each kind of number in a text with its runs of digits."""
    digits = [
        ("personnummer", 3, _tells_personnummer(text, runs)),
        ("fodselsnummer", 3, any(_is_fodselsnummer(number) for run in runs for number in run.windows(11))),
        ("nhs", 3, any(_is_nhs(run, text) for run in runs)),
        ("card", 3, any(_is_card(number) for run in runs for number in run.windows(*range(13, 20)))),
        ("account", 3, any(map(_is_account, runs)) or _is_called_account(text)),
        ("business", 1, any(map(ytunnus.is_valid, BUSINESS.findall(text))) or _names_orgnr(runs, text)),
    ]
    signs = [
        ("hetu", 3, tells_hetu(text)),
        ("nino", 3, NINO.search(text) is not None or CALLED_NINO.search(text) is not None),
        ("passport", 3, PASSPORT.search(text) is not None),
        ("ssn", 3, SSN.search(text) is not None or CALLED_SSN.search(text) is not None),
        ("iban", 3, any(_is_iban(*match.groups()) for match in IBAN.finditer(text))),
    ]
    return [(what, level) for what, level, is_there in [*signs, *digits] if is_there]


def tells_hetu(text):
    """Whether a Finnish personal identity code stands in it, as written."""
    return any(_is_hetu(match.groups()) for match in HETU.finditer(text))


def _is_hetu(parts):
    """Finnish personal identity code; without its sign too, when a letter ends it."""
    born, sign, individual, check = (re.sub(r"[ .]", "", part) for part in parts)
    if not sign and check.isdigit():
        return False
    signs = [SPOKEN.get(sign, sign.upper())] if sign else ["-", "A"]
    codes = [f"{born}{sign}{individual}{check.upper()}" for sign in signs]
    return any(_is_valid(hetu.validate, code, allow_temporary=True) for code in codes)


def _is_valid(validate, number, **options):
    try:
        validate(number, **options)
    except ValidationError:
        return False
    return True


def _tells_personnummer(text, runs):
    written = ("".join(match.groups()).replace(" ", "") for match in PERSONNUMMER.finditer(text))
    joined = (number for run in runs for number in run.windows(10, 12, most=3))
    return any(map(_is_personnummer, itertools.chain(written, joined)))


def _is_personnummer(number):
    """Swedish personal and coordination numbers: a date (its day plus 60 for the latter) and Luhn."""
    if len(number) == 12 and number[:2] not in {"18", "19", "20"}:
        return False
    number = number[-10:]
    day = int(number[4:6])
    return _is_day(day - 60 if day > 60 else day, int(number[2:4])) and luhn.is_valid(number)


def _is_fodselsnummer(number):
    """Norwegian national, D, H, FH and test numbers, as issued now and from 2032."""
    if _left(number, K1) not in K1_LEFT or _left(number, K2):
        return False
    day, month = int(number[:2]), int(number[2:4])
    months = {month, month - 40, month - 65, month - 80}
    return number[0] in "89" or any(_is_day(day - 40 if day > 40 else day, month) for month in months)


def _left(number, weights):
    return sum(int(digit) * weight for digit, weight in zip(number, weights, strict=False)) % 11


def _is_day(day, month):
    try:
        return bool(date(2024, month, day))
    except ValueError:
        return False


def _is_nhs(run, text):
    """Ten digits as they are written, or in any groups when the text says what they are."""
    if run.shape in {(10,), (3, 3, 4), (1,) * 10}:
        return nhs.is_valid(run.digits)
    return "nhs" in text.lower() and any(map(nhs.is_valid, run.windows(10)))


def _is_card(number):
    return number[0] in "23456" and len(set(number)) > 1 and luhn.is_valid(number)


def _is_account(run):
    """Norwegian bank accounts as they are written: any eleven digits would be too many."""
    return run.shape == (4, 2, 5) and kontonr.is_valid(run.digits)


def _is_called_account(text):
    return any(pattern.search(text) for pattern in (CALLED_ACCOUNT, SORT_CODE))


def _names_orgnr(runs, text):
    return "org" in text.lower() and any(orgnr.is_valid(number) for run in runs for number in run.windows(9))


def _is_iban(country, rest):
    """The right length for its country; what follows it in the sentence is not part of it."""
    rest = re.sub(r"[ .-]", "", rest)
    length = IBAN_LENGTHS.get(country.upper())
    number = f"{country}{rest}"[:length].upper() if length else ""
    return len(number) == length and _is_valid(mod_97_10.validate, number[4:] + number[:4])
