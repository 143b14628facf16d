"""Shapes of a crowd, as they are written on the command line, and the words that are known to be stored."""

import re
from typing import NamedTuple

BEHIND = 50  # changes that somebody who comes back has missed
SHAPE = re.compile(r"(\d+)x(\d+)(?:\+(\d+))?(?:@(\d+(?:\.\d+)?))?")


class Shape(NamedTuple):
    """Rooms of so many, with so many messages said before, and messages a second over all of them (0: saturated)."""

    rooms: int
    members: int
    messages: int
    rate: float


def parse(text):
    """ROOMSxMEMBERS[+MESSAGES][@RATE]: 100x9, 223x9+60, 200x9@180; raises ValueError."""
    if not (match := SHAPE.fullmatch(text)):
        raise ValueError(f"{text} is not a shape like 100x9, 223x9+60 or 200x9@180")
    rooms, members, messages, rate = match.groups()
    if int(rooms) < 1 or int(members) < 1:
        raise ValueError(f"{text} has nobody in it")
    return Shape(int(rooms), int(members), int(messages or 0), float(rate or 0))


def known_words(number):
    """The body of the stored message with that number, 120 characters as usual."""
    return f"stored-no-{number:08d} ".ljust(120, "x")
