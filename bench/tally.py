"""What was lost, doubled or swapped: by number, for every line, from what it heard and what was said."""

from collections import Counter
from dataclasses import dataclass


@dataclass(frozen=True)
class Tally:
    """Deliveries that never came, that came twice, and that came after a later one."""

    lost: int = 0
    doubles: int = 0
    swapped: int = 0

    def __add__(self, other):
        return Tally(self.lost + other.lost, self.doubles + other.doubles, self.swapped + other.swapped)


def count(rooms, due):
    """Sum up rooms: `rooms` is {room: [what each of its lines heard]}, `due` {room: the marks said there}."""
    return sum((count_room(lines, due.get(room, set())) for room, lines in rooms.items()), Tally())


def count_room(lines, due):
    """One room: every line is due every message said in it, once, in the order the others hear it."""
    order = longest(lines)
    place = {mark: index for index, mark in enumerate(order)}
    total, whole = Tally(), order if due == set(order) else None
    for heard in lines:
        if heard != whole:
            total += count_line(heard, due, place)
    return total


def count_line(heard, due, place):
    """One line against the order of its room."""
    times = Counter(heard)
    lost = len(due - times.keys())
    doubles = sum(times.values()) - len(times)
    swapped, furthest = 0, -1
    for mark in dict.fromkeys(heard):
        at = place.get(mark, furthest)
        swapped += at < furthest
        furthest = max(furthest, at)
    return Tally(lost, doubles, swapped)


def longest(lines):
    """The order of a room, as the line knows it that heard most."""
    return max((list(dict.fromkeys(heard)) for heard in lines), key=len, default=[])
