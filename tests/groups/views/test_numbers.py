"""The numbers in a room: what nobody has called yet is for staff to know."""

import pytest

from tests.groups.views.pages import address, page_of

pytestmark = pytest.mark.django_db
UNCALLED = "We have not called this number ourselves yet."


def test_staff_read_which_numbers_nobody_here_has_called(as_, room, facilitator):
    assert UNCALLED in page_of(as_(facilitator).get(address("call", room)))


def test_somebody_who_needs_help_reads_no_doubts(as_, room, member):
    page = page_of(as_(member).get(address("call", room)))

    assert 'href="tel:' in page
    assert UNCALLED not in page
