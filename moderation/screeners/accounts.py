"""Where somebody can be found elsewhere, and what they are called there: e-mail, handles, full names."""

import re

from moderation.screeners.lists import Sought, first_of, one_of, words

MAIL = re.compile(
    r"[\w.+%-]{1,64}\s?@\s?[\w-]{1,63}(?:\s?\.\s?[\w-]{1,63}){0,6}\s?\.\s?[a-z]{2,}\b", re.IGNORECASE
)
AT = rf"(?:\s?[(\[{{]\s?(?:{one_of('at')}|@|a)\s?[)\]}}]\s?|\s{one_of('at')}\s|_at_)"
DOT = rf"(?:\s?[(\[{{]\s?(?:{one_of('dot')}|\.)\s?[)\]}}]\s?|\s{one_of('dot')}\s)"
SAID_AT = re.compile(AT, re.IGNORECASE)  # looked for first, like the platforms below
SAID_MAIL = re.compile(
    rf"[\w.-]{{2,64}}{AT}"
    rf"(?:[\w-]{{1,63}}(?:{DOT}|\.)[a-z]{{2,}}|{one_of('mail hosts')}(?:{DOT}|\s?\.\s?|\s)[a-z]{{2,3}})\b",
    re.IGNORECASE,
)
PLATFORM = rf"{one_of('platforms')}\w{{0,5}}"
IS = rf"(?:\s?(?:{one_of('is called')}\b|[:=@–→-]|->)){{1,3}}\s?"
HANDLE = r"@?[a-z0-9][\w.]{2,29}"
CLEAR_HANDLE = r"@?(?=[\w.]{0,30}[\d_.]\w)[a-z0-9_.][\w.]{2,29}"  # what no word looks like
WHOSE = r"(?:\s(?:min|mitt|mi|mun|my|jag|jeg|eg|æ|mä|minä|mie|i|me))?"
WHAT = r"(?:\s?-?(?:kanal\w*|konto\w*|channel\w*|account\w*|tili\w*|namn\w*|navn\w*|name|nimi\w*|tunnus\w*|tag|handle))"
HANDLES = [
    re.compile(rf"\b{one_of('platforms')}(?:['’]?s| me(?: at| on)?| up)\s{CLEAR_HANDLE}\b", re.IGNORECASE),
    re.compile(rf"\b{PLATFORM}{WHAT}?{WHOSE},?{IS}{WHOSE}\s?{CLEAR_HANDLE}\b", re.IGNORECASE),
    re.compile(rf"\b{PLATFORM}{WHAT}{WHOSE}{IS}(?!{one_of('no names')}\b){HANDLE}\b", re.IGNORECASE),
    re.compile(rf"\b{PLATFORM}(?:{WHAT})?,?\s{CLEAR_HANDLE}\b", re.IGNORECASE),
    re.compile(rf"\b{PLATFORM}(?:{IS}|\s|\W{{1,3}}@){CLEAR_HANDLE}\b", re.IGNORECASE),
    re.compile(rf"\b{PLATFORM}\W{{1,3}}@{HANDLE}", re.IGNORECASE),
    re.compile(rf"\b{one_of('whose')}\s{PLATFORM}{IS}(?!{one_of('no names')}\b){HANDLE}\b", re.IGNORECASE),
    re.compile(
        rf"\b{one_of('find me')}\s{PLATFORM}(?:{IS}|\s)(?!{one_of('no names')}\b){HANDLE}\b", re.IGNORECASE
    ),
    re.compile(rf"\b{PLATFORM}\s?[:=]\s?(?!{one_of('no names')}\b){HANDLE}\s*(?:$|[.,!\n])", re.IGNORECASE),
    re.compile(rf"\b{CLEAR_HANDLE}\s(?:on|in|at|på|i)\s{one_of('platforms')}\b", re.IGNORECASE),
]
ANY_PLATFORM = Sought(  # looked for first: most messages name none
    re.compile(rf"\b{one_of('platforms')}", re.IGNORECASE), parts=first_of("platforms")
)
TAGGED = Sought(re.compile(r"\b\w{2,32}#\d{4}\b|(?<![\w/])u/[\w-]{3,20}\b"), parts=frozenset(["#", "u/"]))
MENTION = re.compile(r"(?<![\w.@])@([^\W\d_][\w.]{2,29})")
WORK = Sought(
    re.compile(rf"\b(?i:{one_of('work at')})\s(?!{one_of('no work')}\b)[A-ZÅÄÖÆØ][\w&-]{{2,}}"),
    words=first_of("work at"),
)
NAME = r"[A-ZÅÄÖÆØÉ][a-zåäöæøéü]+(?:-[A-ZÅÄÖÆØ][a-zåäöæøéü]+)?"
SOUGHT = re.compile(
    rf"\b(?i:search|look up|look for|sök|søk|etsi|hae|hitta|finn)(?:\s(?i:på|for|efter|etter))?\s{NAME}\s{NAME}"
)
AT_WORK = re.compile(
    rf"\b{NAME}\s{NAME},?\s(?:(?i:på|ved|hos|i|at|from|från|in)\s)?(?:(?i:the)\s|[^\W\d_]+n\s)?"
    rf"(?i:\w*{one_of('offices')}\w*)"
    rf"|(?:^|[.!?\n]\s?){NAME}\s{NAME}\s(?:her|här|here|täällä|tässä)\b"
)
TWO_NAMES = re.compile(rf"\b(?={NAME}\s{NAME})")
I_AM = re.compile(rf"\b(?i:{one_of('i am called')})(?:\s|,\s|:\s|\n)$")
SOMEBODY = re.compile(
    rf"\b(?i:{one_of('people')}|{PLATFORM}{WHOSE}|{one_of('platforms')}(?:i?ss[aä])|{one_of('titles')}\.?)"
    rf"(?:\s(?i:{one_of('is called')}))?,?\s$"
)
SAID_BEFORE = tuple(
    word.lower()
    for name in ("i am called", "people", "is called", "titles", "platforms")
    for word in words(name)
)
SAID_BEFORE += tuple(
    f"{word}{ending}" for word in words("platforms") for ending in ("ssa", "issa", "ssä", "issä")
)
LONGEST_BEFORE = max(map(len, SAID_BEFORE)) + 12  # signs, with what parts it from a name


def found_in(text, *, known=frozenset):
    """(what, level) of each kind of account a text tells. `known`: called for names one may be addressed by here."""
    is_mail = bool(_is_mail(text) or (SAID_AT.search(text) and SAID_MAIL.search(text)))
    mentions = _mentions(text) if "@" in text else set()
    is_handle = bool(TAGGED.search(text) or (ANY_PLATFORM.search(text) and _names_handle(text)))
    is_handle = is_handle or bool(mentions and mentions - known())
    found = [
        ("email", is_mail, 3),
        ("handle", is_handle, 2),
        ("name", _names_somebody(text), 2),
        ("work", WORK.search(text) is not None, 2),
    ]
    return [(what, level) for what, is_there, level in found if is_there]


def _is_mail(text):
    return "@" in text and MAIL.search(text)


def _mentions(text):
    return {name.lower().rstrip(".") for name in MENTION.findall(MAIL.sub(" ", text))}


def _names_handle(text):
    return any(pattern.search(text) for pattern in HANDLES)


def _names_somebody(text):
    """Whether two names stand after what says whose they are, or are to be looked for elsewhere."""
    if not TWO_NAMES.search(text):
        return False
    if AT_WORK.search(text) or (SOUGHT.search(text) and ANY_PLATFORM.search(text)):
        return True
    for match in TWO_NAMES.finditer(text):
        first, end = max(0, match.start() - LONGEST_BEFORE), match.start()
        before = text[first:end].lower().replace("\n", " ").rstrip(" ,:.")
        if before.endswith(SAID_BEFORE) and (
            I_AM.search(text, first, end) or SOMEBODY.search(text, first, end)
        ):
            return True
    return False
