"""The hours nobody has."""

from datetime import timedelta

import pytest
from django.utils import timezone

from moderation.models import Shift
from moderation.rota import holes

NOW = timezone.now()


def at(hours):
    return NOW + timedelta(hours=hours)


def shift(start, end, kind="duty", **facts):
    return Shift(kind=kind, starts_at=at(start), ends_at=at(end), **facts)


@pytest.mark.parametrize(
    ("planned", "found"),
    [
        ([], [(0, 10)]),
        ([shift(0, 10)], []),
        ([shift(-1, 4), shift(3, 12)], []),
        ([shift(6, 8), shift(-1, 2)], [(2, 6), (8, 10)]),
        ([shift(0, 10, kind="on_call", order=1)], [(0, 10)]),
        ([shift(1, 10, begun_at=at(-0.5))], []),
        ([shift(0, 10, ended_at=at(1))], [(0, 10)]),
        ([shift(0, 2), shift(11, 12)], [(2, 10)]),
    ],
)
def test_holes_are_where_nobody_is_on_duty(planned, found):
    assert holes(planned, at(0), at(10)) == [(at(start), at(end)) for start, end in found]
