"""Where somebody lives, learns or parks, and when they were born: addresses, postal codes, schools, plates."""

import re

from moderation.screeners.lists import one_of, words

NUMBER = (
    r"\s?\d{1,4}(?![\d%]|[.,:]\d)(?:\s?[a-z](?![^\W\d_]))?(?!\s?(?:km|kg|min|h|ggr|gånger|ganger|kertaa)\b)"
)
NO_STREET = rf"(?!{one_of('no streets')})"
STREET_AND_NUMBER = re.compile(rf"(?<![^\W\d_]){NO_STREET}(?P<street>[^\W\d_]{{4,}}){NUMBER}", re.IGNORECASE)
SHORTEST_STREET = 3  # letters before its ending
STREETS = [
    re.compile(rf"\b[A-ZÅÄÖÆØ]\w+ {one_of('street words')}{NUMBER}"),
    re.compile(
        rf"\b\d{{1,4}}[a-z]?,?\s(?:(?!{one_of('no english streets')}\b)[a-z']{{2,}}\s){{1,2}}"
        rf"{one_of('english streets')}\b",
        re.IGNORECASE,
    ),
    re.compile(rf"\b[A-ZÅÄÖÆØ]\w{{2,}}{one_of('street endings capital')} \d{{1,4}}(?![\d%]|[.,:]\d)"),
    re.compile(rf"\b\d{{1,4}}[A-Za-z]?,?\s(?:[A-Z][a-z']+\s){{1,3}}{one_of('english places')}\b"),
    re.compile(rf"\b\d{{1,4}}[A-Za-z]?,?\sThe\s{one_of('english places')}\b"),
]
HOME_STREETS = [
    re.compile(rf"\b{one_of('i live')}\s{NO_STREET}\w{{3,}}{one_of('street endings')}\b", re.IGNORECASE),
    re.compile(rf"\b(?i:{one_of('i live')})\s(?:[A-Z][a-z']+\s){{1,3}}{one_of('english places')}\b"),
]
BEFORE_CODE = r"(?<![\d.,+-])(?:(?:FI|SE|S|N|NO)-)?"
KNOWN_TOWN = re.compile(
    rf"{BEFORE_CODE}(?P<code>\d{{3}} \d{{2}}|\d{{4,5}}),? {one_of('towns')}\b",
    re.IGNORECASE,
)
SOME_TOWN = re.compile(
    r"(?<![\d.,+-])(?:(?:FI|SE|S|N|NO)-\d{3} ?\d{1,2}|0\d{3,4}|\d{3} \d{2}|(?<=, )\d{4}) (?!Euro|Kron|Kr\b)"
    r"[A-ZÅÄÖÆØ][a-zåäöæø]{2,}"
)
CALLED_POSTCODE = re.compile(rf"\b{one_of('postcode')}\w{{0,4}}\b\D{{0,12}}\d{{4,5}}(?!\d)", re.IGNORECASE)
DIGIT = re.compile(r"\d")
YEAR = re.compile(r"(?:19|20)\d\d$")
UK_POSTCODE = re.compile(
    r"(?<![\w£€$])[A-PR-UWYZ][A-HK-Y]?\d[A-Z\d]? ?\d(?!(?:nd|rd|st|th|hr|gb|dl|ft|pp)\b)[ABD-HJLNP-UW-Z]{2}(?!\w)",
    re.IGNORECASE,
)
PLATES = [
    re.compile(
        rf"\b{one_of('plate words')}\w{{0,4}}\W+(?:\w+\W+){{0,3}}?"
        r"(?:[a-zåäöæø]{2,3}[ -]?\d{2,5}[a-z]?|[a-z]{2}\d{2} ?[a-z]{3})\b",
        re.IGNORECASE,
    ),
    re.compile(
        rf"(?<![\w-])(?!{one_of('no plates')}[ -]?\d)"
        r"(?:[A-ZÅÄÖ]{3}-\d{2,3}|[a-zåäö]{3}-\d{3}|[a-z]{2}\d{2} ?[a-z]{3}"
        r"|[A-Z]{3} ?\d{2}[A-Z\d]|[A-Z]{2}\d{2} ?[A-Z]{3}|[A-Z]{2} ?\d{5})(?![\w-])"
    ),
]
BORN = re.compile(
    rf"\b{one_of('born')}\w{{0,3}}\b\D{{0,15}}\d{{1,4}}[./-]\d{{1,2}}[./-]\d{{2,4}}", re.IGNORECASE
)
SCHOOLS = [
    re.compile(rf"\b[A-ZÅÄÖ]\w+n {one_of('schools genitive')}\w*"),
    re.compile(r"\b[A-ZÅÄÖÆØ]\w{2,}(?:skolan|skole|skolen|gymnasiet|gymnasium)\b"),
    re.compile(rf"\b[A-ZÅÄÖÆØ]\w+ {one_of('schools apart')}\b"),
    re.compile(rf"\b(?i:{one_of('school before')}) [A-ZÅÄÖÆØ]\w{{2,}}"),
    re.compile(
        rf"\b(?:{one_of('class words')} [1-9][a-h]|[1-9][a-h][ -]?{one_of('class words')})\b", re.IGNORECASE
    ),
    re.compile(  # a full stop belongs to a short word alone: St. Mary’s
        rf"\b(?!{one_of('no schools')}\b)(?:(?:[A-Z][\w'’]{{1,40}}|[A-Z]\w{{1,2}}\.) ){{1,3}}"
        rf"{one_of('schools after')}\b"
    ),
    re.compile(
        rf"\b(?!{one_of('no schools')}\b)[A-Z][\w'’.]{{1,40}} (?:primary|secondary|academy|high school|comprehensive)\b"
    ),
    re.compile(r"\b[Yy]ear \d{1,2} (?:at|in) [A-Z]\w{2,}"),
]


def found_in(text):
    """(what, level) of each kind of place a text tells."""
    kinds = [("school", SCHOOLS), ("address", HOME_STREETS)]
    if has_digits := DIGIT.search(text) is not None:
        kinds += [
            ("address", STREETS),
            ("postcode", [SOME_TOWN, UK_POSTCODE, CALLED_POSTCODE]),
            ("plate", PLATES),
            ("birthday", [BORN]),
        ]
    found = {what for what, patterns in kinds if any(pattern.search(text) for pattern in patterns)}
    if has_digits and _names_street(text):
        found.add("address")
    if has_digits and any(not YEAR.match(match["code"]) for match in KNOWN_TOWN.finditer(text)):
        found.add("postcode")  # a Norwegian code may look like a year, and a year may stand before a town
    return [(what, 2) for what in sorted(found)]


def _names_street(text):
    """Whether a word with an ending of streets stands before a number."""
    streets = (match["street"].lower() for match in STREET_AND_NUMBER.finditer(text))
    return any(street[SHORTEST_STREET:].endswith(words("street endings")) for street in streets)
