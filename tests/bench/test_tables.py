"""What is printed beside a figure."""

import pytest

from bench.tables import against, warnings


@pytest.mark.parametrize(
    ("figure", "at_most", "said"),
    [
        (0.5, False, "0.5 (target ≥ 0.5: reached)"),
        (0.49, False, "0.49 (target ≥ 0.5: missed)"),
        (0.5, True, "0.5 (target ≤ 0.5: reached)"),
        (0.51, True, "0.51 (target ≤ 0.5: missed)"),
    ],
)
def test_a_figure_stands_beside_its_target(figure, at_most, said):
    assert against(figure, 0.5, at_most=at_most) == said


@pytest.mark.parametrize(
    ("generator", "core", "others", "said"),
    [
        (0.34, 0.6, 0.02, []),
        (0.95, 0.99, 0.0, ["The generator was busy 95%"]),
        (0.30, 0.99, 0.0, ["The second core was full"]),
        (0.30, 0.5, 0.4, ["Other work had 40%"]),
    ],
)
def test_what_makes_a_figure_doubtful_is_said(generator, core, others, said):
    found = list(warnings(generator, core, others))

    assert len(found) == len(said)
    assert all(text.startswith(start) for text, start in zip(found, said, strict=True))
