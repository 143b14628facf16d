"""Shapes as they are written on the command line."""

import pytest

from bench.shapes import Shape, parse


@pytest.mark.parametrize(
    ("text", "shape"),
    [
        ("1x200", Shape(1, 200, 0, 0)),
        ("223x9+60", Shape(223, 9, 60, 0)),
        ("200x9@180", Shape(200, 9, 0, 180)),
        ("20x9+50@0.5", Shape(20, 9, 50, 0.5)),
    ],
)
def test_a_shape_is_rooms_members_messages_and_rate(text, shape):
    assert parse(text) == shape


@pytest.mark.parametrize("text", ["", "9", "x9", "0x9", "9x0", "100*9", "1x2@", "-1x9"])
def test_what_is_no_shape_is_refused(text):
    with pytest.raises(ValueError, match=r"shape|nobody"):
        parse(text)
