"""A person's own line: the numbers, and where they stand in the picture."""

from datetime import timedelta

from django.utils import timezone

from groups.own_lines import BOTTOM, LEFT, MOST, RIGHT, TOP, line_of

BEGIN = timezone.now()


def line(*numbers, most=100):
    return line_of("k", "A title", most, [(BEGIN + timedelta(days=day), number) for day, number in numbers])


def test_without_numbers_there_is_no_line():
    assert line() is None


def test_one_number_is_no_picture_yet():
    alone = line((0, 50))

    assert not alone.is_drawn
    assert (alone.first, alone.last) == (alone.points[0], alone.points[0])


def test_points_are_as_far_apart_as_in_time_and_as_high_as_they_say():
    drawn = line((0, 0), (10, 100), (40, 50))

    assert drawn.is_drawn
    assert [point.x for point in drawn.points] == [LEFT, round(LEFT + (RIGHT - LEFT) / 4), RIGHT]
    assert [point.y for point in drawn.points] == [BOTTOM, TOP, (BOTTOM + TOP) // 2]
    assert drawn.path == " ".join(f"{point.x},{point.y}" for point in drawn.points)
    assert [point.number for point in drawn.newest_first] == [50, 100, 0]


def test_two_numbers_at_one_moment_do_not_break_it():
    assert [point.x for point in line((0, 3), (0, 4), most=10).points] == [LEFT, LEFT]


def test_the_newest_are_drawn():
    many = line(*((day, day % 11) for day in range(MOST + 5)), most=10)

    assert len(many.points) == MOST
    assert many.points[0].number == 5


def test_the_side_has_three_numbers():
    assert line((0, 1), most=10).grid == [(0, BOTTOM), (5, (BOTTOM + TOP) // 2), (10, TOP)]
