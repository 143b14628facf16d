"""Where somebody lives, learns or parks, and when they were born: addresses, postal codes, schools, plates."""

import re

from community.directory import places as towns
from moderation.screeners.lists import Sought, first_of, one_of, words

NUMBER = (
    r"\s?\d{1,4}(?![\d%]|[.,:]\d)(?:\s?[a-z](?![^\W\d_]))?(?!\s?(?:km|kg|min|h|ggr|gånger|ganger|kertaa)\b)"
)
NO_STREET = rf"(?!{one_of('no streets')})"
STREET_AND_NUMBER = re.compile(rf"(?<![^\W\d_]){NO_STREET}(?P<street>[^\W\d_]{{4,}}){NUMBER}", re.IGNORECASE)
SHORTEST_STREET = 2  # letters before its ending
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
STREETS += [
    Sought(
        re.compile(
            r"\b(?!(?:hans|deras|deres|dess|vars|hennes|hennar|hvis)\s)"
            rf"[^\W\d_]{{3,}}s {one_of('street words')}{NUMBER}",
            re.IGNORECASE,
        ),
        parts=first_of("street words"),
    ),
    re.compile(rf"\b[A-Z]\w+ {one_of('english places')},? (?:number|no\.?|nr\.?) ?\d{{1,4}}\b"),
    re.compile(rf"\b\d{{1,4}}[A-Za-z]?,?\s[NSEW]\.?\s(?:[A-Z][a-z']+\s){{1,3}}{one_of('english places')}\b"),
    Sought(
        re.compile(
            rf"\b(?=\w+,? n){NO_STREET}\w{{2,}}{one_of('street endings')},? (?:numero|nro|nummer|nr\.?) ?\d{{1,4}}\b",
            re.IGNORECASE,
        ),
        parts=frozenset(["numero", "nro", "nummer", "nr"]),
    ),
]
# What stands after a street is looked for first: most words have nothing of that kind after them.
SAID_IN_FINNISH = "ykkös|kakkos|kolmos|nelos|viitos|kutos|seiska|kasi|ysi|kymppi"
HOME_STREETS = [
    Sought(
        re.compile(
            rf"\b(?=\w+,? {one_of('number words')}\b){NO_STREET}\w{{3,}}{one_of('street endings')},? \w",
            re.IGNORECASE,
        ),
        words=first_of("number words"),
    ),
    re.compile(
        rf"\bnumber (?:{one_of('number words')}|\d+) (?!{one_of('no english streets')}\b)[a-z']+"
        rf" {one_of('english places')}\b",
        re.IGNORECASE,
    ),
    re.compile(
        r"\b[A-Z]\w+(?: [A-Z]\w+)+, (?:[A-Z]\w+ ){1,2}(?:Lane|Road|Street|Avenue|Close|Drive|Terrace)\b"
    ),
    Sought(  # “in number three”, as Finnish says it
        re.compile(
            rf"\b(?=\w+ (?:{SAID_IN_FINNISH})){NO_STREET}\w{{3,}}{one_of('street endings')} ", re.IGNORECASE
        ),
        parts=frozenset(SAID_IN_FINNISH.split("|")),
    ),
    Sought(
        re.compile(rf"\b{one_of('i live')}\s{NO_STREET}\w{{3,}}{one_of('street endings')}\b", re.IGNORECASE),
        words=first_of("i live"),
    ),
    Sought(
        re.compile(rf"\b(?i:{one_of('i live')})\s(?:[A-Z][a-z']+\s){{1,3}}{one_of('english places')}\b"),
        words=first_of("i live"),
    ),
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
CODE_AND_TOWN = re.compile(rf"{BEFORE_CODE}(?P<code>\d{{3}} ?\d{{2}}|\d{{4}}),? (?P<town>[^\W\d_]{{2,}})")
TOWN_AND_CODE = re.compile(r"\b(?P<town>[^\W\d_]{2,}),? (?P<code>\d{3} ?\d{2}|\d{4})(?![\d.,:-]*\d)")
BRITISH = re.compile(
    r"\b(?:(?P<town>[A-Z][a-z]{3,}),? )?(?P<code>[A-Z]{1,2}\d{1,2}[A-Z]?)\b(?(town)| (?P<after>[A-Za-z]{4,}))"
)
CALLED_POSTCODE = Sought(
    re.compile(rf"\b{one_of('postcode')}\w{{0,4}}\b\D{{0,12}}\d{{4,5}}(?!\d)", re.IGNORECASE),
    parts=first_of("postcode"),
)
DIGIT = re.compile(r"\d")
THREE_DIGITS = re.compile(r"\d\d\d")  # in every postal code but British ones
LETTER_AND_DIGIT = re.compile(r"[A-Z]\d")  # in those
YEAR = re.compile(r"(?:19|20)\d\d$")
UK_POSTCODE = re.compile(
    r"(?<![\w£€$])[A-PR-UWYZ][A-HK-Y]?\d[A-Z\d]? ?\d(?!(?:nd|rd|st|th|hr|gb|dl|ft|pp)\b)[ABD-HJLNP-UW-Z]{2}(?!\w)",
    re.IGNORECASE,
)
PLATES = [
    Sought(
        re.compile(
            rf"\b{one_of('plate words')}\w{{0,4}}\W+(?:\w+\W+){{0,4}}?"
            r"(?:[a-zåäöæø]{2,3}[ -]?\d{2,5}[a-z]?|[a-z]{2}\d{2} ?[a-z]{3}|\d[a-z]{3}\d{3}|\d{2,3}-?[a-z]{2,3})\b",
            re.IGNORECASE,
        ),
        parts=first_of("plate words"),
    ),
    re.compile(
        rf"(?<![\w-])(?!{one_of('no plates')}[ -]?\d)"
        r"(?:[A-ZÅÄÖ]{3}-\d{2,3}|[a-zåäö]{3}-\d{3}|[a-z]{2}\d{2} ?[a-z]{3}"
        r"|[A-Z]{3} ?\d{2}[A-Z\d]|[A-Z]{2}\d{2} ?[A-Z]{3}|[A-Z]{2} ?\d{5})(?![\w-])"
    ),
]
BORN = Sought(
    re.compile(
        rf"\b{one_of('born')}\w{{0,3}}\b\D{{0,15}}\d{{1,4}}[./-]\d{{1,2}}[./-]\d{{2,4}}", re.IGNORECASE
    ),
    parts=first_of("born"),
)
LAST_DIGITS = re.compile(
    r"\b(?:sista (?:fyra|4)|siste (?:fem|5)|last (?:four|4)|vii?m(?:ei|i|e)set (?:neljä|4)"
    r"|loput|loppuosa|tunnuksen loppu)\b\W*(?:\w+\W+){0,2}?\d{3,5}[a-z]?\b",
    re.IGNORECASE,
)
SCHOOLS = [
    re.compile(rf"\b[A-ZÅÄÖ]\w+n {one_of('schools genitive')}\w*"),
    re.compile(r"\b[A-ZÅÄÖÆØ]\w{2,}(?:skolan|skole|skolen|gymnasiet|gymnasium)\b"),
    Sought(
        re.compile(rf"\b[A-ZÅÄÖÆØ]\w+ {one_of('schools apart')}\b"),
        words=first_of("schools apart"),
    ),
    Sought(
        re.compile(rf"\b(?i:{one_of('school before')}) [A-ZÅÄÖÆØ]\w{{2,}}"),
        words=first_of("school before"),
    ),
    Sought(
        re.compile(  # a full stop belongs to a short word alone: St. Mary’s
            rf"\b(?!{one_of('no schools')}\b)(?:(?:[A-Z][\w'’]{{1,40}}|[A-Z]\w{{1,2}}\.) ){{1,3}}"
            rf"{one_of('schools after')}\b"
        ),
        words=first_of("schools after"),
    ),
    Sought(
        re.compile(
            rf"\b(?!{one_of('no schools')}\b)[A-Z][\w'’.]{{1,40}} "
            r"(?:primary|secondary|academy|high school|comprehensive|nursery|juniors|infants)\b"
        ),
        words=first_of("schools after"),
    ),
    re.compile(r"\bSt\.? [A-Z][\w'’]+ (?:High|RC|Catholic|C of E|CofE)\b"),
]
CLASSES = [
    re.compile(
        rf"\b(?:{one_of('class words')} [1-9][a-h]|[1-9][a-h][ -]?{one_of('class words')}|\w*koulu\w* [1-9][a-h])\b",
        re.IGNORECASE,
    ),
    re.compile(r"\b[Yy]ear \d{1,2} (?:at|in) [A-Z]\w{2,}"),
]


def found_in(text):
    """(what, level) of each kind of place a text tells."""
    kinds = [("school", SCHOOLS), ("address", HOME_STREETS)]
    if has_digits := DIGIT.search(text) is not None:
        kinds += [
            ("school", CLASSES),
            ("address", STREETS),
            ("plate", PLATES),
            ("birthday", [BORN, LAST_DIGITS]),
        ]
    found = {what for what, patterns in kinds if any(pattern.search(text) for pattern in patterns)}
    if has_digits and _names_street(text):
        found.add("address")
    if has_digits and (_is_british(text) or (THREE_DIGITS.search(text) and _is_with_town(text))):
        found.add("postcode")
    return [(what, 2) for what in sorted(found)]


def _names_street(text):
    """Whether a word with an ending of streets stands before a number."""
    streets = (match["street"].lower() for match in STREET_AND_NUMBER.finditer(text))
    return any(street[SHORTEST_STREET:].endswith(words("street endings")) for street in streets)


def _is_british(text):
    """Whether a British code stands there, or the beginning of one beside its town."""
    if UK_POSTCODE.search(text):
        return True
    found = BRITISH.finditer(text) if LETTER_AND_DIGIT.search(text) else ()
    return any(towns.is_near_code(match["code"], match["town"] or match["after"]) for match in found)


def _is_with_town(text):
    """Whether a code stands beside its town. A Norwegian one may look like a year: so it has to be that town’s own."""
    if SOME_TOWN.search(text) or CALLED_POSTCODE.search(text):
        return True
    if any(not YEAR.match(match["code"]) for match in KNOWN_TOWN.finditer(text)):
        return True
    beside = (match for pattern in (CODE_AND_TOWN, TOWN_AND_CODE) for match in pattern.finditer(text))
    return any(towns.is_code_of(match["code"], match["town"]) for match in beside)
