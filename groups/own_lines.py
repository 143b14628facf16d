"""A person’s own line: numbers over time, as the points of a picture and the rows of the table under it."""

from dataclasses import dataclass
from datetime import datetime

# The picture: 680 wide, 200 high; numbers at its left, dates under it.
LEFT, RIGHT, TOP, BOTTOM = 40, 654, 14, 170
MOST = 40  # points; more run into one another


@dataclass(frozen=True)
class Point:
    """One number, and where it stands in the picture."""

    at: datetime
    number: int
    x: int
    y: int


@dataclass(frozen=True)
class Line:
    """`title` says what was answered; `most` is the end of the scale, from 0."""

    key: str
    title: str
    most: int
    points: tuple

    @property
    def path(self):
        return " ".join(f"{point.x},{point.y}" for point in self.points)

    @property
    def first(self):
        return self.points[0]

    @property
    def last(self):
        return self.points[-1]

    @property
    def newest_first(self):
        return self.points[::-1]

    @property
    def is_drawn(self):
        """One number alone is no line."""
        return len(self.points) > 1

    @property
    def grid(self):
        """The numbers at the side, each with its height."""
        return [(number, _height(number, self.most)) for number in (0, self.most // 2, self.most)]


def line_of(key, title, most, numbers):
    """A line through `numbers`, (moment, number) oldest first: the newest 40, apart as in time; None without any."""
    numbers = list(numbers)[-MOST:]
    if not numbers:
        return None
    begin, end = numbers[0][0], numbers[-1][0]
    span = (end - begin).total_seconds() or 1
    points = tuple(
        Point(
            at,
            number,
            round(LEFT + (RIGHT - LEFT) * (at - begin).total_seconds() / span),
            _height(number, most),
        )
        for at, number in numbers
    )
    return Line(key, title, most, points)


def _height(number, most):
    return round(BOTTOM - (BOTTOM - TOP) * number / most)
