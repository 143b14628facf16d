"""WHO-5: five statements about the last two weeks, and what their sum means.

Wording and scoring are the index’s own and are not ours to change or to translate: what is not known to be the
published wording of a language is not shown as if it were (docs/safeguarding.md says which to check before use).
"""

from datetime import timedelta

EVERY = timedelta(days=14)  # each answer is about two weeks
ITEMS, MOST = 5, 5
LOW = 50  # under it: low well-being (a raw sum under 13)
VERY_LOW = 28  # at or under it: depression is likely
RELEVANT = 10  # a smaller change says nothing
SOURCE = (
    "The World Health Organization-Five Well-Being Index (WHO-5). Geneva: World Health Organization; 2024."
    " Licence: CC BY-NC-SA 3.0 IGO. First published 1998 by the Psychiatric Research Unit, WHO Collaborating"
    " Centre in Mental Health, Frederiksborg General Hospital, Hillerød."
)

WORDING = {
    "en": {
        "lead": (
            "Please indicate for each of the five statements which is closest to how you have been feeling over the"
            " last two weeks. Notice that higher numbers mean better well-being."
        ),
        "statements": (
            "I have felt cheerful and in good spirits",
            "I have felt calm and relaxed",
            "I have felt active and vigorous",
            "I woke up feeling fresh and rested",
            "My daily life has been filled with things that interest me",
        ),
        "answers": (
            (5, "All of the time"),
            (4, "Most of the time"),
            (3, "More than half of the time"),
            (2, "Less than half of the time"),
            (1, "Some of the time"),
            (0, "At no time"),
        ),
    }
}


def wording(language):
    """The language it is shown in, and its words: the reader's where the published wording is here, else English."""
    own = (language or "").split("-")[0]
    known = own if own in WORDING else "en"
    return known, WORDING[known]


def score(numbers):
    """The sum of five answers of 0 to 5, times four: 0, the worst one can think of, to 100. Raises ValueError."""
    if len(numbers) != ITEMS or not all(number in range(MOST + 1) for number in numbers):
        raise ValueError("WHO-5 has five answers of 0 to 5.")
    return sum(numbers) * 4


def is_low(score):
    return score < LOW


def is_very_low(score):
    return score <= VERY_LOW


def changed(before, now):
    """ "better", "worse", or "" where the change is too small to mean something."""
    if abs(now - before) < RELEVANT:
        return ""
    return "better" if now > before else "worse"
