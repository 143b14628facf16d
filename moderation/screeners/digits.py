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
IN_WORDS = re.compile(r"[^\W_]+")
FEWEST_IN_WORDS = 6
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
    text = LOOKING_LIKE.sub(lambda match: match.group().translate(DIGIT_OF), text)
    words = [(match.span(), DIGITS_BY_WORD.get(match.group().lower())) for match in IN_WORDS.finditer(text)]
    words = [(span, digit or _digit(text[slice(*span)])) for span, digit in words]
    for run in reversed(list(_in_words(words, text))):
        text = f"{text[: run[0][0][0]]}{' '.join(digit for _span, digit in run)}{text[run[-1][0][1] :]}"
    return text


def _digit(word):
    return word if len(word) == 1 and word.isdigit() else None


def _in_words(words, text):
    """Stretches of six and more digits that are said in words, at least in part."""
    run = []
    for (span, digit), following in pairwise([*words, ((len(text), len(text)), None)]):
        if digit is not None:
            run.append((span, digit))
        near = following[1] is not None and following[0][0] - span[1] <= 2
        if digit is None or not near:
            if len(run) >= FEWEST_IN_WORDS and any(
                not text[slice(*place)].isdigit() for place, _digit in run
            ):
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
