"""What the answers of a group may say together, so that staff alone can read no single one out of them.

A summary counts frozen copies of answers, question by question. The copies are taken anew only when five people have
answered that question and the answers of three differ from the copies; what one or two say later, change or take back
stays unseen until then. Of the copies no more is told than the middle one and, in three steps, how far apart the
middle half lies: the outermost answers never show. Where those who are new all say nearly the same and it would show,
the summary waits for more. Who has answered, and how many, is told to nobody.
What it does not withstand: four of five who tell staff what they answered, or answer as agreed, can narrow the middle
number down to the answer of the fifth.
(Five: the smallest group whose numbers are shown anywhere in this house.)
"""

from dataclasses import dataclass
from itertools import combinations, combinations_with_replacement

from groups.questions import ALL, SCALE

FIRST = 5  # nothing is told of fewer
MORE = 3  # and nothing new of fewer than that
NEARLY = 3  # two answers this near are as good as the same: a guess that close is a guess too good
CLOSE, WIDE = 2, 5  # how far apart the middle half may lie to be called close together; not far apart


@dataclass(frozen=True)
class Summary:
    """What staff are told of one question: how many answers are in it, the middle one, and how they lie."""

    question: str
    count: int
    middle: int
    spread: str  # "close", "wide" or "far"

    @property
    def words(self):
        return ALL[self.question].words


def renew(check_ins):
    """Take the copies anew where the rule lets it; the rows whose copies changed, to be saved."""
    changed = []
    for key in ALL:
        differ = [row for row in check_ins if row.answers.get(key) != row.told.get(key)]
        is_first = not any(key in row.told for row in check_ins)
        if len(differ) < (FIRST if is_first else MORE):
            continue
        fresh = [row.answers.get(key) for row in differ]
        others = [row.answers[key] for row in check_ins if key in row.answers and row not in differ]
        if not _hides(fresh, others):
            continue
        for row in differ:
            row.tell(key)
        changed += [row for row in differ if row not in changed]
    return changed


def _hides(fresh, others):
    """Whether a summary of all these leaves open, by more than a little, what each of the fresh ones answered.

    Any two of them could be the other way round; and with the same summary, one or two of them could have said
    something else. What nobody can have said otherwise is not told. A fresh None is an answer taken back.
    """
    numbers = [number for number in fresh if number is not None]
    if len(numbers + others) < FIRST:
        return False
    shown, possible = _facts(numbers + others), set(fresh)
    for one, other in sorted(set(combinations(sorted(numbers), 2))):
        if all(any(_differ(number, another) for another in possible) for number in fresh):
            return True
        kept = list(others) + numbers
        kept.remove(one)
        kept.remove(other)
        pairs = combinations_with_replacement(SCALE, 2)
        possible.update(*(pair for pair in pairs if _facts(kept + list(pair)) == shown))
    return all(any(_differ(number, another) for another in possible) for number in fresh)


def _differ(number, another):
    """Whether two answers are not nearly the same; one that was taken back is like none."""
    if number is None or another is None:
        return number is not another
    return abs(number - another) > NEARLY


def summaries(check_ins):
    """What the copies say, by question; without those that fewer than five are in."""
    told = {key: [row.told[key] for row in check_ins if key in row.told] for key in ALL}
    return {
        key: Summary(key, len(numbers), *_facts(numbers))
        for key, numbers in told.items()
        if len(numbers) >= FIRST
    }


def _facts(numbers):
    """The middle number (of an even count the lower of the two) and how far apart the middle half lies."""
    numbers = sorted(numbers)
    quarter = len(numbers) // 4
    apart = numbers[-1 - quarter] - numbers[quarter]
    spread = "close" if apart <= CLOSE else "wide" if apart <= WIDE else "far"
    return numbers[(len(numbers) - 1) // 2], spread
