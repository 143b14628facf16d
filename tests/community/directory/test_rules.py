import pytest
from django.contrib.auth.models import AnonymousUser

from community.directory.rules import may_edit
from tests.cast import make_staff, make_user

pytestmark = pytest.mark.django_db


def test_a_coordinator_keeps_the_directory():
    assert may_edit(make_staff("coordinator"))


@pytest.mark.parametrize(
    "who",
    [
        AnonymousUser,
        make_user,
        lambda: make_staff("facilitator", "moderator"),
        lambda: make_staff("coordinator", step=False),
    ],
)
def test_others_are_told_who_does(who):
    assert "coordinators" in str(may_edit(who()).reason)
