import pytest

from community.directory.models import Phone


@pytest.mark.parametrize(("number", "dial"), [("09 310 15025", "0931015025"), ("+44 (0)1234-2", "+44012342")])
def test_a_number_can_be_dialled(number, dial):
    assert Phone(number=number).dial == dial
