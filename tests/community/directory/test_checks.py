"""The service does not start where it could not help."""

import pytest

from community.directory.checks import the_country_has_crisis_lines


@pytest.mark.parametrize(
    ("country", "found"), [("FI", []), ("NO", []), ("XX", ["directory.E001"]), ("", ["directory.E001"])]
)
def test_a_country_without_crisis_lines_is_refused(settings, country, found):
    settings.COUNTRY = country

    assert [error.id for error in the_country_has_crisis_lines(None)] == found
