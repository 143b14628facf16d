"""Runs of digits as people write them: in groups, with letters that look like digits, one by one, or as words."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

LOOKING_LIKE = re.compile(r"(?<![^\W\d_])[\dOoIl|]{0,40}\d[\dOoIl|]*(?![^\W\d_]{2})")
DIGIT_OF = str.maketrans("OoIl|", "00111")
RUN = re.compile(r"\(?\+?\(?\d(?:[\s.,\-–—/()·_*~|•]{0,3}\d)*")
MOST_DIGITS = 200  # of one text
BLANKS = re.compile(r"\s{2,}")
LONGEST_KNOWN = 16  # digits of a number everybody may write, at most
FEW = 6  # groups that make one number, unless each is a single digit
IN_WORDS = re.compile(r"[^\W\d_]+|\d+")
FEWEST_IN_WORDS, FEWEST_SPOKEN = 6, 2  # digits, and words that say some
DIGITS_BY_WORD = {
    word: str(digit)
    for digit, words in enumerate(
        [
            "zero oh nolla noll null",
            "one yksi yks ykkönen ett en ein éin",
            "two kaksi kaks kakkonen två to",
            "three kolme kolm kol kolmonen tre",
            "four neljä nelj nel nelonen fyra fire",
            "five viisi viis vitonen fem",
            "six kuusi kuus kutonen sex seks",
            "seven seitsemän seittemän seiska sju syv",
            "eight kahdeksan kaheksan kasi åtta åtte",
            "nine yhdeksän yheksän ysi nio ni",
        ]
    )
    for word in words.split()
}
TENS_BY_WORD = {
    word: f"{ten}0"
    for ten, words in enumerate(
        [
            "twenty kaksikymmentä kakskyt tjugo tjue",
            "thirty kolmekymmentä kolkyt trettio tretti",
            "forty neljäkymmentä nelkyt fyrtio førti",
            "fifty viisikymmentä viiskyt femtio femti",
            "sixty kuusikymmentä kuuskyt sextio seksti",
            "seventy seitsemänkymmentä seitkyt sjuttio sytti",
            "eighty kahdeksankymmentä kaheksankyt kasikyt åttio åtti",
            "ninety yhdeksänkymmentä yheksänkyt ysikyt nittio nitti",
        ],
        2,
    )
    for word in words.split()
}
BY_WORD = DIGITS_BY_WORD | TENS_BY_WORD | {"hundred": "00"}
AGAIN = {"double": 2, "triple": 3, "treble": 3, "tupla": 2, "dubbel": 2, "dobbel": 2}
# Several of them written as one word, as they are spoken.
GLUED = re.compile(rf"(?:{'|'.join(sorted(BY_WORD, key=len, reverse=True))}){{2,}}")
TENS_AND_ONE = re.compile(r"\b([2-9])0 ([1-9])\b")  # forty five, written as one word
ONE = re.compile("|".join(sorted(BY_WORD, key=len, reverse=True)))
BEGINNINGS = {word[:2] for word in BY_WORD}
DIGIT = re.compile(r"\d")


@dataclass(frozen=True)
class Run:
    """Digits that belong together, in the groups they are written in. `is_abroad`: a plus stands before them."""

    groups: tuple[str, ...]
    is_abroad: bool

    @property
    def shape(self):
        return tuple(map(len, self.groups))

    @property
    def digits(self):
        return "".join(self.groups)

    def windows(self, *lengths, most=FEW) -> Iterator[str]:
        """Numbers of these lengths that neighbouring groups make: at most so many, or any number of single digits."""
        for first in range(len(self.groups)):
            joined = ""
            for count, group in enumerate(self.groups[first:], 1):
                joined += group
                if len(joined) > max(lengths):
                    break
                if len(joined) in lengths and (count <= most or len(joined) == count):
                    yield joined

    def without(self, known) -> "Run":
        """The same without groups that make a number everybody may write."""
        for first in range(len(self.groups)):
            for last in range(min(len(self.groups), first + LONGEST_KNOWN), first, -1):
                if "".join(self.groups[first:last]) in known:
                    rest = self.groups[:first] + self.groups[last:]
                    return replace(self, groups=rest, is_abroad=False).without(known)
        return self


def with_digits(text):
    """The text with letters among digits read as digits, and with numbers said in words written in digits."""
    if DIGIT.search(text):
        text = LOOKING_LIKE.sub(lambda match: match.group().translate(DIGIT_OF), text)
    if not _says_some(text):
        return text
    words = _twice(
        [(match.span(), _digits(match.group().lower())) for match in IN_WORDS.finditer(text)], text
    )
    for run in reversed(list(_in_words(words, text))):
        text = f"{text[: run[0][0][0]]}{_joined(run)}{text[run[-1][0][1] :]}"
    return text


def _says_some(text):
    """Whether so many words say digits that they may be a number."""
    said = [word.lower() for word in IN_WORDS.findall(text)]
    count = sum(_count_of_words(word) for word in said if _digits(word))
    return count >= FEWEST_SPOKEN or (count and not AGAIN.keys().isdisjoint(said))


def _digits(word):
    """The digits a word says, or is."""
    if word in BY_WORD or word.isdigit():
        return BY_WORD.get(word, word)
    if word[:2] not in BEGINNINGS or not GLUED.fullmatch(word):
        return None
    return TENS_AND_ONE.sub(r"\1\2", "".join(f"{BY_WORD[part]} " for part in ONE.findall(word))).replace(
        " ", ""
    )


def _count_of_words(said):
    """How many words of digits are in it, also when they are written as one."""
    return 0 if said.isdigit() else max(1, len(ONE.findall(said.lower())))


def _joined(run):
    """One number where words say several digits at once; else digit by digit, as it was said."""
    digits = [digits for _span, digits in run]
    return ("" if any(len(each) > 1 for each in digits) else " ").join(digits)


def _twice(words, text):
    """The words, `double oh` taken for one that says two digits."""
    read = []
    for span, digits in words:
        before = read[-1][0] if read else (0, 0)
        times = AGAIN.get(text[slice(*before)].lower()) if digits and len(digits) == 1 else None
        tens = read[-1][1] if read and digits and len(digits) == 1 and digits != "0" else None
        if times and span[0] - before[1] == 1:
            read[-1] = ((before[0], span[1]), digits * times)
        elif tens and text[slice(*before)].lower() in TENS_BY_WORD and span[0] - before[1] == 1:
            read[-1] = ((before[0], span[1]), tens[0] + digits)  # sixty five
        else:
            read.append((span, digits))
    return read


def _in_words(words, text):
    """Stretches of six and more digits that are said in words, at least in part."""
    run = []
    for (span, digit), following in pairwise([*words, ((len(text), len(text)), None)]):
        if digit is not None:
            run.append((span, digit))
        near = following[1] is not None and following[0][0] - span[1] <= 2
        if digit is None or not near:
            in_words = sum(_count_of_words(text[slice(*place)]) for place, _digits in run)
            if in_words >= FEWEST_SPOKEN and sum(len(digits) for _place, digits in run) >= FEWEST_IN_WORDS:
                yield run
            run = []


def runs(text) -> list[Run]:
    """The runs of at least five digits in a text, as far as they are read."""
    found, left = [], MOST_DIGITS
    for match in RUN.finditer(BLANKS.sub(_one_blank, text)):
        groups = tuple(group[:left] for group in re.findall(r"\d+", match.group())[:left])
        if sum(map(len, groups)) >= 5:
            found.append(Run(groups, match.group().lstrip("(").startswith("+")))
        left -= sum(map(len, groups))
        if left <= 0:
            break
    return found


def _one_blank(match):
    return "\n" if "\n" in match.group() else " "


def are_too_many(text):
    """Whether there are more digits than are read here."""
    return sum(map(str.isdigit, text)) > MOST_DIGITS
