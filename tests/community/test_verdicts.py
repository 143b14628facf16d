import pytest
from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext_lazy

from community.verdicts import YES, no, require


def test_a_yes_is_true_and_lets_pass():
    assert YES

    require(YES)


def test_a_no_is_false_and_says_why():
    verdict = no("The room opens when the meeting starts.")

    assert not verdict
    assert verdict.reason == "The room opens when the meeting starts."


def test_a_required_no_is_refused_with_its_reason():
    with pytest.raises(PermissionDenied, match=r"^This room is for members of the group\.$"):
        require(no("This room is for members of the group."))


def test_a_reason_may_wait_for_the_readers_language():
    assert not no(gettext_lazy("Not yet."))


def test_a_no_without_a_reason_is_a_slip():
    with pytest.raises(ValueError, match="reason"):
        no("")


def test_what_is_refused_for_being_too_soon_says_when_it_is_not():
    with pytest.raises(PermissionDenied) as refusal:
        require(no("Wait a little.", seconds=3))

    assert refusal.value.seconds == 3
