"""The catalogue of exercises: short, and each found under its key."""

from groups.exercises import CATALOGUE
from groups.models import Room


def test_every_exercise_is_short_and_fits_its_column():
    longest = Room._meta.get_field("exercise").max_length
    for key, exercise in CATALOGUE.items():
        assert exercise.key == key
        assert len(key) <= longest
        assert 3 <= len(exercise.steps) <= 6
        assert 1 <= exercise.minutes <= 10
        assert all(len(str(step)) <= 90 for step in exercise.steps)
