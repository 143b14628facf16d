"""WHO-5: the sum, the cut-offs and the wording as they were published."""

import pytest

from groups import who5


@pytest.mark.parametrize(
    ("numbers", "expected"),
    [
        ([0, 0, 0, 0, 0], 0),
        ([1, 1, 1, 2, 2], 28),
        ([2, 2, 2, 3, 3], 48),
        ([3, 3, 3, 2, 2], 52),
        ([3, 3, 3, 3, 3], 60),
        ([5, 5, 5, 5, 5], 100),
    ],
)
def test_the_sum_of_the_answers_times_four(numbers, expected):
    assert who5.score(numbers) == expected


@pytest.mark.parametrize("numbers", [[], [3, 3, 3, 3], [0, 0, 0, 0, 6], [-1, 0, 0, 0, 0], [None] * 5])
def test_anything_else_has_no_sum(numbers):
    with pytest.raises(ValueError, match="five answers"):
        who5.score(numbers)


def test_under_fifty_is_low_and_up_to_twenty_eight_very_low():
    assert [who5.is_low(score) for score in (0, 48, 50, 52)] == [True, True, False, False]
    assert [who5.is_very_low(score) for score in (0, 28, 32)] == [True, True, False]


def test_less_than_ten_points_say_nothing():
    assert [who5.changed(50, now) for now in (59, 41, 60, 40)] == ["", "", "better", "worse"]


def test_each_language_has_its_published_wording_or_is_shown_english():
    for language in ("en", "en-gb", "fi", "sv", "nb", None):
        shown, words = who5.wording(language)
        assert shown == "en"
        assert len(words["statements"]) == who5.ITEMS
        assert [number for number, _said in words["answers"]] == [5, 4, 3, 2, 1, 0]
