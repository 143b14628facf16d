"""Words as they are compared: without the ways in which letters and digits can be dressed up.

Matching works on what comes out of here alone; nothing looks at what was written a second time.
"""

import re
import unicodedata
from functools import cached_property, lru_cache
from types import MappingProxyType
from typing import NamedTuple

NORDIC = frozenset("åäöæø")
MOST_WORDS = 1500  # of one text; a message has at most some 700
MOST_SIGNS = 3000  # of one text, as it is compared; a message has at most 2000, and some signs stand for many
MOST_WIDENED = 18  # letters that one sign stands for
MOST_MARKS = 4  # on one letter; putting more of them in order takes long, and none is compared

# Letters of other alphabets and of phonetic writing, by the one of ours that they look like.
LOOK_ALIKES = {
    sign: letter
    for letter, signs in {
        "a": "аαɑᴀ", "b": "вбʙβ", "c": "сᴄϲ", "d": "ԁɗᴅ", "e": "еёєεᴇ", "f": "ғꜰ", "g": "ɡɢ", "h": "һнʜ",
        "i": "іїιɩɪıӏ", "j": "јᴊ", "k": "кκᴋ", "l": "ʟǀ", "m": "мᴍ", "n": "пηɴ", "o": "оοσᴏ", "p": "рρᴘ",
        "q": "ԛ", "r": "гʀ", "s": "ѕꜱ", "t": "тτᴛ", "u": "υцᴜ", "v": "νᴠ", "w": "ԝшωᴡ", "x": "хχ", "y": "уүγʏ",
        "z": "ᴢ", "3": "зэ",
    }.items()
    for sign in signs
}  # fmt: skip
# Letters in squares and circles that Unicode keeps as pictures; Cherokee and Lisu letters that look like ours.
LOOK_ALIKES |= {chr(first + place): chr(97 + place) for first in (0x1F150, 0x1F170) for place in range(26)}
LOOK_ALIKES |= dict(zip("ᎪᏴᏟᎠᎬᏀᎻᎥᎫᏦᏞᎷᏢᏒᎡᏚᎢᏙᎳᎽᏃ".lower(), "abcdeghijklmprrstvwyz", strict=True))
LOOK_ALIKES |= dict(zip("ꓐꓑꓓꓔꓖꓗꓙꓚꓜꓝꓟꓠꓡꓢꓣꓦꓧꓪꓫꓬꓮꓰꓲꓳꓴ", "bpdtgkjczfmnlsrvhwxyaeiou", strict=True))
# Letters and patterns that show as a blank or as nothing, and dots of other scripts.
UNSEEN = {0x3164: " ", 0xFFA0: " ", 0x2800: " ", 0x115F: None, 0x1160: None}
UNSEEN |= dict.fromkeys(map(ord, "。｡‧"), ".")
# Digits and signs read as letters, once with 1 as i and once with 1 as l.
LEET = [str.maketrans("01345789@$!|", f"o{one}eastbgasil") for one in "il"]

TOKEN = re.compile(
    r"[@$]?[^\W_]+(?:(?:['’`´@$|]|\*{1,2}|(?<![^\W_]{5})!)[^\W_]+)*"  # a word, with signs within it
    r"|[\u2600-\u27bf\U0001f300-\U0001faff]"  # an emoji is a word
)
PARTED = re.compile(f"({TOKEN.pattern})")
APOSTROPHES = str.maketrans("", "", "'’`´")
ENDS = re.compile(r"[.!?…][\s\"”’»)]|\n\s*\n")
PARTS = re.compile(r"[,;:()\n–—]|\s-\s")
ODD = re.compile(r"[^\x00-\x7fåäöæø]")
# What most people write: NFKC leaves these signs alone, and none stands for several.
ORDINARY = re.compile(
    r"[\x00-\x7fåäöæøÅÄÖÆØéÉèÈüÜ“”„«»’‘–—€£§°\u200d\ufe0f\u2600-\u27bf"
    r"\U0001f300-\U0001f5ff\U0001f600-\U0001f64f\U0001f900-\U0001f9ff]*"
)
JOINERS = str.maketrans("", "", "\u200d\ufe0f")  # between pictures
QUOTES = re.compile(r"[\"“”„»«]")
STRETCHED = re.compile(r"(.)\1{2,}")
SPELT = re.compile(r"\S[.\-_·*/]\S| \S \S(?![^\W_])")  # looked for first: l e t t e r s, l-e-t-t-e-r-s
STARRED = re.compile(r"\*+")
WHOLE = re.compile(r"\w+")
VOWELS = "aeiouyäö"


def _one_plain(match):
    return _plain(match.group())


@lru_cache(maxsize=2048)
def _plain(sign):
    kind = unicodedata.category(sign)
    if kind == "Cf" or kind in {"Mn", "Me"} or "\U0001f3fb" <= sign <= "\U0001f3ff":
        return ""  # zero-width signs, marks without a letter, skin tones
    if kind == "Nd":
        return str(unicodedata.digit(sign))
    if sign in NORDIC:
        return sign
    if sign in LOOK_ALIKES:
        return LOOK_ALIKES[sign]
    bare = unicodedata.normalize("NFD", sign)[0]
    return bare if bare.isascii() else LOOK_ALIKES.get(bare, sign)


def plain(text):
    """The same text in small plain letters and digits, signs kept: NFKC, no zero-width signs, no look-alikes."""
    text = text[:MOST_SIGNS]
    if text.isascii():
        return text.lower()
    if ORDINARY.fullmatch(text):
        return ODD.sub(_one_plain, text.lower())
    seen = unicodedata.normalize("NFKC", _composed(text)[:MOST_SIGNS].lower())
    return ODD.sub(_one_plain, seen[:MOST_SIGNS])


def _composed(text):
    """NFKC, its cost kept within bounds, and without what shows as nothing."""
    text = text[:MOST_SIGNS]
    if any(map(unicodedata.combining, text)):
        text = _with_few_marks(text)
    return unicodedata.normalize("NFKC", text.translate(UNSEEN))


def _with_few_marks(text):
    kept, marks = [], 0
    for sign in text:
        marks = marks + 1 if unicodedata.combining(sign) else 0
        if marks <= MOST_MARKS:
            kept.append(sign)
    return "".join(kept)


def is_too_much(text):
    """Whether a text is more than is read here: then somebody has to read it."""
    if len(text) * MOST_WIDENED <= MOST_WORDS or (len(text) <= MOST_WORDS and ORDINARY.fullmatch(text)):
        return False
    if len(text) > MOST_SIGNS or (not text.isascii() and len(_composed(text)) > MOST_SIGNS):
        return True
    read = plain(text)
    return len(read) > MOST_WORDS and sum(1 for _word in TOKEN.finditer(read)) > MOST_WORDS


class Shown(str):
    """A text as a reader sees it, and what patterns look for in it first."""

    __slots__ = ("__dict__",)

    @cached_property
    def small(self):
        """In small letters; patterns that pass over capital letters take a Turkish i for an i."""
        return self.replace("İ", "i").replace("ı", "i").lower()

    @cached_property
    def words(self):
        """What stands in it between blanks and signs, in small letters."""
        return set(WHOLE.findall(self.small))


def shown(text) -> Shown:
    """The same text as a reader sees it, small and capital letters kept: NFKC, digits of ours, nothing invisible."""
    if text.isascii():
        return Shown(text[:MOST_SIGNS])
    if ORDINARY.fullmatch(text):
        return Shown(text[:MOST_SIGNS].translate(JOINERS))
    seen = _composed(text)[:MOST_SIGNS]
    return Shown(
        "".join(
            str(unicodedata.digit(sign)) if kind == "Nd" else sign
            for sign in seen
            if (kind := unicodedata.category(sign)) not in {"Cf", "Mn", "Me"}
        )
    )


class Word(NamedTuple):
    """One word: all the ways it can be read, the part of the sentence it stands in, and whether in quotation marks."""

    forms: tuple[str, ...]
    part: int = 0
    is_quoted: bool = False


class Sentence(list):
    """The words of one sentence; and what indexes know of them (index.py), which is looked up once for all."""

    known = MappingProxyType({})


class Told(list):
    """The sentences of a text. `tokens`: its words as they are written in small plain letters."""

    tokens = ()


def sentences(text, misspelt=MappingProxyType({})) -> Told:
    """The words of a text, sentence by sentence; those in `misspelt` are also read as what is meant."""
    text = plain(text)
    found = _tokens(text)
    is_stretched = STRETCHED.search(text) is not None
    told, sentence, part, quoted = Told(), Sentence(), 0, False
    for between, token in found:
        if between != " " and between:
            if ENDS.search(between):
                told.append(sentence)
                sentence = Sentence()
            part += PARTS.search(between) is not None
            quoted ^= len(QUOTES.findall(between)) % 2
        forms = _forms(token) if is_stretched or not token.isalpha() else (token,)
        if token in misspelt:
            forms += (misspelt[token],)
        sentence.append(Word(forms, part, bool(quoted)))
    told.append(sentence)
    told[:] = filter(None, told)
    told.tokens = [token for _between, token in found]
    return told


def _tokens(text):
    """(what stands before it, word) of each word."""
    if not SPELT.search(text):
        parts = PARTED.split(text, MOST_WORDS)
        return list(zip(parts[::2], parts[1::2], strict=False))
    found = [(*match.span(), match.group()) for match in TOKEN.finditer(text)][:MOST_WORDS]
    joined, end = [], 0
    for start, stop, token in _joined(found, text):
        joined.append((text[end:start], token))
        end = stop
    return joined


def _joined(found, text):
    """The words, those written l e t t e r by l-e-t-t-e-r put together. Two blanks end a word."""
    run, is_spelt = [], True  # letter by letter, until now
    for token in found:
        if run and not _goes_on(run[-1], token, text, is_spelt):
            yield from _closed(run)
            run, is_spelt = [], True
        run.append(token)
        is_spelt = is_spelt and len(token[2]) == 1
    yield from _closed(run)


def _goes_on(before, token, text, is_spelt):
    between = text[before[1] : token[0]]
    if len(between) != 1 or between in "!?\n":
        return False
    if between == " ":
        return len(token[2]) == 1 and is_spelt
    return between in ".-_·*/" and len(token[2]) <= 3 and len(before[2]) <= 3


def _closed(run):
    if len(run) < 3 or all(token.isdigit() for _start, _end, token in run):
        return run
    return [(run[0][0], run[-1][1], "".join(token for _start, _end, token in run))]


def _forms(token):
    """All the ways to read a word; the first is as it was written."""
    if token.isalpha() and not STRETCHED.search(token):
        return (token,)
    token = token.translate(APOSTROPHES)
    read = {token: None}  # keeps its order
    if not token.isalpha() and not token.isdigit():
        read.update((form.translate(table), None) for form in _unstarred(token) for table in LEET)
    for form in list(read):
        if not form.isdigit() and STRETCHED.search(form):
            read.update({STRETCHED.sub(r"\1", form): None, STRETCHED.sub(r"\1\1", form): None})
    return tuple(read)


def _unstarred(token):
    if "*" not in token:
        return [token]
    return [STARRED.sub(vowel * count, token) for vowel in VOWELS for count in (1, 2)] + [
        STARRED.sub("", token)
    ]
