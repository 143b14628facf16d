"""What a coordinator fills in for a new group, and what the house adds."""

import pytest

from groups.forms.group import GroupForm
from tests.access.forms import NEW_GROUP


@pytest.mark.parametrize(
    ("audience", "filled_in", "needed"),
    [("young", "1", 2), ("young", "3", 3), ("adults", "1", 1), ("families", "1", 1)],
)
def test_nobody_is_alone_with_minors(audience, filled_in, needed):
    form = GroupForm(NEW_GROUP | {"first_on": "2030-01-03", "audience": audience, "staff_needed": filled_in})

    assert form.is_valid()
    assert form.facts()["staff_needed"] == needed
    assert form.facts()["is_read_first"] == (audience == "young")
